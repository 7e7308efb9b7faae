import { composeTiles } from '../src/compose/cpu/tiles.ts';
import type { FrameGeometry } from '../src/core/geometry.ts';
import { i420Layout } from '../src/core/i420.ts';
import type { I420Image } from '../src/core/i420.ts';
import type { Rectangle, TilePlan } from '../src/documents/tiles.ts';
import { plainTwoTaps } from '../src/pixels/two-taps/two-taps.reference.ts';
import { simdTwoTaps } from '../src/pixels/two-taps/two-taps.simd.ts';
import type { TwoTaps } from '../src/pixels/two-taps/two-taps.ts';

/** Views of a 720p picture on a canvas, by SIMD and in plain TypeScript: processor time of a frame, which other programs on the machine change less than the clock. */
const [widthPx, heightPx] = [1280, 720];
const upright: FrameGeometry = { storedWidthPx: widthPx, storedHeightPx: heightPx, rotation: 0, mirrored: false, widthPx, heightPx };
const turned: FrameGeometry = { ...upright, rotation: 90, widthPx: heightPx, heightPx: widthPx };
const image: I420Image = {
  widthPx, heightPx, color: { matrix: 'bt709', fullRange: false },
  data: new Uint8Array(i420Layout(widthPx, heightPx).byteLength).map((_, i) => Math.imul(i, 0x9e3779b1) >>> 24),
};
const warmUpFrames = 60;
const frames = 300;

const box = (x: number, y: number, width: number, height: number): Rectangle => ({ x, y, width, height });
const canvas = (width: number, height: number, views: readonly Rectangle[]): TilePlan => {
  const share = width / views.length;
  return { widthPx: width, heightPx: height, background: '#000000', tiles: views.map((view, i) => ({ view, place: box(i * share, 0, share, height), fit: 'cover' })) };
};
const cases: readonly (readonly [string, FrameGeometry, TilePlan])[] = [
  ['follow, 9:16', upright, canvas(720, 1280, [box(300.3, 72.2, 324, 576)])],
  ['two side by side', upright, canvas(1280, 720, [box(100.3, 72.2, 480, 540), box(600.3, 72.2, 480, 540)])],
  ['follow, 9:16, stored turned', turned, canvas(720, 1280, [box(72.2, 300.3, 324, 576)])],
];

function msPerFrame(geometry: FrameGeometry, plan: TilePlan, twoTaps: TwoTaps): number {
  const out = new Uint8Array(i420Layout(plan.widthPx, plan.heightPx).byteLength);
  for (let i = 0; i < warmUpFrames; i++) composeTiles(image, geometry, plan, out, twoTaps);
  const before = process.cpuUsage();
  for (let i = 0; i < frames; i++) composeTiles(image, geometry, plan, out, twoTaps);
  return process.cpuUsage(before).user / 1000 / frames;
}

for (const [what, geometry, plan] of cases) {
  const simd = simdTwoTaps();
  const fast = simd === null ? 'no SIMD here' : `${msPerFrame(geometry, plan, simd).toFixed(2)} ms by SIMD`;
  console.log(`${what}: ${fast}, ${msPerFrame(geometry, plan, plainTwoTaps()).toFixed(2)} ms in plain TypeScript`);
}
