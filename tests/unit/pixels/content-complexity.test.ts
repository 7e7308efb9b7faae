import { describe, expect, test } from 'vitest';
import { contentComplexity, contentSums, sampledComplexity } from '../../../src/pixels/content-complexity.ts';

const measured = (widthPx: number, heightPx: number, luma: (x: number, y: number) => number): ReturnType<typeof contentComplexity> => {
  const data = new Uint8Array(widthPx * heightPx).map((_, i) => luma(i % widthPx, Math.floor(i / widthPx)));
  return contentComplexity(contentSums({ data, widthPx, heightPx }), widthPx, heightPx);
};

describe('what a picture measures', () => {
  test.each([
    ['flat', 32, 24, () => 77, { edgeDensity: 0, textureVariance: 0, entropyBits: 0 }],
    ['one sample', 1, 1, () => 200, { edgeDensity: 0, textureVariance: 0, entropyBits: 0 }],
    ['halves: an edge two samples wide, within blocks', 24, 8, (x: number) => (x < 12 ? 0 : 200), { edgeDensity: 2 / 24, textureVariance: 10_000 / 3, entropyBits: 1 }],
    ['a step too small for an edge', 24, 8, (x: number) => (x < 12 ? 100 : 131), { edgeDensity: 0, textureVariance: 240 / 3, entropyBits: 1 }],
    ['a step just large enough', 24, 8, (x: number) => (x < 12 ? 100 : 132), { edgeDensity: 2 / 24, textureVariance: 256 / 3, entropyBits: 1 }],
    ['level steps', 8, 24, (_: number, y: number) => (y < 12 ? 0 : 200), { edgeDensity: 2 / 24, textureVariance: 10_000 / 3, entropyBits: 1 }],
    ['all levels as often', 16, 16, (x: number, y: number) => 16 * y + x, { edgeDensity: 0.875, entropyBits: 8 }],
    ['a board of single samples has texture, but its gradients cancel', 16, 16, (x: number, y: number) => ((x + y) % 2) * 100, { textureVariance: 2500, entropyBits: 1 }],
    ['blocks that are cut by the border', 9, 9, (x: number) => (x < 8 ? 50 : 90), { textureVariance: 0, edgeDensity: 18 / 81 }],
  ] as const)('%s', (_, widthPx, heightPx, luma, wanted) => {
    const found = measured(widthPx, heightPx, luma);
    for (const key of Object.keys(wanted) as (keyof typeof found)[]) expect(found[key], key).toBeCloseTo((wanted as Partial<typeof found>)[key] as number, 10);
  });

  test('noise is more than a slope, a slope more than nothing', () => {
    let state = 1;
    const noise = measured(64, 64, () => (state = (state * 75 + 74) % 65_537) % 256);
    const slope = measured(64, 64, (x) => 3 * x);
    expect(noise.entropyBits).toBeGreaterThan(slope.entropyBits);
    expect(noise.textureVariance).toBeGreaterThan(20 * slope.textureVariance);
    expect(noise.edgeDensity).toBeGreaterThan(0.8);
    expect(slope.edgeDensity).toBe(0);
    expect(slope.textureVariance).toBeGreaterThan(0);
  });
});

describe('what a quarter of the rows tell', () => {
  const painted = (widthPx: number, heightPx: number, luma: (x: number, y: number) => number): Parameters<typeof sampledComplexity>[0] => ({
    widthPx, heightPx, data: new Uint8Array(widthPx * heightPx).map((_, i) => luma(i % widthPx, Math.floor(i / widthPx))),
  });

  test.each([[1, 1], [40, 16], [33, 9]])('is all of a picture of %i × %i', (widthPx, heightPx) => {
    const image = painted(widthPx, heightPx, (x, y) => (x * 37 + y * 91) % 200);
    expect(sampledComplexity(image)).toEqual(contentComplexity(contentSums(image), widthPx, heightPx));
  });

  test.each([[128, 65], [160, 120], [200, 333]])('is the same of an even texture of %i × %i', (widthPx, heightPx) => {
    const image = painted(widthPx, heightPx, (x, y) => 128 + 50 * Math.sin(x / 3) * Math.cos((Math.PI * y) / 8));
    const [sampled, whole] = [sampledComplexity(image), contentComplexity(contentSums(image), widthPx, heightPx)];
    expect(sampled.entropyBits / whole.entropyBits).toBeCloseTo(1, 1);
    expect(sampled.textureVariance / whole.textureVariance).toBeCloseTo(1, 1);
    expect(Math.abs(sampled.edgeDensity - whole.edgeDensity)).toBeLessThan(0.05);
  });

  test('looks at the middle of a picture too', () => {
    const at = (from: number): number => sampledComplexity(painted(64, 320, (x, y) => (y >= from && y < from + 64 && x % 2 === 0 ? 200 : 20))).textureVariance;
    for (const from of [0, 64, 128, 192, 256]) expect(at(from)).toBeGreaterThan(0);
  });
});
