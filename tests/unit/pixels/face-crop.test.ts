import { describe, expect, test } from 'vitest';
import { frameBox } from '../../../src/core/boxes.ts';
import { uprightToStored, type FrameGeometry } from '../../../src/core/geometry.ts';
import { i420Layout, type I420Image } from '../../../src/core/i420.ts';
import { invertSimilarity, type SimilarityTransform } from '../../../src/core/similarity.ts';
import { cropToTensor } from '../../../src/pixels/face-crop.ts';
import { Letterbox, type TensorTarget } from '../../../src/pixels/letterbox.ts';
import { geometryOf, noisePicture } from '../compose/pictures.ts';

const target = (widthPx: number, heightPx: number, more: Partial<TensorTarget> = {}): TensorTarget => ({
  widthPx, heightPx, channels: 'rgb', layout: 'nchw', mean: 0, scale: 1, padValue: 0, ...more,
});
/** A turn by `degrees` and a scale about the middle of the picture, brought to the middle of the crop. */
function aboutMiddle(geometry: FrameGeometry, { widthPx, heightPx }: TensorTarget, scale: number, degrees: number): SimilarityTransform {
  const a = scale * Math.cos((degrees * Math.PI) / 180);
  const b = scale * Math.sin((degrees * Math.PI) / 180);
  const x = geometry.widthPx / 2;
  const y = geometry.heightPx / 2;
  return { a, b, e: widthPx / 2 - a * x + b * y, f: heightPx / 2 - b * x - a * y };
}

/** Luma from each stored sample's centre in upright pixels, chroma neutral, full range: the tensor's values are the luma. */
function grey(geometry: FrameGeometry, luma: (x: number, y: number) => number): I420Image {
  const { storedWidthPx: w, storedHeightPx: h } = geometry;
  const data = new Uint8Array(i420Layout(w, h).byteLength).fill(128);
  const { a, b, c, d, e, f } = uprightToStored(geometry);
  for (let sy = 0; sy < h; sy++) {
    for (let sx = 0; sx < w; sx++) {
      const dx = sx + 0.5 - e;
      const dy = sy + 0.5 - f;
      data[sy * w + sx] = luma((d * dx - c * dy) / (a * d - b * c), (a * dy - b * dx) / (a * d - b * c));
    }
  }
  return { widthPx: w, heightPx: h, data, color: { matrix: 'bt709', fullRange: true } };
}

function cropped(image: I420Image, geometry: FrameGeometry, toCrop: SimilarityTransform, wanted: TensorTarget): Float32Array {
  const out = new Float32Array(3 * wanted.widthPx * wanted.heightPx).fill(NaN);
  cropToTensor(image, geometry, toCrop, wanted, out);
  expect(out.some(Number.isNaN)).toBe(false);
  return out;
}

describe('every place of the picture comes to lie where the transform says', () => {
  for (const [rotation, mirrored] of [[0, false], [90, false], [180, false], [270, false], [0, true], [90, true], [180, true], [270, true]] as const) {
    test.each([
      ['same size', 1, 0, 1], ['turned by 30 degrees', 1, 30, 1], ['shrunk and turned by -70', 0.37, -70, 1], ['enlarged and turned by 135', 2.6, 135, 1],
      ['wide pixels, shrunk and turned by 20', 0.5, 20, 2], ['much smaller', 0.11, 12, 1],
    ] as const)(`%s, stored turned by ${rotation}, mirrored ${mirrored}`, (_, scale, degrees, stretch) => {
      const geometry = geometryOf(150, 110, rotation, stretch, mirrored);
      const luma = (x: number, y: number): number => Math.round(30 + (110 * x) / geometry.widthPx + (90 * y) / geometry.heightPx);
      const wanted = target(41, 36);
      const toCrop = aboutMiddle(geometry, wanted, scale, degrees);
      const out = cropped(grey(geometry, luma), geometry, toCrop, wanted);
      const back = invertSimilarity(toCrop);
      let inside = 0;
      for (let y = 0; y < wanted.heightPx; y++) {
        for (let x = 0; x < wanted.widthPx; x++) {
          const fx = back.a * (x + 0.5) - back.b * (y + 0.5) + back.e;
          const fy = back.b * (x + 0.5) + back.a * (y + 0.5) + back.f;
          const margin = 1 / scale + stretch;
          const value = out[y * wanted.widthPx + x] as number;
          if (fx > margin && fy > margin && fx < geometry.widthPx - margin && fy < geometry.heightPx - margin) {
            inside += 1;
            expect(Math.abs(value - luma(fx, fy))).toBeLessThanOrEqual(2);
          } else if (fx < -margin || fy < -margin || fx > geometry.widthPx + margin || fy > geometry.heightPx + margin) expect(value).toBe(0);
        }
      }
      expect(inside).toBeGreaterThan(40);
    });
  }
});

describe('what is finer than a crop pixel is averaged, not picked', () => {
  test.each([[0.5, 0], [0.31, 17], [0.2, 45], [0.125, 3], [0.09, 60]] as const)('a board of single light and dark samples, scale %d, turned by %d', (scale, degrees) => {
    const geometry = geometryOf(640, 640);
    const board = grey(geometry, (x, y) => ((Math.floor(x) + Math.floor(y)) % 2 === 0 ? 20 : 220));
    const wanted = target(32, 32);
    const out = cropped(board, geometry, aboutMiddle(geometry, wanted, scale, degrees), wanted);
    for (const value of out) expect(Math.abs(value - 120)).toBeLessThanOrEqual(20);
  });

  test.each([1, 3, 5])('luma shrunk %d times without a turn is the letterbox, within a level', (times) => {
    const geometry = geometryOf(60, 90);
    const noisy = noisePicture(geometry, 5);
    const image: I420Image = { ...noisy, data: noisy.data.fill(128, 60 * 90), color: { matrix: 'bt709', fullRange: true } };
    const wanted = target(60 / times, 90 / times, { channels: 'bgr', layout: 'nhwc', mean: 104, scale: 0.5 });
    const letterbox = new Float32Array(3 * wanted.widthPx * wanted.heightPx);
    new Letterbox(geometry, frameBox(0, 0, 60, 90), wanted).run(image, letterbox);
    const out = cropped(image, geometry, { a: 1 / times, b: 0, e: 0, f: 0 }, wanted);
    out.forEach((value, i) => expect(Math.abs(value - (letterbox[i] as number))).toBeLessThanOrEqual(0.5)); // half a unit of value is a level
  });
});

describe('colours and layouts', () => {
  const red = { widthPx: 2, heightPx: 2, data: Uint8Array.from([63, 63, 63, 63, 102, 240]), color: { matrix: 'bt709', fullRange: false } } as const satisfies I420Image;
  test.each([
    ['rgb planes', target(2, 1), [255, 255, 0, 0, 0, 0]],
    ['bgr planes', target(2, 1, { channels: 'bgr' }), [0, 0, 0, 0, 255, 255]],
    ['rgb pixels', target(2, 1, { layout: 'nhwc' }), [255, 0, 0, 255, 0, 0]],
    ['bgr pixels, normalised', target(2, 1, { channels: 'bgr', layout: 'nhwc', mean: 127.5, scale: 2 }), [-255, -255, 255, -255, -255, 255]],
  ] as const)('%s', (_, wanted, values) => {
    const out = cropped(red, geometryOf(2, 2), { a: 1, b: 0, e: 0, f: 0 }, wanted);
    out.forEach((value, i) => expect(Math.abs(value - (values[i] as number))).toBeLessThanOrEqual(4));
  });

  test('wholly outside the picture there is only padding', () => {
    const out = cropped(red, geometryOf(2, 2), { a: 1, b: 0.5, e: -500, f: 300 }, target(5, 4, { mean: 10, scale: 3, padValue: 127 }));
    expect(new Set(out)).toEqual(new Set([351]));
  });

  test('a picture of one pixel fills what it covers', () => {
    const one: I420Image = { widthPx: 1, heightPx: 1, data: Uint8Array.from([77, 128, 128]), color: { matrix: 'bt709', fullRange: true } };
    expect([...cropped(one, geometryOf(1, 1), { a: 2, b: 0, e: 1, f: 0 }, target(4, 2)).subarray(0, 8)]).toEqual([0, 77, 77, 0, 0, 77, 77, 0]);
  });
});

test.each([
  ['another picture', geometryOf(3, 2), new Float32Array(12)],
  ['another tensor', geometryOf(2, 2), new Float32Array(11)],
] as const)('%s than stated is refused', (_, geometry, out) => {
  expect(() => cropToTensor(noisePicture(geometryOf(2, 2), 1), geometry, { a: 1, b: 0, e: 0, f: 0 }, target(2, 2), out)).toThrow(RangeError);
});

test('a transform that shrinks beyond all measure takes neither for ever nor all memory', () => {
  const geometry = geometryOf(64, 64);
  const out = cropped(grey(geometry, () => 99), geometry, { a: 1e-7, b: 0, e: 8, f: 8 }, target(16, 16));
  expect(out.every((value) => value === 0 || value === 99)).toBe(true);
});
