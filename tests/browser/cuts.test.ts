import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FrameRange } from '../../src/documents/analysis.ts';
import type { Report } from '../../src/documents/report.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import { clicks, pcmSound, withSound } from '../support/sound.ts';
import type { CountedOutput } from './in-page/counted.ts';

const frames = 300;
const keyEvery = 12;
const sampleRate = 48_000;
/** The same formula as the clip's: when a frame is shown, in seconds. */
const atS = (frame: number): number => (40 * frame + 7 * (Math.floor(frame / 3) * 3 + ((frame % 3) * ((frame % 3) + 1)) / 2)) / 1000;
/** A click in the middle of every third frame, far from any fade. */
const clickAfterS = 0.02;
const clickFrames = Array.from({ length: 100 }, (_, i) => 3 * i);

let site: Site;
let folder: string;
let clip: string;
beforeAll(async () => {
  site = await openSite();
  folder = await mkdtemp(join(tmpdir(), 'veil-test-'));
  const silent = join(folder, 'silent.mp4');
  await writeFile(silent, Buffer.from(await site.call<string>('counted', 'countedClip', { frames, keyEvery }), 'base64'));
  clip = join(folder, 'counted.mov');
  await withSound(silent, clip, pcmSound([clicks(atS(frames), sampleRate, clickFrames.map((frame) => atS(frame) + clickAfterS))], sampleRate), 'mov');
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

const range = (firstFrame: number, lastFrame: number): FrameRange => ({ firstFrame, lastFrame });
const framesOf = (cuts: readonly FrameRange[]): number[] => cuts.flatMap(({ firstFrame, lastFrame }) => Array.from({ length: lastFrame - firstFrame + 1 }, (_, index) => firstFrame + index));

it.each<[string, FrameRange[]]>([
  ['near each other and far, within a group of pictures and over its border', [range(3, 5), range(7, 13), range(50, 50), range(60, 71), range(299, 299)]],
  ['back, overlapping, and the same again', [range(200, 210), range(20, 30), range(25, 35), range(25, 35), range(0, 4)]],
  ['a hundred, of two frames each', clickFrames.map((frame) => range(frame, frame + 1))],
  ['a hundred, the last first', clickFrames.map((frame) => range(frame, frame + 1)).reverse()],
])('cuts %s: the very frames, for as long as in the source, with their sound, and hidden is hidden', async (_, cuts) => {
  const made = await site.call<CountedOutput>('counted', 'cutCounted', cuts, [clip]);
  const wanted = framesOf(cuts);
  expect(made.shown).toEqual(wanted);
  expect(made.checks).toEqual(['frames and times', 'size and rotation', 'sound', 'metadata', 'pictures']);
  made.timesS.forEach((time, frame) => expect(Math.abs(time - (made.wantedS[frame] as number)), `frame ${frame}`).toBeLessThan(1e-6));
  // The face is nowhere to be seen, in the first and last frames of cuts neither.
  expect(Math.max(...made.faces)).toBeLessThan(60);
  // Players can seek to every cut.
  const starts = cuts.map((__, cut) => framesOf(cuts.slice(0, cut)).length);
  expect(starts.filter((start) => !made.keys.includes(start) && wanted[start] !== (wanted[start - 1] ?? NaN) + 1)).toEqual([]);

  // Pictures and sound are of one length, and do not drift: every click is heard with its frame.
  expect(Math.abs((made.soundS ?? 0) - (made.timesS.at(-1) ?? 0))).toBeLessThan(0.001);
  const path = join(folder, 'cut.mp4');
  await writeFile(path, Buffer.from(made.file, 'base64'));
  const heard = await site.call<{ clicksS: number[] }>('hear', 'hear', null, [path]);
  const clicksS = wanted.flatMap((frame, output) => (frame % 3 === 0 ? [(made.wantedS[output] as number) + clickAfterS] : []));
  expect(heard.clicksS.length).toBe(clicksS.length);
  const drift = heard.clicksS.map((at, click) => Math.abs(at - (clicksS[click] as number)));
  expect(Math.max(...drift)).toBeLessThan(0.005);
});

it('veil segments writes a numbered file for each stretch, and a list of their reports', { timeout: 120_000 }, async () => {
  const [bin, made, list] = [fileURLToPath(new URL('../../cli/veil.mjs', import.meta.url)), join(folder, 'parts'), join(folder, 'reports.json')];
  const options = ['segments', clip, '-o', made, '--range', '1-1.3', '--range', '0.5-0.6', '--quality', 'fast', '--report', list];
  const { stdout } = await promisify(execFile)(process.execPath, [bin, ...options]);
  expect((await readdir(made)).sort()).toEqual(['counted-veiled-01.mp4', 'counted-veiled-02.mp4']);
  expect(stdout.split('\n').filter((line) => line.includes('counted-veiled-')).length).toBe(2);
  const reports = JSON.parse(await readFile(list, 'utf8')) as Report[];
  expect(reports.map(({ output }) => output.name)).toEqual(['counted-veiled-01.mp4', 'counted-veiled-02.mp4']);
  // Frames that begin within each stretch.
  const count = (from: number, to: number): number => Array.from({ length: frames }, (_, frame) => atS(frame)).filter((at) => at >= from - 1e-6 && at < to - 1e-6).length;
  expect(reports.map(({ output }) => output.frames)).toEqual([count(1, 1.3), count(0.5, 0.6)]);
});
