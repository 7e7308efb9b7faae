import { describe, expect, test } from 'vitest';
import { CpuComposer } from '../../../src/compose/cpu/composer.ts';
import { i420Layout, type I420Image } from '../../../src/core/i420.ts';
import type { FillChoice } from '../../../src/documents/intent.ts';
import { hiddenSamples } from './hidden-samples.ts';
import { geometryOf, maskOf, noise, noisePicture, planOf } from './pictures.ts';

function withOtherHidden(image: I420Image, hidden: Uint8Array, seed: number): I420Image {
  const random = noise(seed);
  return { ...image, data: image.data.map((value, i) => (hidden[i] === 1 ? Math.floor(random() * 256) : value)) };
}

const emoji = { widthPx: 5, heightPx: 4, rgba: new Uint8ClampedArray(80).map((_, i) => (i * 37) % 256) };
const safeFills: readonly FillChoice[] = [{ kind: 'erase' }, { kind: 'solid', color: '#3a7f10' }, { kind: 'image', image: emoji }];

const sizes: readonly (readonly [number, number, number])[] = [[1, 1, 1], [2, 2, 1], [1, 7, 1], [3, 3, 1], [7, 5, 1], [33, 27, 1], [64, 48, 1], [32, 48, 2], [45, 30, 4 / 3]];
const rotations = [0, 90, 180, 270] as const;

/** Boxes as shares of the picture. */
const layouts: readonly (readonly [string, readonly (readonly [number, number, number, number])[]])[] = [
  ['one in the middle', [[0.3, 0.25, 0.35, 0.45]]],
  ['one at odd places', [[0.111, 0.173, 0.237, 0.391]]],
  ['one partly outside', [[-0.2, -0.3, 0.6, 0.7]]],
  ['one partly outside at the far corner', [[0.71, 0.63, 0.6, 0.7]]],
  ['one wholly outside', [[1.4, 0.2, 0.3, 0.3]]],
  ['one wholly outside whose feather reaches in', [[-0.31, 0.2, 0.3, 0.5]]],
  ['two that overlap', [[0.1, 0.1, 0.4, 0.5], [0.35, 0.3, 0.4, 0.5]]],
  ['two side by side', [[0.1, 0.2, 0.3, 0.5], [0.4, 0.2, 0.3, 0.5]]],
  ['one inside another', [[0.1, 0.1, 0.7, 0.8], [0.3, 0.3, 0.2, 0.2]]],
  ['everything', [[-1, -1, 3, 3]]],
  ['very thin', [[0.2, 0.501, 0.6, 0.001]]],
];

describe('safety rule 2: what lies under the masks does not change the composed frame', () => {
  for (const rotation of rotations) {
    for (const [w, h, stretch] of sizes) {
      test(`${w}x${h}, turned by ${rotation}, pixels ${stretch.toFixed(2)} wide`, () => {
        const geometry = geometryOf(w, h, rotation, stretch);
        const composer = new CpuComposer(geometry);
        let changed = 0;
        for (const [name, boxes] of layouts) {
          for (const shape of ['ellipse', 'rounded-box'] as const) {
            for (let pick = 0; pick < safeFills.length + 1; pick++) {
              // The last round mixes the fills, so that one may overlap another.
              const masks = boxes.map(([x, y, width, height], i) => maskOf(
                [x * geometry.widthPx, y * geometry.heightPx, width * geometry.widthPx, height * geometry.heightPx],
                safeFills[pick < safeFills.length ? pick : i % safeFills.length] as FillChoice, shape, i,
              ));
              const hidden = hiddenSamples(geometry, masks);
              const first = noisePicture(geometry, 1);
              const second = withOtherHidden(first, hidden, 2);
              changed += first.data.some((value, i) => value !== second.data[i]) ? 1 : 0;
              composer.compose(first, planOf(masks));
              composer.compose(second, planOf(masks));
              const leak = first.data.findIndex((value, i) => value !== second.data[i]);
              expect(leak, `${name}, ${shape}, fill ${pick}: first leaking byte`).toBe(-1);
            }
          }
        }
        expect(changed).toBeGreaterThan(20);
      });
    }
  }
});

describe('a safe mask keeps its promise beside and under cosmetic ones', () => {
  test.each(safeFills.flatMap((safe) => [{ kind: 'mosaic', cellsAcross: 4 } as const, { kind: 'blur' } as const].map((cosmetic) => [safe.kind, cosmetic.kind, safe, cosmetic] as const)))(
    '%s over %s', (_safe, _cosmetic, safe, cosmetic) => {
      const geometry = geometryOf(64, 48);
      const composer = new CpuComposer(geometry);
      const safeMask = maskOf([10, 8, 24, 26], safe, 'ellipse', 1);
      const masks = [safeMask, maskOf([22, 14, 28, 28], cosmetic, 'ellipse', 2)];
      const first = noisePicture(geometry, 3);
      const second = withOtherHidden(first, hiddenSamples(geometry, [safeMask]), 4);
      const reversed = { ...first, data: first.data.slice() };
      composer.compose(first, planOf(masks));
      composer.compose(second, planOf(masks));
      composer.compose(reversed, planOf([...masks].reverse()));
      expect(second.data).toEqual(first.data);
      expect(reversed.data).toEqual(first.data);
    },
  );

  test.each(safeFills.filter((fill) => fill.kind !== 'erase'))('$kind wins where a cosmetic mask lies over it', (safe) => {
    const geometry = geometryOf(64, 48);
    const safeMask = maskOf([10, 8, 24, 26], safe, 'rounded-box', 1);
    const alone = noisePicture(geometry, 5);
    const both = { ...alone, data: alone.data.slice() };
    new CpuComposer(geometry).compose(alone, planOf([safeMask]));
    new CpuComposer(geometry).compose(both, planOf([safeMask, maskOf([0, 0, 64, 48], { kind: 'mosaic', cellsAcross: 3 }, 'rounded-box', 2)]));
    hiddenSamples(geometry, [safeMask]).forEach((value, i) => value === 1 && expect(both.data[i]).toBe(alone.data[i]));
  });
});

test('a frame hidden whole holds nothing of the source', () => {
  for (const [w, h] of sizes) {
    const geometry = geometryOf(w, h);
    const image = noisePicture(geometry, 7);
    new CpuComposer(geometry).compose(image, { sourceFrame: 0, hideWhole: true, masks: [] });
    const { uOffset } = i420Layout(w, h);
    expect(new Set(image.data.subarray(0, uOffset))).toEqual(new Set([126]));
    expect(new Set(image.data.subarray(uOffset))).toEqual(new Set([128]));
  }
});
