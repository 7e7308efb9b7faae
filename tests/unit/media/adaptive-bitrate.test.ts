import { describe, expect, it } from 'vitest';
import { adaptiveBitrate, adaptiveFactorMax, adaptiveFactorMin, complexityOf } from '../../../src/media/adaptive-bitrate.ts';
import { i420Layout } from '../../../src/core/i420.ts';
import type { I420Image } from '../../../src/core/i420.ts';

const picture = (luma: (x: number, y: number) => number): I420Image => {
  const [widthPx, heightPx] = [128, 96];
  const data = new Uint8Array(i420Layout(widthPx, heightPx).byteLength).fill(128);
  for (let y = 0; y < heightPx; y += 1) for (let x = 0; x < widthPx; x += 1) data[y * widthPx + x] = luma(x, y);
  return { widthPx, heightPx, data, color: { matrix: 'bt709', fullRange: false } };
};
const noise = (x: number, y: number): number => (x * 7919 + y * 104_729 + ((x * y) % 251) * 31) % 256;

describe('the complexity of a picture', () => {
  it.each([
    ['nothing to be seen', { edgeDensity: 0, textureVariance: 0, entropyBits: 0 }, 0],
    ['all that counts', { edgeDensity: 0.2, textureVariance: 1600, entropyBits: 8 }, 1],
    ['more than counts', { edgeDensity: 1, textureVariance: 16_000, entropyBits: 8 }, 1],
    ['edges alone', { edgeDensity: 0.1, textureVariance: 0, entropyBits: 0 }, 1 / 6],
    ['levels alone', { edgeDensity: 0, textureVariance: 0, entropyBits: 4 }, 1 / 6],
    ['half the bits of texture', { edgeDensity: 0, textureVariance: Math.sqrt(1601) - 1, entropyBits: 0 }, 1 / 6],
  ])('%s', (_, measures, expected) => expect(complexityOf(measures)).toBeCloseTo(expected, 10));
});

describe('the bitrate that follows it', () => {
  it('lies between its bounds', () => {
    expect(adaptiveBitrate(1_000_000, picture(() => 90))).toBe(1_000_000 * adaptiveFactorMin);
    expect(adaptiveBitrate(1_000_000, picture(noise))).toBe(1_000_000 * adaptiveFactorMax);
  });

  it('is more for texture than for a slope', () => {
    const slope = adaptiveBitrate(1_000_000, picture((x) => x));
    const texture = adaptiveBitrate(1_000_000, picture((x, y) => 100 + 40 * Math.sin(x / 2) * Math.cos(y / 2)));
    expect(slope).toBeGreaterThanOrEqual(500_000);
    expect(texture).toBeGreaterThan(1.2 * slope);
    expect(texture).toBeLessThanOrEqual(1_500_000);
  });
});
