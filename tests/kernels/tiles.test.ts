import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composeTiles } from '../../src/compose/cpu/tiles.ts';
import type { FrameGeometry } from '../../src/core/geometry.ts';
import { i420Layout } from '../../src/core/i420.ts';
import type { PlannedTile, TileFit, TilePlan } from '../../src/documents/tiles.ts';
import { openTwoTaps } from '../../src/pixels/two-taps/open-two-taps.ts';
import { openKernels, requireKernels, type OpenedKernels } from '../support/dawn.ts';
import { tilesOnGpu } from '../support/kernels-on-gpu.ts';
import { geometryOf, noisePicture } from '../unit/compose/pictures.ts';

let kernels: OpenedKernels | string;
beforeAll(async () => {
  kernels = await openKernels();
});
afterAll(() => typeof kernels === 'string' || kernels.close());

type Numbers = readonly [number, number, number, number];
const box = ([x, y, width, height]: Numbers): PlannedTile['view'] => ({ x, y, width, height });

async function expectSame(opened: OpenedKernels, geometry: FrameGeometry, plan: TilePlan): Promise<void> {
  const image = noisePicture(geometry, 21);
  const wanted = composeTiles(image, geometry, plan, new Uint8Array(i420Layout(plan.widthPx, plan.heightPx).byteLength), openTwoTaps());
  const found = await tilesOnGpu(opened, image, geometry, plan);
  const at = wanted.data.findIndex((value, i) => value !== found.data[i]);
  expect(at === -1 ? 'same' : `byte ${at}: ${found.data[at]}, not ${wanted.data[at]}`).toBe('same');
}

/** Views as shares of the picture. */
const planOf = (geometry: FrameGeometry, widthPx: number, heightPx: number, tiles: readonly (readonly [Numbers, Numbers, TileFit])[]): TilePlan => ({
  widthPx, heightPx, background: '#204060',
  tiles: tiles.map(([[x, y, width, height], place, fit]) => ({
    view: box([x * geometry.widthPx, y * geometry.heightPx, width * geometry.widthPx, height * geometry.heightPx]), place: box(place), fit,
  })),
});

const grid = (count: number, width: number, height: number): (readonly [Numbers, Numbers, TileFit])[] =>
  Array.from({ length: count }, (_, i) => {
    const across = Math.ceil(Math.sqrt(count));
    const w = Math.floor(width / across);
    const h = Math.floor(height / Math.ceil(count / across));
    return [[i / count - 0.1, 0.1, 0.4, 0.7], [(i % across) * w, Math.floor(i / across) * h, w, h], (['contain', 'cover', 'stretch', 'crop'] as const)[i % 4] ?? 'crop'];
  });

describe('tiles by WGSL are those of the CPU way, every byte the same (tolerance 0)', () => {
  for (const [rotation, mirrored, stretch] of [[0, false, 1], [90, false, 1], [180, true, 1], [270, false, 2]] as const) {
    test.for([
      ['1x1', 1, 1, 1, 1, [[[0, 0, 1, 1], [0, 0, 1, 1], 'stretch']]],
      ['nothing on it', 4, 4, 7, 5, []],
      ['odd', 33, 27, 31, 29, [[[0.1, 0.1, 0.7, 0.8], [1, 3, 17, 19], 'contain'], [[-0.2, 0.5, 0.6, 0.9], [11, 5, 20, 15], 'cover']]],
      ['enlarged', 24, 18, 97, 61, [[[0.3, 0.2, 0.2, 0.3], [3, 1, 90, 60], 'cover']]],
      ['made small', 257, 121, 24, 18, [[[0, 0, 1, 1], [0, 0, 24, 18], 'stretch'], [[0.5, 0.5, 0.2, 0.2], [5, 5, 9, 7], 'crop']]],
      ['a grid of nine', 131, 97, 99, 75, grid(9, 99, 75)],
      ['all outside', 16, 16, 8, 8, [[[2, 2, 1, 1], [0, 0, 8, 8], 'stretch']]],
    ] as readonly (readonly [string, number, number, number, number, (readonly [Numbers, Numbers, TileFit])[]])[])(`%s, turned by ${rotation}`, async ([, w, h, toWidth, toHeight, tiles], context) => {
      const geometry = geometryOf(w, h, rotation, stretch, mirrored);
      await expectSame(requireKernels(context, kernels), geometry, planOf(geometry, toWidth, toHeight, tiles));
    });
  }

  test('two of 960 x 1080 side by side in 1920 x 1080', async (context) => {
    const geometry = geometryOf(1920, 1080);
    await expectSame(requireKernels(context, kernels), geometry, planOf(geometry, 1920, 1080, [
      [[0.1, 0, 0.42, 0.9], [0, 0, 960, 1080], 'cover'], [[0.5, 0.1, 0.4, 0.8], [960, 0, 960, 1080], 'cover'],
    ]));
  });
});
