import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cosmeticFills, fillOrder } from '../../src/compose/cpu/fills/fills.ts';
import { GpuComposer } from '../../src/compose/gpu/composer.ts';
import type { I420Image } from '../../src/core/i420.ts';
import type { FillChoice } from '../../src/documents/intent.ts';
import type { PlannedTile, TilePlan } from '../../src/documents/tiles.ts';
import { openKernels, requireKernels, type OpenedKernels } from '../support/dawn.ts';
import { tilesOnGpu } from '../support/kernels-on-gpu.ts';
import { hiddenSamples } from '../unit/compose/hidden-samples.ts';
import { geometryOf, maskOf, noise, noisePicture, planOf } from '../unit/compose/pictures.ts';

let kernels: OpenedKernels | string;
beforeAll(async () => {
  kernels = await openKernels();
});
afterAll(() => typeof kernels === 'string' || kernels.close());

function withOtherHidden(image: I420Image, hidden: Uint8Array, seed: number): I420Image {
  const random = noise(seed);
  return { ...image, data: image.data.map((value, i) => (hidden[i] === 1 ? Math.floor(random() * 256) : value)) };
}

const emoji = { widthPx: 5, heightPx: 4, rgba: new Uint8ClampedArray(80).map((_, i) => (i * 37) % 256) };
const safeFills: readonly FillChoice[] = [{ kind: 'erase' }, { kind: 'solid', color: '#3a7f10' }, { kind: 'image', image: emoji }];

const layouts: readonly (readonly [string, readonly (readonly [number, number, number, number])[]])[] = [
  ['one at odd places', [[0.111, 0.173, 0.237, 0.391]]],
  ['one partly outside', [[-0.2, -0.3, 0.6, 0.7]]],
  ['two that overlap', [[0.1, 0.1, 0.4, 0.5], [0.35, 0.3, 0.4, 0.5]]],
  ['two side by side', [[0.1, 0.2, 0.3, 0.5], [0.4, 0.2, 0.3, 0.5]]],
  ['everything', [[-1, -1, 3, 3]]],
  ['very thin', [[0.2, 0.501, 0.6, 0.001]]],
];

test('every safe fill is looked at', () => {
  expect(safeFills.map(({ kind }) => kind).sort()).toEqual(fillOrder.filter((kind) => !cosmeticFills.has(kind)).sort());
});

/** Two frames that differ only under the masks; what is hidden is worked out without the composer. */
describe('safety rule 2 on the GPU: what lies under safe masks changes no byte of the composed frame', () => {
  for (const [w, h, rotation, stretch] of [[1, 1, 0, 1], [7, 5, 90, 1], [33, 27, 0, 1], [33, 27, 270, 1], [45, 30, 180, 4 / 3]] as const) {
    test(`${w}x${h}, turned by ${rotation}, pixels ${stretch.toFixed(2)} wide`, async (context) => {
      const geometry = geometryOf(w, h, rotation, stretch);
      using composer = await GpuComposer.open(geometry, requireKernels(context, kernels));
      let differed = 0;
      for (const [name, boxes] of layouts) {
        for (let pick = 0; pick < safeFills.length + 1; pick++) {
          // The last round mixes the fills, so that one may overlap another.
          const masks = boxes.map(([x, y, width, height], i) => maskOf(
            [x * geometry.widthPx, y * geometry.heightPx, width * geometry.widthPx, height * geometry.heightPx],
            safeFills[pick < safeFills.length ? pick : i % safeFills.length] as FillChoice, (pick + i) % 2 === 0 ? 'ellipse' : 'rounded-box', i,
          ));
          const first = noisePicture(geometry, 1);
          const second = withOtherHidden(first, hiddenSamples(geometry, masks), 2);
          differed += first.data.some((value, i) => value !== second.data[i]) ? 1 : 0;
          await composer.compose(first, planOf(masks));
          await composer.compose(second, planOf(masks));
          expect(first.data.findIndex((value, i) => value !== second.data[i]), `${name}, fill ${pick}: first leaking byte`).toBe(-1);
        }
      }
      expect(differed).toBeGreaterThan(layouts.length);
    });
  }

  test.for([{ kind: 'mosaic', cellsAcross: 4 }, { kind: 'blur' }] as const)('beside and under a cosmetic mask ($kind)', async (cosmetic, context) => {
    const geometry = geometryOf(64, 48);
    using composer = await GpuComposer.open(geometry, requireKernels(context, kernels));
    for (const safe of safeFills) {
      const safeMask = maskOf([10, 8, 24, 26], safe, 'ellipse', 1);
      const masks = [maskOf([22, 14, 28, 28], cosmetic, 'ellipse', 2), safeMask];
      const first = noisePicture(geometry, 3);
      const second = withOtherHidden(first, hiddenSamples(geometry, [safeMask]), 4);
      expect(second.data).not.toEqual(first.data);
      await composer.compose(first, planOf(masks));
      await composer.compose(second, planOf(masks));
      expect(second.data, safe.kind).toEqual(first.data);
    }
  });

  test.for([[0, 33, 27], [90, 40, 31]] as const)('in views cut out of the composed frame, stored turned by %d', async ([rotation, w, h], context) => {
    const opened = requireKernels(context, kernels);
    const geometry = geometryOf(w, h, rotation);
    using composer = await GpuComposer.open(geometry, opened);
    const { widthPx, heightPx } = geometry;
    const masks = safeFills.map((fill, i) => maskOf([widthPx * (0.1 + 0.25 * i), heightPx * (0.1 + 0.15 * i), widthPx * 0.3, heightPx * 0.4], fill, 'ellipse', i));
    const first = noisePicture(geometry, 5);
    const second = withOtherHidden(first, hiddenSamples(geometry, masks), 6);
    expect(second.data).not.toEqual(first.data);
    await composer.compose(first, planOf(masks));
    await composer.compose(second, planOf(masks));
    const view = (x: number, y: number, size: number): PlannedTile['view'] => ({ x: x * widthPx, y: y * heightPx, width: size * widthPx, height: size * heightPx });
    const plan: TilePlan = {
      widthPx: 47, heightPx: 33, background: '#123456',
      tiles: [
        { view: view(0.1, 0.1, 0.3), place: { x: 0, y: 0, width: 23, height: 33 }, fit: 'cover' }, // enlarged, right on a mask
        { view: view(-0.1, 0, 1), place: { x: 23, y: 1, width: 24, height: 31 }, fit: 'contain' },
      ],
    };
    const views = await tilesOnGpu(opened, first, geometry, plan);
    expect((await tilesOnGpu(opened, second, geometry, plan)).data).toEqual(views.data);
  });

  test('a frame hidden whole holds nothing of the source', async (context) => {
    const geometry = geometryOf(33, 27);
    using composer = await GpuComposer.open(geometry, requireKernels(context, kernels));
    const image = noisePicture(geometry, 7);
    await composer.compose(image, { sourceFrame: 0, hideWhole: true, masks: [] });
    expect(new Set(image.data)).toEqual(new Set([126, 128]));
  });
});
