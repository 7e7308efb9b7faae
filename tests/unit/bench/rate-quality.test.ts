import { describe, expect, it } from 'vitest';
import { bdRate } from '../../../bench/parts/bd-rate.ts';
import { ssim } from '../../../bench/browser/ssim.ts';

const [widthPx, heightPx] = [48, 32];
const picture = (luma: (x: number, y: number) => number): { data: Uint8Array<ArrayBuffer>; widthPx: number; heightPx: number } => ({
  widthPx, heightPx, data: Uint8Array.from({ length: widthPx * heightPx }, (_, i) => luma(i % widthPx, Math.floor(i / widthPx))),
});
const waves = picture((x, y) => 120 + 60 * Math.sin(x / 3) + 20 * Math.cos(y / 2));

describe('structural similarity', () => {
  it('of a picture with itself is 1', () => expect(ssim(waves, waves)).toBeCloseTo(1, 12));

  it('of flat pictures is the term of their means alone', () => {
    const c1 = 6.5025;
    expect(ssim(picture(() => 100), picture(() => 120))).toBeCloseTo((2 * 100 * 120 + c1) / (100 ** 2 + 120 ** 2 + c1), 10);
  });

  it('of a picture with its negative is below zero', () => expect(ssim(waves, picture((x, y) => 240 - waves.data[y * widthPx + x]!))).toBeLessThan(0));

  it('falls with noise, more noise more, and less where only the brightness differs', () => {
    const noisy = (by: number): number => ssim(waves, picture((x, y) => waves.data[y * widthPx + x]! + (((x * 7 + y * 13) % 5) - 2) * by));
    const brighter = ssim(waves, picture((x, y) => waves.data[y * widthPx + x]! + 6));
    expect(noisy(3)).toBeGreaterThan(noisy(9));
    expect(brighter).toBeGreaterThan(noisy(3));
  });
});

describe('bytes at equal score', () => {
  const base = [{ bytes: 100, score: 0.8 }, { bytes: 200, score: 0.9 }, { bytes: 400, score: 0.95 }];
  it.each([
    ['the same curve', base, 0],
    ['a tenth more everywhere', base.map(({ bytes, score }) => ({ bytes: bytes * 1.1, score })), 0.1],
    ['half, in another order', [...base].reverse().map(({ bytes, score }) => ({ bytes: bytes / 2, score })), -0.5],
    ['other points of the same lines', [{ bytes: Math.sqrt(100 * 200), score: 0.85 }, { bytes: 200, score: 0.9 }, { bytes: Math.sqrt(200 * 400), score: 0.925 }], 0],
  ])('%s', (_, other, expected) => expect(bdRate(base, other)).toBeCloseTo(expected, 6));

  it('cannot be told of curves that share no score', () => expect(bdRate(base, [{ bytes: 1, score: 0.1 }, { bytes: 2, score: 0.2 }])).toBeNaN());
});
