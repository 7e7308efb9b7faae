import { describe, expect, test } from 'vitest';
import { composeTiles } from '../../../src/compose/cpu/tiles.ts';
import { uprightToStored, type FrameGeometry } from '../../../src/core/geometry.ts';
import { i420Layout, type I420Image } from '../../../src/core/i420.ts';
import type { PlannedTile, TileFit, TilePlan } from '../../../src/documents/tiles.ts';
import { openTwoTaps } from '../../../src/pixels/two-taps/open-two-taps.ts';
import { geometryOf, noisePicture } from './pictures.ts';

type Numbers = readonly [number, number, number, number];
const box = ([x, y, width, height]: Numbers): PlannedTile['view'] => ({ x, y, width, height });
const tile = (view: Numbers, place: Numbers, fit: TileFit = 'stretch'): PlannedTile => ({ view: box(view), place: box(place), fit });
const planOf = (widthPx: number, heightPx: number, tiles: readonly PlannedTile[], background = '#000000'): TilePlan => ({ widthPx, heightPx, background, tiles });
const composed = (image: I420Image, geometry: FrameGeometry, plan: TilePlan): I420Image =>
  composeTiles(image, geometry, plan, new Uint8Array(i420Layout(plan.widthPx, plan.heightPx).byteLength).fill(99), openTwoTaps());

/** Luma over upright x, U over x, V over y: every plane says where it is from. */
function slopes(geometry: FrameGeometry): I420Image {
  const { storedWidthPx: w, storedHeightPx: h } = geometry;
  const { chromaWidthPx, uOffset, vOffset, byteLength } = i420Layout(w, h);
  const data = new Uint8Array(byteLength);
  const { a, b, c, d, e, f } = uprightToStored(geometry);
  const upright = (x: number, y: number): readonly [number, number] => {
    const dx = x - e;
    const dy = y - f;
    return [(d * dx - c * dy) / (a * d - b * c) / geometry.widthPx, (a * dy - b * dx) / (a * d - b * c) / geometry.heightPx];
  };
  for (let i = 0; i < uOffset; i++) data[i] = Math.round(20 + 200 * upright((i % w) + 0.5, Math.floor(i / w) + 0.5)[0]);
  for (let i = 0; i < vOffset - uOffset; i++) {
    const [x, y] = upright(2 * (i % chromaWidthPx) + 1, 2 * Math.floor(i / chromaWidthPx) + 1);
    data[uOffset + i] = Math.round(20 + 200 * x);
    data[vOffset + i] = Math.round(20 + 200 * y);
  }
  return { widthPx: w, heightPx: h, data, color: { matrix: 'bt709', fullRange: false } };
}

describe('a view keeps every byte when it is neither scaled nor turned', () => {
  test.each([[1, 1], [2, 2], [7, 5], [64, 48]] as const)('the whole of %d x %d', (w, h) => {
    const geometry = geometryOf(w, h);
    const image = noisePicture(geometry, 3);
    for (const fit of ['contain', 'cover', 'stretch', 'crop'] as const) {
      expect(composed(image, geometry, planOf(w, h, [tile([0, 0, w, h], [0, 0, w, h], fit)])).data, fit).toEqual(image.data);
    }
  });

  test('a part, moved by even numbers', () => {
    const geometry = geometryOf(40, 30);
    const image = noisePicture(geometry, 4);
    const out = composed(image, geometry, planOf(24, 20, [tile([8, 6, 12, 10], [4, 2, 12, 10], 'crop')]));
    for (let y = 0; y < 10; y++) for (let x = 0; x < 12; x++) expect(out.data[(y + 2) * 24 + x + 4]).toBe(image.data[(y + 6) * 40 + x + 8]);
    for (let y = 0; y < 5; y++) for (let x = 0; x < 6; x++) expect(out.data[480 + (y + 1) * 12 + x + 2]).toBe(image.data[1200 + (y + 3) * 20 + x + 4]);
  });
});

describe('each fit shows the view where it should', () => {
  // [fit, place, what is seen of the view 100..160 x 40..80 and on which canvas pixels]
  const rows = [
    ['stretch', [10, 6, 30, 60], [100, 40, 60, 40], [10, 6, 30, 60]],
    ['contain', [10, 6, 30, 60], [100, 40, 60, 40], [10, 26, 30, 20]],
    ['contain', [10, 6, 120, 40], [100, 40, 60, 40], [40, 6, 60, 40]],
    ['cover', [10, 6, 30, 60], [120, 40, 20, 40], [10, 6, 30, 60]],
    ['cover', [10, 6, 120, 40], [100, 50, 60, 20], [10, 6, 120, 40]],
    ['crop', [10, 6, 30, 60], [115, 40, 30, 40], [10, 16, 30, 40]],
    ['crop', [11, 7, 30, 61], [115, 40, 30, 40], [11, 17, 30, 40]],
  ] as const;
  for (const [rotation, mirrored, stretch] of [[0, false, 1], [90, false, 1], [180, false, 1], [270, false, 1], [0, true, 1], [90, true, 2]] as const) {
    test.each(rows)(`%s into %j, stored turned by ${rotation}, mirrored ${mirrored}`, (fit, place, seen, on) => {
      const turned = rotation % 180 === 90;
      const geometry = geometryOf(turned ? 150 : 200 / stretch, turned ? 200 / stretch : 150, rotation, stretch, mirrored);
      const out = composed(slopes(geometry), geometry, planOf(140, 80, [tile([100, 40, 60, 40], place, fit)]));
      // The furthest that a plane is from what it should be; what lies outside must be the background exactly.
      const furthest = { outside: 0, y: 0, u: 0, v: 0 };
      const note = (what: keyof typeof furthest, found: number, wanted: number): void => {
        furthest[what] = Math.max(furthest[what], Math.abs(found - wanted));
      };
      for (let y = 0; y < 80; y++) {
        for (let x = 0; x < 140; x++) {
          const inside = x >= on[0] && y >= on[1] && x < on[0] + on[2] && y < on[1] + on[3];
          const sample = out.data[y * 140 + x] as number;
          const u = out.data[140 * 80 + (y >> 1) * 70 + (x >> 1)] as number;
          const v = out.data[140 * 80 + 70 * 40 + (y >> 1) * 70 + (x >> 1)] as number;
          if (!inside) note('outside', sample, 16);
          else note('y', sample, 20 + seen[0] + ((x + 0.5 - on[0]) / on[2]) * seen[2]);
          const onBorder = x < on[0] + 2 || y < on[1] + 2 || x >= on[0] + on[2] - 2 || y >= on[1] + on[3] - 2;
          if (!inside || onBorder) continue;
          const centreX = (x | 1) - on[0];
          const centreY = (y | 1) - on[1];
          note('u', u, 20 + seen[0] + (centreX / on[2]) * seen[2]);
          note('v', v, 20 + ((seen[1] + (centreY / on[3]) * seen[3]) * 200) / 150);
        }
      }
      expect(furthest.outside).toBe(0);
      expect(Math.max(furthest.y, furthest.u, furthest.v)).toBeLessThanOrEqual(2.5);
    });
  }
});

test('what a view has outside the picture is background', () => {
  const geometry = geometryOf(20, 10);
  const image = { ...noisePicture(geometry, 2), data: new Uint8Array(300).fill(200) };
  const out = composed(image, geometry, planOf(40, 40, [tile([-10, -20, 40, 40], [0, 0, 40, 40])], '#fff'));
  for (let y = 0; y < 40; y++) for (let x = 0; x < 40; x++) expect(out.data[y * 40 + x]).toBe(x >= 10 && x < 30 && y >= 20 && y < 30 ? 200 : 235);
});

describe('colours do not run over borders', () => {
  /** A picture of three columns of 8 pixels, each of one colour. */
  const geometry = geometryOf(24, 8);
  const { byteLength, uOffset, chromaWidthPx } = i420Layout(24, 8);
  const data = new Uint8Array(byteLength).map((_, i) => (i < uOffset ? 100 : 20 + 60 * Math.floor(((i - uOffset) % chromaWidthPx) / 4)));
  const image: I420Image = { widthPx: 24, heightPx: 8, data, color: { matrix: 'bt709', fullRange: false } };
  const view = (n: number): Numbers => [8 * n + 2, 2, 4, 4];

  test('two tiles that meet at an odd column', () => {
    const out = composed(image, geometry, planOf(12, 4, [tile(view(0), [0, 0, 5, 4]), tile(view(2), [5, 0, 7, 4])]));
    expect([...out.data.subarray(48, 54)]).toEqual([20, 20, 80, 140, 140, 140]);
  });

  test('three that meet in one chroma sample, and the background', () => {
    const out = composed(image, geometry, planOf(6, 6, [tile(view(0), [0, 0, 3, 3]), tile(view(1), [3, 0, 3, 3]), tile(view(2), [0, 3, 3, 3])]));
    // The middle sample: (20 + 80 + 140 + 128) / 4; beside it two tiles each, or tile and background.
    expect([...out.data.subarray(36, 45)]).toEqual([20, 50, 80, 80, 92, 104, 140, 134, 128]);
  });

  test('a later tile lies over an earlier one, at odd places too', () => {
    const out = composed(image, geometry, planOf(6, 2, [tile(view(0), [0, 0, 6, 2]), tile(view(2), [1, 0, 3, 1])]));
    expect([...out.data.subarray(12, 15)]).toEqual([50, 80, 20]);
  });

  test('the last column and row of an odd canvas', () => {
    const out = composed(image, geometry, planOf(3, 3, [tile(view(2), [2, 2, 1, 1])]));
    expect([...out.data.subarray(9, 13)]).toEqual([128, 128, 128, 140]);
  });
});

test('a tile made much smaller is the mean of what it shows', () => {
  const geometry = geometryOf(120, 120);
  const noisy = noisePicture(geometry, 9);
  const image = { ...noisy, data: noisy.data.map((_, i) => ((i + Math.floor(i / 120)) % 2 === 0 ? 40 : 200)) };
  const out = composed(image, geometry, planOf(10, 10, [tile([0, 0, 120, 120], [0, 0, 10, 10])]));
  for (const value of out.data) expect(Math.abs(value - 120)).toBeLessThanOrEqual(1);
});

describe('what makes no sense is refused', () => {
  const geometry = geometryOf(8, 8);
  test.each([
    ['a view without width', tile([0, 0, 0, 4], [0, 0, 4, 4])],
    ['a view that is not a number', tile([0, NaN, 4, 4], [0, 0, 4, 4])],
    ['a place outside the canvas', tile([0, 0, 4, 4], [6, 0, 4, 4])],
    ['a place before the canvas', tile([0, 0, 4, 4], [-1, 0, 4, 4])],
    ['a place between pixels', tile([0, 0, 4, 4], [0, 0.5, 4, 4])],
    ['a place without height', tile([0, 0, 4, 4], [0, 0, 4, 0])],
  ] as const)('%s', (_, bad) => {
    expect(() => composed(noisePicture(geometry, 1), geometry, planOf(8, 8, [bad]))).toThrow(RangeError);
  });
  test('a canvas without size, a buffer of another size, another picture, a colour that is none', () => {
    const image = noisePicture(geometry, 1);
    expect(() => composed(image, geometry, planOf(0, 8, []))).toThrow(RangeError);
    expect(() => composeTiles(image, geometry, planOf(8, 8, []), new Uint8Array(95), openTwoTaps())).toThrow(RangeError);
    expect(() => composed(noisePicture(geometryOf(9, 8), 1), geometry, planOf(8, 8, []))).toThrow(RangeError);
    expect(() => composed(image, geometry, planOf(8, 8, [], 'blackish'))).toThrow(expect.objectContaining({ code: 'usage/bad-option' }));
  });
});
