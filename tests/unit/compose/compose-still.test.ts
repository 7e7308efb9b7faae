import { describe, expect, test } from 'vitest';
import { composeStill } from '../../../src/compose/cpu/compose-still.ts';
import type { RgbaPicture } from '../../../src/core/rgba.ts';
import type { PlannedMask } from '../../../src/documents/edit.ts';
import type { FillChoice } from '../../../src/documents/intent.ts';
import { stillGeometry } from '../../../src/pixels/still-planes.ts';
import { hiddenSamples } from './hidden-samples.ts';
import { maskOf, noise, planOf } from './pictures.ts';

const emoji = { widthPx: 5, heightPx: 4, rgba: new Uint8ClampedArray(80).map((_, i) => (i * 37) % 256) };
const safeFills: readonly FillChoice[] = [{ kind: 'erase' }, { kind: 'solid', color: '#3a7f10' }, { kind: 'image', image: emoji }];
const sizes = [[1, 1], [2, 2], [1, 7], [3, 3], [33, 27], [64, 48]] as const;
const layouts = [
  [[0.3, 0.25, 0.35, 0.45]],
  [[0.111, 0.173, 0.237, 0.391]],
  [[-0.2, -0.3, 0.6, 0.7]],
  [[0.1, 0.1, 0.4, 0.5], [0.35, 0.3, 0.4, 0.5]],
] as const;
/** Alpha of a pixel: opaque, or a third each of nothing, something and everything. */
const alphas = { opaque: () => 255, translucent: (random: () => number) => [0, 1 + Math.floor(254 * random()), 255][Math.floor(3 * random())] as number };

function noiseStill(widthPx: number, heightPx: number, alpha: keyof typeof alphas, seed: number): RgbaPicture {
  const random = noise(seed);
  const rgba = new Uint8ClampedArray(4 * widthPx * heightPx).map((_, i) => (i % 4 === 3 ? alphas[alpha](random) : Math.floor(256 * random())));
  return { widthPx, heightPx, rgba };
}
const copyOf = (picture: RgbaPicture): RgbaPicture => ({ ...picture, rgba: picture.rgba.slice() });
function composed(picture: RgbaPicture, masks: readonly PlannedMask[], hideWhole = false): Uint8ClampedArray {
  const copy = copyOf(picture);
  composeStill(copy, { ...planOf(masks), hideWhole });
  return copy.rgba;
}

describe.each(['opaque', 'translucent'] as const)('rule 2 on stills, %s: no byte of a result depends on what a safe fill hides', (alpha) => {
  test.each(safeFills)('$kind', (fill) => {
    let compared = 0;
    for (const [widthPx, heightPx] of sizes) {
      for (const shares of layouts) {
        for (const shape of ['ellipse', 'rounded-box'] as const) {
          const masks = shares.map(([x, y, w, h], i) => maskOf([x * widthPx, y * heightPx, w * widthPx, h * heightPx], fill, shape, i));
          const hidden = hiddenSamples(stillGeometry(widthPx, heightPx), masks).subarray(0, widthPx * heightPx);
          const picture = noiseStill(widthPx, heightPx, alpha, compared);
          const other = copyOf(picture);
          const random = noise(compared + 1000);
          for (let i = 0; i < other.rgba.length; i += 1) if (hidden[i >> 2] === 1) other.rgba[i] = 256 * random();
          expect(Buffer.compare(Buffer.from(composed(picture, masks)), Buffer.from(composed(other, masks))), `${widthPx}x${heightPx} ${shape}`).toBe(0);
          compared += hidden.reduce((sum, each) => sum + each, 0);
        }
      }
    }
    expect(compared).toBeGreaterThan(1000);
  });
});

describe('what no mask reaches', () => {
  test('keeps its pixels bit for bit, with its transparency', () => {
    const picture = noiseStill(120, 90, 'translucent', 7);
    const result = composed(picture, [maskOf([40, 30, 30, 25], { kind: 'erase' })]);
    let kept = 0;
    for (let y = 0; y < 90; y += 1) {
      for (let x = 0; x < 120; x += 1) {
        const at = 4 * (120 * y + x);
        const isFar = x < 36 || x > 74 || y < 26 || y > 59; // the mask, its blend of 1.5 px and the chroma sample beside it
        if (!isFar) continue;
        const seen = picture.rgba[at + 3] !== 0;
        expect([...result.subarray(at, at + 4)]).toEqual(seen ? [...picture.rgba.subarray(at, at + 4)] : [0, 0, 0, 0]);
        kept += 1;
      }
    }
    expect(kept).toBeGreaterThan(8000);
  });

  test('is the whole picture when there is no mask, but for colours that nobody sees', () => {
    const picture = noiseStill(31, 17, 'translucent', 3);
    const expected = picture.rgba.map((value, i) => (picture.rgba[i | 3] === 0 ? 0 : value));
    expect(Buffer.compare(Buffer.from(composed(picture, [])), Buffer.from(expected))).toBe(0);
  });
});

describe('masks are opaque', () => {
  test('even where the picture is transparent, and have their colour', () => {
    const picture: RgbaPicture = { widthPx: 60, heightPx: 60, rgba: new Uint8ClampedArray(4 * 60 * 60) };
    const result = composed(picture, [maskOf([20, 20, 20, 20], { kind: 'solid', color: '#c02040' })]);
    const [red, green, blue, opacity] = result.subarray(4 * (60 * 30 + 30));
    expect(opacity).toBe(255);
    expect(Math.max(Math.abs((red as number) - 0xc0), Math.abs((green as number) - 0x20), Math.abs((blue as number) - 0x40))).toBeLessThanOrEqual(2);
    expect([...result.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
  });

  test('a film hung on nothing is grey, not the colour hidden under transparency', () => {
    const picture: RgbaPicture = { widthPx: 60, heightPx: 60, rgba: new Uint8ClampedArray(4 * 60 * 60).map((_, i) => [255, 0, 0, 0][i % 4] as number) };
    const middle = composed(picture, [maskOf([20, 20, 20, 20], { kind: 'erase' })]).subarray(4 * (60 * 30 + 30), 4 * (60 * 30 + 30) + 4);
    for (const value of middle.subarray(0, 3)) expect(Math.abs(value - 128)).toBeLessThanOrEqual(1);
    expect(middle[3]).toBe(255);
  });

  test('a picture hidden whole is one opaque grey', () => {
    expect([...new Set(composed(noiseStill(9, 7, 'translucent', 1), [], true))].sort()).toEqual([128, 255]);
  });
});
