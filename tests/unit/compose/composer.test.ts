import { describe, expect, test } from 'vitest';
import { CpuComposer } from '../../../src/compose/cpu/composer.ts';
import { cosmeticFills, fillOrder } from '../../../src/compose/cpu/fills/fills.ts';
import { parseColor } from '../../../src/compose/cpu/fills/solid.ts';
import type { FillChoice } from '../../../src/documents/intent.ts';
import { geometryOf, maskOf, noisePicture, planOf } from './pictures.ts';

const picture = { widthPx: 2, heightPx: 2, rgba: new Uint8ClampedArray([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255]) };
const fills: readonly FillChoice[] = [{ kind: 'erase' }, { kind: 'solid', color: '#fff' }, { kind: 'image', image: picture }, { kind: 'mosaic', cellsAcross: 4 }, { kind: 'blur' }];

test('safe fills are painted before cosmetic ones, erase first', () => {
  expect(fillOrder[0]).toBe('erase');
  expect(fillOrder.filter((kind) => cosmeticFills.has(kind))).toEqual(fillOrder.slice(-cosmeticFills.size));
  expect(new Set(fillOrder)).toEqual(new Set(fills.map((fill) => fill.kind)));
});

describe('nothing changes far from a mask', () => {
  test.each(fills)('$kind', (fill) => {
    const geometry = geometryOf(64, 48);
    const before = noisePicture(geometry, 1);
    const after = { ...before, data: before.data.slice() };
    new CpuComposer(geometry).compose(after, planOf([maskOf([20, 12, 20, 24], fill)]));
    let changed = 0;
    for (let y = 0; y < 48; y++) {
      for (let x = 0; x < 64; x++) {
        if (after.data[y * 64 + x] === before.data[y * 64 + x]) continue;
        changed += 1;
        expect(x >= 16 && x < 44 && y >= 8 && y < 40, `${x}, ${y}`).toBe(true);
      }
    }
    expect(changed).toBeGreaterThan(300);
  });
});

test('a solid mask is flat inside and blends only outside of its outline', () => {
  const geometry = geometryOf(200, 200);
  const image = noisePicture(geometry, 1);
  image.data.fill(16);
  new CpuComposer(geometry).compose(image, planOf([maskOf([50, 50, 100, 100], { kind: 'solid', color: '#ffffff' })]));
  const row = [...image.data.subarray(100 * 200 + 150, 100 * 200 + 160)];
  expect(new Set(image.data.subarray(100 * 200 + 50, 100 * 200 + 150))).toEqual(new Set([235]));
  expect(row).toEqual([...row].sort((a, b) => b - a));
  expect(row.at(-1)).toBe(16);
  expect(row.filter((value) => value > 16 && value < 235).length).toBeGreaterThanOrEqual(2);
});

test('an image stands upright on a turned picture', () => {
  for (const rotation of [0, 90, 180, 270] as const) {
    const geometry = geometryOf(64, 64, rotation);
    const image = noisePicture(geometry, 1);
    const grey = { widthPx: 1, heightPx: 2, rgba: new Uint8ClampedArray([0, 0, 0, 255, 255, 255, 255, 255]) };
    new CpuComposer(geometry).compose(image, planOf([maskOf([0, 0, 64, 64], { kind: 'image', image: grey }, 'rounded-box')]));
    const stored = { 0: [32, 20], 90: [20, 32], 180: [32, 44], 270: [44, 32] }[rotation] as [number, number];
    expect(image.data[stored[1] * 64 + stored[0]], `turned by ${rotation}`).toBeLessThan(60);
  }
});

test('erase of a flat surrounding gives that surrounding; of everything, mid-grey', () => {
  const geometry = geometryOf(64, 48);
  const image = noisePicture(geometry, 1);
  image.data.fill(90);
  const composer = new CpuComposer(geometry);
  composer.compose(image, planOf([maskOf([10, 10, 30, 30], { kind: 'erase' })]));
  expect(new Set(image.data)).toEqual(new Set([90]));
  composer.compose(image, planOf([maskOf([-64, -48, 192, 144], { kind: 'erase' }, 'rounded-box')]));
  expect(new Set(image.data)).toEqual(new Set([126, 128]));
});

test('a mosaic keeps the cell counts of its first frame until reset', () => {
  const geometry = geometryOf(64, 64);
  const cellsDown = (composer: CpuComposer, height: number): number => {
    const image = noisePicture(geometry, 9);
    composer.compose(image, planOf([maskOf([8, 0, 32, height], { kind: 'mosaic', cellsAcross: 4 }, 'rounded-box')]));
    return new Set(Array.from({ length: height }, (_, y) => image.data[y * 64 + 20])).size;
  };
  const composer = new CpuComposer(geometry);
  expect(cellsDown(composer, 32)).toBe(4);
  expect(cellsDown(composer, 48)).toBe(4);
  composer.reset();
  expect(cellsDown(composer, 48)).toBe(6);
});

test('a mosaic that is asked for with other cells and then as before has its first counts again', () => {
  const geometry = geometryOf(64, 64);
  const composer = new CpuComposer(geometry);
  const composed = (height: number, cellsAcross: number): Uint8Array => {
    const image = noisePicture(geometry, 9);
    composer.compose(image, planOf([maskOf([8, 0, 32, height], { kind: 'mosaic', cellsAcross }, 'rounded-box')]));
    return image.data;
  };
  composed(32, 4);
  const grown = composed(48, 4);
  composed(48, 8);
  expect(composed(48, 4)).toEqual(grown);
});

describe('what cannot be carried out throws', () => {
  const geometry = geometryOf(16, 16);
  test.each([
    ['a box that is not finite', maskOf([NaN, 0, 4, 4], { kind: 'erase' }), 'internal/bug'],
    ['an unknown fill', maskOf([0, 0, 4, 4], { kind: 'glitter' } as unknown as FillChoice), 'internal/bug'],
    ['a colour that is none', maskOf([0, 0, 4, 4], { kind: 'solid', color: 'red' }), 'usage/bad-option'],
  ])('%s', (_, mask, code) => {
    const composer = new CpuComposer(geometry);
    expect(() => composer.compose(noisePicture(geometry, 1), planOf([mask]))).toThrow(expect.objectContaining({ code }));
    const image = noisePicture(geometry, 1);
    composer.compose(image, planOf([])); // nothing stays marked
    expect(image.data).toEqual(noisePicture(geometry, 1).data);
  });
  test('a picture of another size', () => {
    expect(() => new CpuComposer(geometry).compose(noisePicture(geometryOf(8, 8), 1), planOf([]))).toThrow(RangeError);
  });
});

test.each([['#fff', 255, 255, 255], ['#1a2B3c', 26, 43, 60]])('colour %s', (text, r, g, b) => expect(parseColor(text)).toEqual({ r, g, b }));
