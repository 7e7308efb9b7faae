import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireShared } from '../support/shared.ts';

const bin = fileURLToPath(new URL('../../cli/veil.mjs', import.meta.url));
/** A file that cannot be worked on must say so within this time, browser start included. */
const boundMs = 30_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'veil-bad-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function veil(...options: string[]): Promise<{ code: number | null; output: string; ms: number }> {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [bin, ...options], { timeout: boundMs });
    let output = '';
    child.stdout.on('data', (data) => (output += String(data)));
    child.stderr.on('data', (data) => (output += String(data)));
    child.on('close', (code) => resolve({ code, output, ms: Date.now() - started }));
  });
}

const good = 'media/faces/intel_head-pose-face-detection-female.mp4';
const cut = (part: number) => async (from: string): Promise<Buffer> => {
  const bytes = await readFile(from);
  return bytes.subarray(0, Math.floor(bytes.length * part));
};

describe('files that are no use end with a typed error, in time, and leave nothing', () => {
  it.for([
    ['an empty file', good, () => Promise.resolve(Buffer.alloc(0)), 3, 'empty'],
    ['text renamed to .mp4', good, () => Promise.resolve(Buffer.from('no video at all '.repeat(50))), 3, 'not a video'],
    ['a video cut off at 10 %', good, cut(0.1), 3, ''],
    ['a video cut off at 50 %', good, cut(0.5), 3, ''],
    ['a video cut off at 99 %', good, cut(0.99), 3, ''],
    ['sound without pictures', 'media/containers/multiple-aac-tracks.mp4', (from: string) => readFile(from), 3, 'no video track'],
    ['HEVC where it cannot be decoded', 'media/containers/video-h265.mp4', (from: string) => readFile(from), 4, 'Safari'],
    ['MPEG-4 part 2', 'media/containers/counting.mp4', (from: string) => readFile(from), 4, 'mp4v'],
  ] as const)('%s', async ([name, from, make, exit, says], context) => {
    const source = requireShared(context, from);
    const input = join(folder, `${name.replace(/\W+/g, '-')}.mp4`);
    const output = join(folder, 'out', 'x.mp4');
    await writeFile(input, await make(source));
    const result = await veil('anonymize', input, '-o', output);
    console.log(`${name}: exit ${String(result.code)}, ${(result.ms / 1000).toFixed(1)} s: ${result.output.trim().split('\n').at(-1) ?? ''}`);
    expect(result.code).toBe(exit);
    expect(result.output).toContain(says);
    expect(await readdir(join(folder, 'out')).catch(() => [])).toEqual([]);
  });

  it('a whole file by the command line comes out complete, with its report', async (context) => {
    const output = join(folder, 'good.mp4');
    const report = join(folder, 'report.json');
    const result = await veil('anonymize', requireShared(context, good), '-o', output, '--report', report);
    expect(result.output).not.toContain('error');
    expect(result.code).toBe(0);
    const written = JSON.parse(await readFile(report, 'utf8')) as { audit: { passed: boolean }; output: { frames: number; bytes: number } };
    expect(written.audit.passed).toBe(true);
    expect((await readFile(output)).length).toBe(written.output.bytes);
  });
});
