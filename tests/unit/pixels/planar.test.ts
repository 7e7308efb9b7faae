import { describe, expect, test } from 'vitest';
import { i420Layout, type PictureColor } from '../../../src/core/i420.ts';
import { i420ToRgba, nv12ToI420, rgbaToI420 } from '../../../src/pixels/planar.ts';

test('NV12 chroma is taken apart', () => {
  const out = new Uint8Array(6 + 4);
  nv12ToI420(Uint8Array.from([1, 2, 3, 4, 5, 6, 10, 20, 11, 21]), 3, 2, out);
  expect([...out]).toEqual([1, 2, 3, 4, 5, 6, 10, 11, 20, 21]);
});

test.each([
  ['NV12 in', () => nv12ToI420(new Uint8Array(5), 2, 2, new Uint8Array(6))],
  ['I420 out', () => nv12ToI420(new Uint8Array(6), 2, 2, new Uint8Array(5))],
  ['RGBA in', () => rgbaToI420(new Uint8Array(4), 2, 2, { matrix: 'bt709', fullRange: false }, new Uint8Array(6))],
])('a buffer of another size is refused: %s', (_, call) => expect(call).toThrow(RangeError));

describe('RGBA to I420 and back keeps flat colours within 2', () => {
  const colors: PictureColor[] = (['bt709', 'smpte170m', 'bt2020-ncl'] as const).flatMap((matrix) => [{ matrix, fullRange: false }, { matrix, fullRange: true }]);
  test.each(colors)('$matrix, full range $fullRange', (color) => {
    for (const [r, g, b] of [[0, 0, 0], [255, 255, 255], [255, 0, 0], [0, 255, 0], [0, 0, 255], [12, 200, 99], [128, 128, 128]] as const) {
      const rgba = new Uint8Array(4 * 15);
      for (let i = 0; i < 15; i++) rgba.set([r, g, b, 255], 4 * i);
      const data = new Uint8Array(i420Layout(3, 5).byteLength);
      rgbaToI420(rgba, 3, 5, color, data);
      const back = i420ToRgba({ widthPx: 3, heightPx: 5, data, color }, { storedWidthPx: 3, storedHeightPx: 5, rotation: 0, mirrored: false, widthPx: 3, heightPx: 5 });
      back.forEach((value, i) => expect(Math.abs(value - (rgba[i] as number))).toBeLessThanOrEqual(2));
    }
  });
});

describe('an upright preview turns clockwise', () => {
  // Stored 3x2, luma 1 2 3 / 4 5 6 in full range, so that RGB is luma.
  test.each([
    [0, false, 3, 2, [1, 2, 3, 4, 5, 6]],
    [90, false, 2, 3, [4, 1, 5, 2, 6, 3]],
    [180, false, 3, 2, [6, 5, 4, 3, 2, 1]],
    [270, false, 2, 3, [3, 6, 2, 5, 1, 4]],
    [0, false, 6, 2, [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]],
    [0, true, 3, 2, [3, 2, 1, 6, 5, 4]],
    [90, true, 2, 3, [1, 4, 2, 5, 3, 6]],
    [180, true, 3, 2, [4, 5, 6, 1, 2, 3]],
    [270, true, 2, 3, [6, 3, 5, 2, 4, 1]],
  ] as const)('by %i, mirrored %s, to %ix%i', (rotation, mirrored, widthPx, heightPx, expected) => {
    const data = Uint8Array.from([1, 2, 3, 4, 5, 6, 128, 128, 128, 128]);
    const image = { widthPx: 3, heightPx: 2, data, color: { matrix: 'bt709', fullRange: true } } as const;
    const rgba = i420ToRgba(image, { storedWidthPx: 3, storedHeightPx: 2, rotation, mirrored, widthPx, heightPx });
    expect([...rgba].filter((_, i) => i % 4 === 0)).toEqual(expected);
  });
});
