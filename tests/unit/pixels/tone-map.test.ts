import { describe, expect, it } from 'vitest';
import { i420Layout } from '../../../src/core/i420.ts';
import { toEightBits, toHalfChroma } from '../../../src/pixels/deep-planes.ts';
import { compressNits, hlgToScene, nitsToPq, pqToNits, ToneMapper } from '../../../src/pixels/tone-map.ts';

describe('light by signal', () => {
  // ITU-R BT.2408-7, table 1 and annex; SMPTE ST 2084.
  it.each([[0, 0], [100, 0.5081], [203, 0.5807], [1000, 0.7518], [4000, 0.9026], [10_000, 1]])('%i cd/m² is %d of PQ, and back', (nits, signal) => {
    expect(nitsToPq(nits)).toBeCloseTo(signal, 3);
    expect(pqToNits(nitsToPq(nits))).toBeCloseTo(nits, 1);
  });

  it.each([[0, 0], [0.5, 1 / 12], [0.75, 0.265], [1, 1]])('%d of HLG is %d of scene light', (signal, light) => expect(hlgToScene(signal)).toBeCloseTo(light, 3));

  it('75 % of HLG is diffuse white on a display of 1000 cd/m²', () => expect(1000 * hlgToScene(0.75) ** 1.2).toBeCloseTo(203, -0.5));

  it('dark and middle tones stay, 1000 cd/m² becomes 203, and nothing beyond is brighter', () => {
    for (const nits of [0, 1, 20, 80]) expect(compressNits(nits)).toBeCloseTo(nits, 6);
    expect(compressNits(1000)).toBeCloseTo(203, 1);
    expect(compressNits(5000)).toBeCloseTo(203, 1);
    const rising = [90, 120, 200, 400, 700, 1000].map(compressNits);
    expect(rising).toEqual([...rising].sort((a, b) => a - b));
  });
});

/** One 10-bit grey (limited range) through the mapper. */
function mapped(transfer: 'pq' | 'hlg', y: number, u = 512, v = 512): number[] {
  const { byteLength, uOffset, vOffset } = i420Layout(3, 3);
  const data = new Uint16Array(byteLength).fill(y, 0, uOffset).fill(u, uOffset, vOffset).fill(v, vOffset);
  const out = new Uint8Array(byteLength);
  new ToneMapper(transfer, 10, false).run({ widthPx: 3, heightPx: 3, data, bitDepth: 10, fullRange: false }, out);
  expect(new Set(out.subarray(0, uOffset)).size).toBe(1);
  return [out[0]!, out[uOffset]!, out[vOffset]!];
}

const code = (signal: number): number => Math.round(64 + 876 * signal);
/** Luma of light relative to white, on a display after BT.1886. */
const luma = (light: number): number => Math.round(16 + 219 * light ** (1 / 2.4));

describe('an HDR grey becomes the grey of an ordinary picture', () => {
  it.each([
    ['PQ black', 'pq', code(0), 16],
    ['PQ, 20 cd/m²', 'pq', code(nitsToPq(20)), luma(20 / 203)],
    ['PQ, 80 cd/m²', 'pq', code(nitsToPq(80)), luma(80 / 203)],
    ['PQ, diffuse white', 'pq', code(nitsToPq(203)), luma(compressNits(203) / 203)],
    ['PQ, 1000 cd/m²', 'pq', code(nitsToPq(1000)), 235],
    ['PQ, 10,000 cd/m²', 'pq', code(1), 235],
    ['HLG black', 'hlg', code(0), 16],
    ['HLG, 50 %', 'hlg', code(0.5), luma((1000 * (1 / 12) ** 1.2) / 203)],
    ['HLG, diffuse white', 'hlg', code(0.75), luma(compressNits(203) / 203)],
    ['HLG white', 'hlg', code(1), 235],
  ] as const)('%s', (_, transfer, y, expected) => {
    const [light, u, v] = mapped(transfer, y);
    expect(Math.abs(light! - expected)).toBeLessThanOrEqual(1);
    expect([u, v]).toEqual([128, 128]);
  });

  it('keeps a hue: red stays redder than it is blue, and out of gamut is clipped, not wrapped', () => {
    const [y, u, v] = mapped('pq', code(0.4), 480, 700);
    expect(v!).toBeGreaterThan(150);
    expect(u!).toBeLessThan(128);
    expect(y!).toBeGreaterThan(16);
  });

  it('diffuse white lies between 80 and 95 % of the signal', () => {
    const part = (luma(compressNits(203) / 203) - 16) / 219;
    expect(part).toBeGreaterThan(0.8);
    expect(part).toBeLessThan(0.95);
  });
});

describe('planes of other layouts', () => {
  it.each([
    ['4:2:0', true, true, [1, 2, 3, 4, 5, 6, 10, 20, 30, 40], [1, 2, 3, 4, 5, 6, 10, 20, 30, 40]],
    ['4:2:2', true, false, [1, 2, 3, 4, 5, 6, 10, 20, 12, 24, 30, 40, 32, 44], [1, 2, 3, 4, 5, 6, 11, 22, 31, 42]],
    ['4:4:4', false, false, [1, 2, 3, 4, 5, 6, 10, 12, 20, 14, 16, 24, 30, 32, 40, 34, 36, 44], [1, 2, 3, 4, 5, 6, 13, 22, 33, 42]],
  ] as const)('%s, 3x2, to 4:2:0', (_, halfWidth, halfHeight, planes, expected) =>
    expect([...toHalfChroma(Uint16Array.from(planes), 3, 2, { bitDepth: 10, halfWidth, halfHeight })]).toEqual([...expected]));

  it.each([
    [10, false, [64, 512, 940, 1023], [16, 128, 235, 255]],
    [10, true, [0, 512, 1023], [0, 128, 255]],
    [12, false, [256, 2048, 3760], [16, 128, 235]],
    [8, false, [16, 200], [16, 200]],
  ] as const)('%i bits (full range %s) to 8', (bits, fullRange, samples, expected) => {
    const out = new Uint8Array(samples.length);
    toEightBits(Uint16Array.from(samples), bits, fullRange, out);
    expect([...out]).toEqual([...expected]);
  });
});
