import { describe, expect, test } from 'vitest';
import { CpuComposer } from '../../../src/compose/cpu/composer.ts';
import { i420Layout, type I420Image } from '../../../src/core/i420.ts';
import type { FramePlan } from '../../../src/documents/edit.ts';
import { tileStates } from '../../../src/documents/edit.ts';
import type { CanvasPlan, PlannedTile } from '../../../src/documents/tiles.ts';
import { canvasPlan } from '../../../src/plan/canvas-plan.ts';
import { hiddenSamples } from './hidden-samples.ts';
import { geometryOf, maskOf, noise, noisePicture, planOf } from './pictures.ts';

const bytesOf = ({ widthPx, heightPx }: CanvasPlan): number => i420Layout(widthPx, heightPx).byteLength;
const tile = (view: readonly [number, number, number, number], place: readonly [number, number, number, number]): PlannedTile => ({
  view: { x: view[0], y: view[1], width: view[2], height: view[3] }, place: { x: place[0], y: place[1], width: place[2], height: place[3] }, fit: 'cover',
});
const plain: CanvasPlan = { widthPx: 20, heightPx: 12, background: '#000000', held: [], tiles: [], marks: [] };

function made(composer: CpuComposer, image: I420Image, plan: FramePlan, before: Uint8Array<ArrayBuffer> | null = null, keep: Uint8Array<ArrayBuffer> | null = null): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bytesOf(plan.canvas as CanvasPlan)).fill(77);
  composer.compose(image, plan, { out, before, keep });
  return out;
}

describe('safety rule 2 on a canvas: what lies under the masks changes nothing of it', () => {
  test.each([[64, 48, 0, 1], [33, 27, 90, 1], [45, 31, 270, 2]] as const)('%d x %d, turned by %d', (w, h, rotation, stretch) => {
    const geometry = geometryOf(w, h, rotation, stretch);
    const { widthPx, heightPx } = geometry;
    const masks = [[0.1, 0.1, 0.4, 0.5], [0.35, 0.3, 0.4, 0.5], [0.8, 0.7, 0.5, 0.5]].map(([x = 0, y = 0, width = 0, height = 0], i) =>
      maskOf([x * widthPx, y * heightPx, width * widthPx, height * heightPx], i === 1 ? { kind: 'solid', color: '#3a7f10' } : { kind: 'erase' }, 'ellipse', i));
    const hidden = hiddenSamples(geometry, masks);
    const first = noisePicture(geometry, 1);
    const random = noise(2);
    const second = { ...first, data: first.data.map((value, i) => (hidden[i] === 1 ? Math.floor(random() * 256) : value)) };
    expect(first.data).not.toEqual(second.data);
    // Views that enlarge a mask's inside, cut through its border, and show all.
    const tiles = [
      tile([0.2 * widthPx, 0.2 * heightPx, 0.2 * widthPx, 0.2 * heightPx], [1, 3, 31, 20]),
      tile([0.3 * widthPx, 0, 0.31 * widthPx, heightPx], [33, 0, 30, 40]),
      tile([-3, -2, widthPx + 9, heightPx + 4], [0, 24, 32, 16]),
    ];
    const plan = { ...planOf(masks), canvas: { ...plain, widthPx: 63, heightPx: 40, tiles } };
    const composer = new CpuComposer(geometry);
    expect(made(composer, first, plan)).toEqual(made(composer, second, plan));
  });
});

describe('held places', () => {
  const geometry = geometryOf(40, 24);
  const canvas: CanvasPlan = { ...plain, held: [{ x: 3, y: 2, width: 9, height: 7 }] };
  const random = noise(9);
  const before = new Uint8Array(bytesOf(canvas)).map(() => Math.floor(random() * 256));

  test('show what the canvas before did, the rest the background', () => {
    const out = made(new CpuComposer(geometry), noisePicture(geometry, 1), { ...planOf([]), canvas }, before);
    for (let y = 0; y < 12; y++) {
      for (let x = 0; x < 20; x++) expect(out[20 * y + x], `${x}, ${y}`).toBe(x >= 3 && x < 12 && y >= 2 && y < 9 ? before[20 * y + x] : 16);
    }
    // Chroma at 1, 1: two of its four pixels are held.
    expect(out[240 + 10 + 1]).toBe(Math.floor((2 * (2 * (before[240 + 10 + 1] as number) + 2 * 128) + 4) / 8));
    expect(out[240 + 2 * 10 + 2]).toBe(before[240 + 2 * 10 + 2]);
  });

  test('lie under tiles', () => {
    const plan = { ...planOf([]), canvas: { ...canvas, tiles: [tile([4, 4, 4, 4], [4, 4, 4, 4])] } };
    const image = noisePicture(geometry, 1);
    const out = made(new CpuComposer(geometry), { ...image, data: image.data.slice() }, plan, before);
    for (const [x, y] of [[4, 4], [7, 7]] as const) expect(out[20 * y + x]).toBe(image.data[40 * y + x]);
    expect(out[20 * 3 + 4]).toBe(before[20 * 3 + 4]);
  });

  test('show the background where nothing came before', () => {
    expect(new Set(made(new CpuComposer(geometry), noisePicture(geometry, 1), { ...planOf([]), canvas }))).toEqual(new Set([16, 128]));
  });
});

test('what is kept for the frame after has no marks on it', () => {
  const geometry = geometryOf(40, 24);
  const canvas: CanvasPlan = { ...plain, marks: [{ kind: 'box', box: { x: 0, y: 0, width: 20, height: 12 }, thicknessPx: 2, color: '#ffffff', opacity: 1 }] };
  const keep = new Uint8Array(bytesOf(canvas));
  const out = made(new CpuComposer(geometry), noisePicture(geometry, 1), { ...planOf([]), canvas }, null, keep);
  expect(out[0]).toBe(235);
  expect(keep[0]).toBe(16);
});

test('a frame hidden whole is grey on all of its canvas', () => {
  const geometry = geometryOf(40, 24);
  const canvas: CanvasPlan = { ...plain, tiles: [tile([0, 0, 40, 24], [0, 0, 20, 12])], held: [{ x: 0, y: 0, width: 20, height: 12 }], marks: [] };
  const out = made(new CpuComposer(geometry), noisePicture(geometry, 1), { ...planOf([]), hideWhole: true, canvas }, new Uint8Array(bytesOf(canvas)).fill(200));
  expect(new Set(out)).toEqual(new Set([126, 128]));
});

test('a canvas without a target is refused', () => {
  const geometry = geometryOf(8, 8);
  expect(() => new CpuComposer(geometry).compose(noisePicture(geometry, 1), { ...planOf([]), canvas: plain })).toThrow(expect.objectContaining({ code: 'internal/bug' }));
});

test.each([
  ['before its first frame', 9, [], [], 0],
  ['shown', 10, [], [[5, 6, 7, 8]], 1],
  ['held, its outline stays', 11, [[2, 4, 6, 8]], [], 1],
  ['absent, without its outline', 12, [], [], 0],
  ['after its last frame', 13, [], [], 0],
] as const)('a place on a frame: %s', (_, frame, held, views, marks) => {
  const plan = canvasPlan({
    widthPx: 20, heightPx: 12, background: '#000000',
    tiles: [{
      place: { x: 2, y: 4, width: 6, height: 8 }, fit: 'cover', firstFrame: 10, states: Uint8Array.of(tileStates.shown, tileStates.held, tileStates.absent),
      views: Float32Array.of(5, 6, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0), outline: { color: '#ffffff', thicknessPx: 2, on: Uint8Array.of(1, 1, 1) },
    }],
  }, frame);
  expect(plan.held.map(({ x, y, width, height }) => [x, y, width, height])).toEqual(held);
  expect(plan.tiles.map(({ view: { x, y, width, height } }) => [x, y, width, height])).toEqual(views);
  expect(plan.marks).toHaveLength(marks);
});
