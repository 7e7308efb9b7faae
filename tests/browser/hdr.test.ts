import { openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMovie } from '../../src/media/open-movie.ts';
import { compressNits, hlgToScene, nitsToPq } from '../../src/pixels/tone-map.ts';
import { deltaE2000 } from '../support/color-difference.ts';
import { JobRunner } from '../support/jobs.ts';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import { readTruth } from '../support/truth.ts';
import type { ClipSpec } from './in-page/clip.ts';
import type { Shown } from './in-page/shown.ts';

let runner: JobRunner;
let site: Site;
beforeAll(async () => {
  [runner, site] = await Promise.all([JobRunner.open(), openSite()]);
});
afterAll(async () => {
  await Promise.all([runner.close(), site.close()]);
});

const bt709 = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false } as const;
const hdrSpace = (transfer: 'pq' | 'hlg'): VideoColorSpaceInit => ({ primaries: 'bt2020', transfer, matrix: 'bt2020-ncl', fullRange: false }) as unknown as VideoColorSpaceInit;
/** Four patches side by side. */
const points = [32, 96, 160, 224].map((x) => [x, 64] as const);
const question = { atS: 0.9, points, reachPx: 3 };

const base = { container: 'webm', widthPx: 256, heightPx: 128, frames: 25, columns: 4 } as const;
const grey10 = (signal: number): readonly [number, number, number] => [Math.round(64 + 876 * signal), 512, 512];
const deep: Omit<ClipSpec, 'color' | 'containerColor' | 'patches'> = { ...base, codec: 'vp09.02.11.10', format: 'I420P10' };

/** A whole job over a clip: what was told first, what the report notes, what is seen before and after. */
async function job(name: string, spec: ClipSpec): Promise<{ told: string[]; notes: readonly string[]; before: Shown; after: Shown; output: string }> {
  const input = join(runner.folder, `${name}.${spec.container}`);
  await writeFile(input, Buffer.from(await site.call<string>('clip', 'makeClip', spec), 'base64'));
  const told: string[] = [];
  const { output, report } = await runner.anonymize(input, {}, {
    onEvent: (event) => told.push(event.kind === 'notice' ? `${event.code} ${Object.values(event.details).join(', ')}` : event.stage),
  });
  const [before, after] = await site.call<[Shown, Shown]>('shown', 'allShown', question, [input, output]);
  return { told, notes: report.notes, before, after, output };
}

describe('high dynamic range becomes an ordinary picture of known brightness, and it is said first', () => {
  it.each([
    ['pq', [20, 80, 203, 1000], (nits: number) => nitsToPq(nits)],
    ['hlg', [1000 * (1 / 12) ** 1.2, 80, 203, 1000], (nits: number) => hlgSignal(nits)],
  ] as const)('%s', async (transfer, light, signalOf) => {
    const space = hdrSpace(transfer);
    const { told, notes, after, output } = await job(transfer, { ...deep, color: space, containerColor: space, patches: light.map((nits) => grey10(signalOf(nits))) });
    expect(told[0]).toBe(`tone-mapped ${transfer.toUpperCase()}, 10 bit 4:2:0`);
    expect(notes).toEqual([`HDR (${transfer.toUpperCase()}) mapped to SDR BT.709, 8 bit 4:2:0, from 10 bit 4:2:0`]);
    after.colors.forEach((color, i) => {
      const expected = 255 * (compressNits(light[i]!) / 203) ** (1 / 2.4);
      for (const channel of color) expect(Math.abs(channel - expected), `${light[i]!} cd/m²`).toBeLessThanOrEqual(4);
    });
    const { video } = await openMovie(await openAsBlob(output), output);
    expect(video.colorCodes).toEqual({ primaries: 1, transfer: 1, matrix: 1, fullRange: false });
    expect(video.hdr).toBeNull();
  });
});

/** The HLG signal of grey light on a display of 1000 cd/m². */
function hlgSignal(nits: number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 40; i += 1) {
    const middle = (low + high) / 2;
    if (1000 * hlgToScene(middle) ** 1.2 < nits) low = middle;
    else high = middle;
  }
  return low;
}

describe('deeper samples and finer chroma are rounded to 8 bit 4:2:0, and it is said first', () => {
  const tones = [[300, 512, 512], [600, 480, 560], [450, 600, 450], [800, 500, 530]] as const;
  it.each([
    ['10 bit 4:2:0', { ...deep, patches: tones }],
    ['8 bit 4:4:4', { ...base, container: 'mp4', codec: 'av01.1.01M.08', format: 'I444', patches: tones.map(([y, u, v]) => [y / 4, u / 4, v / 4].map(Math.round) as unknown as readonly [number, number, number]) }],
  ] as const)('%s', async (format, spec) => {
    const { told, notes, before, after } = await job(format.replaceAll(/\W/g, '-'), { ...spec, color: bt709, containerColor: bt709 });
    expect(told[0]).toBe(`depth-reduced ${format}`);
    expect(notes).toEqual([`8 bit 4:2:0, from ${format}`]);
    before.colors.forEach((color, i) => expect(deltaE2000(color, after.colors[i]!)).toBeLessThanOrEqual(2));
  });
});

it('faces are found in the mapped picture: a dark HDR clip', async (context) => {
  const clip = 'intel_head-pose-face-detection-female';
  const source = requireShared(context, `media/faces/${clip}.mp4`);
  const input = join(runner.folder, 'face-hdr.webm');
  await writeFile(input, Buffer.from(await site.call<string>('as-hdr', 'asHdr', { whiteNits: 203 }, [source]), 'base64'));
  const { output } = await runner.anonymize(input, { hide: { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'solid', color: '#00ff00' } } });
  const { faces, times } = readTruth(clip);
  for (const frame of [3, 17]) {
    const { box } = faces[frame]![0]!;
    const face = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)] as const;
    const { colors } = await site.call<Shown>('shown', 'shown', { atS: times[frame]! + 0.02, points: [face, [3, 3]], reachPx: 1 }, [output]);
    expect(colors[0]![1] - colors[0]![0]).toBeGreaterThan(150);
    const plain = await site.call<Shown>('shown', 'shown', { atS: times[frame]! + 0.02, points: [[3, 3]], reachPx: 1 }, [source]);
    const mapped = 255 * (compressNits(203 * (plain.colors[0]![1] / 255) ** 2.4) / 203) ** (1 / 2.4);
    expect(Math.abs(colors[1]![1] - mapped)).toBeLessThan(12);
  }
});
