import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PictureColor } from '../../src/core/i420.ts';
import type { ColorCodes } from '../../src/media/color-codes.ts';
import { rgbToYuv } from '../../src/pixels/color.ts';
import { deltaE2000 } from '../support/color-difference.ts';
import type { Rgb } from '../support/color-difference.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import type { ClipSpec } from './in-page/clip.ts';
import type { Shown } from './in-page/shown.ts';

/** Greys, primaries and their mixtures at two strengths, skin from light to dark, sky and leaves. */
const patches: readonly Rgb[] = [
  [16, 16, 16], [80, 80, 80], [128, 128, 128], [235, 235, 235],
  [200, 30, 30], [30, 180, 40], [30, 40, 200], [220, 210, 40],
  [40, 190, 200], [190, 50, 190], [240, 200, 175], [200, 150, 120],
  [140, 95, 70], [85, 55, 40], [120, 170, 230], [70, 110, 50],
];
const columns = 4;
const widthPx = 256;
const heightPx = 128;
const centres = patches.map((_, i) => [(i % columns) * 64 + 32, Math.floor(i / columns) * 32 + 16] as const);

interface Standard {
  readonly name: string;
  readonly matrix: PictureColor['matrix'];
  readonly codes: Omit<ColorCodes, 'fullRange'>;
  readonly said: VideoColorSpaceInit;
}

const bt601: Standard = { name: 'BT.601', matrix: 'smpte170m', codes: { primaries: 6, transfer: 6, matrix: 6 }, said: { primaries: 'smpte170m', transfer: 'smpte170m', matrix: 'smpte170m' } };
const bt709: Standard = { name: 'BT.709', matrix: 'bt709', codes: { primaries: 1, transfer: 1, matrix: 1 }, said: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709' } };
const bt2020: Standard = {
  name: 'BT.2020', matrix: 'bt2020-ncl', codes: { primaries: 9, transfer: 1, matrix: 9 },
  said: { primaries: 'bt2020', transfer: 'bt709', matrix: 'bt2020-ncl' } as unknown as VideoColorSpaceInit,
};

interface Row {
  readonly name: string;
  readonly spec: ClipSpec;
  /** The tags are right, so the patches' own colours are seen; wide primaries are not sRGB's. */
  readonly showsPatches: boolean;
  /** The row whose clip the output must look like, where Chromium shows this row's own clip in other colours than it says. */
  readonly like?: string;
}

function clip(codec: string, container: ClipSpec['container'], color: PictureColor): ClipSpec {
  const yuv = patches.map(([r, g, b]) => {
    const { y, u, v } = rgbToYuv(r, g, b, color);
    return [y, u, v] as const;
  });
  return { codec, container, widthPx, heightPx, frames: 20, format: 'I420', patches: yuv, columns, color: {}, containerColor: null };
}

function rowsOf(standard: Standard, fullRange: boolean): Row[] {
  const range = fullRange ? 'full' : 'limited';
  const other = standard === bt601 ? bt709 : bt601;
  const h264 = clip('avc1.42c015', 'mp4', { matrix: standard.matrix, fullRange });
  const said = { ...standard.said, fullRange };
  const coded = { color: { ...standard.codes, fullRange }, aspect: null };
  const silent = { color: null, aspect: null };
  const srgbPrimaries = standard !== bt2020;
  const misread = fullRange && standard !== bt601; // full range without a word in the stream counts as BT.601 (Chromium 150)
  const row = (tags: string, more: Partial<ClipSpec>, showsPatches: boolean): Row => ({ name: `${standard.name}, ${range} range, ${tags}`, spec: { ...h264, ...more }, showsPatches });
  return [
    row('said by container and stream', { containerColor: said, vui: coded }, srgbPrimaries),
    { ...row('said by the container alone', { containerColor: said, vui: silent }, srgbPrimaries && !misread), ...(misread ? { like: `${standard.name}, ${range} range, said by container and stream` } : {}) },
    row('said by the stream alone', { vui: coded }, srgbPrimaries),
    row('said by none', { vui: silent }, false),
    row(`the container says ${other.name}`, { containerColor: { ...other.said, fullRange }, vui: coded }, false),
    row('the container says the other range', { containerColor: { ...said, fullRange: !fullRange }, vui: coded }, false),
  ];
}

function otherCodecs(standard: Standard, fullRange: boolean): Row[] {
  const color = { matrix: standard.matrix, fullRange };
  const said = { ...standard.said, fullRange };
  const name = `${standard.name}, ${fullRange ? 'full' : 'limited'} range`;
  return [
    { name: `${name}, VP9 in WebM`, spec: { ...clip('vp09.00.11.08', 'webm', color), color: said, containerColor: said }, showsPatches: standard !== bt2020 },
    { name: `${name}, AV1 in MP4`, spec: { ...clip('av01.0.01M.08', 'mp4', color), color: said, containerColor: said }, showsPatches: standard !== bt2020 },
  ];
}

/** What nobody says is guessed by the height, as Chromium guesses. All points lie in the first row of patches, the colourful one. */
const tall = clip('avc1.42c01f', 'mp4', { matrix: 'bt709', fullRange: false });
const silentHd: Row = {
  name: 'nothing said at 720p',
  spec: { ...tall, heightPx: 720, patches: [...tall.patches.slice(columns), ...tall.patches.slice(0, columns)], vui: { color: null, aspect: null } },
  showsPatches: false,
};

const rows = [silentHd, ...[bt601, bt709, bt2020].flatMap((standard) => [false, true].flatMap((fullRange) => [...rowsOf(standard, fullRange), ...otherCodecs(standard, fullRange)]))];

let site: Site;
let folder: string;
/** What is seen of each row's clip, and of what was made of it. */
let seen: { readonly before: Shown; readonly after: Shown }[];

async function write(files: readonly string[], kind: string): Promise<string[]> {
  return Promise.all(
    files.map(async (base64, i) => {
      const path = join(folder, `${kind}-${i}.mp4`);
      await writeFile(path, Buffer.from(base64, 'base64'));
      return path;
    }),
  );
}

beforeAll(async () => {
  site = await openSite();
  folder = await mkdtemp(join(tmpdir(), 'veil-color-'));
  const inputs = await write(await site.call<string[]>('clip', 'makeClips', rows.map(({ spec }) => spec)), 'in');
  const outputs = await write(await site.call<string[]>('unmasked', 'unmasked', null, inputs), 'out');
  const question = { atS: 0.7, points: centres, reachPx: 3 };
  const [before, after] = [await site.call<Shown[]>('shown', 'allShown', question, inputs), await site.call<Shown[]>('shown', 'allShown', question, outputs)];
  seen = rows.map((_, i) => ({ before: before[i]!, after: after[i]! }));
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

const worst = (one: readonly Rgb[], other: readonly Rgb[]): number => Math.max(...one.map((color, i) => deltaE2000(color, other[i]!)));

it.each(rows.map(({ name, showsPatches, like }, index) => ({ name, showsPatches, index, like })))('$name: the output looks as it should (ΔE00 ≤ 2)', ({ index, name, showsPatches, like }) => {
  const expected = seen[like === undefined ? index : rows.findIndex((row) => row.name === like)]!.before.colors;
  const { before, after } = seen[index]!;
  console.log(`${name}: ΔE00 ${worst(expected, after.colors).toFixed(2)}`);
  expect(worst(expected, after.colors)).toBeLessThanOrEqual(2);
  if (showsPatches) expect(worst(patches, before.colors)).toBeLessThanOrEqual(2); // else the test could not see what tags do
});
