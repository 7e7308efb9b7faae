import { describe, expect, it } from 'vitest';
import { i420Layout } from '../../../src/core/i420.ts';
import { scaleI420 } from '../../../src/pixels/scale.ts';

const color = { matrix: 'bt709', fullRange: false } as const;

/** Luma rises by 10 from left to right and by 50 from top to bottom; chroma is flat. */
function slope(widthPx: number, heightPx: number): { widthPx: number; heightPx: number; data: Uint8Array<ArrayBuffer>; color: typeof color } {
  const { uOffset, vOffset, byteLength } = i420Layout(widthPx, heightPx);
  const data = new Uint8Array(byteLength).fill(90, uOffset, vOffset).fill(160, vOffset);
  for (let i = 0; i < uOffset; i += 1) data[i] = Math.round(40 + (100 * ((i % widthPx) + 0.5)) / widthPx + (80 * (Math.floor(i / widthPx) + 0.5)) / heightPx);
  return { widthPx, heightPx, data, color };
}

describe('a stretched picture keeps every place', () => {
  it.each([[64, 48, 64, 48], [64, 48, 128, 48], [64, 48, 32, 24], [63, 47, 128, 90], [128, 90, 63, 47], [64, 48, 10, 100]])('%ix%i to %ix%i', (fromWidth, fromHeight, width, height) => {
    const { uOffset, vOffset, byteLength } = i420Layout(width, height);
    const { data } = scaleI420(slope(fromWidth, fromHeight), width, height, new Uint8Array(byteLength));
    const expected = slope(width, height).data;
    // Beyond the centres of the outer samples there is nothing to interpolate with.
    const edge = 1 + Math.ceil(Math.max(100 / fromWidth, 80 / fromHeight));
    for (let i = 0; i < uOffset; i += 1) expect(Math.abs(data[i]! - expected[i]!)).toBeLessThanOrEqual(edge);
    expect([...new Set(data.subarray(uOffset, vOffset)), ...new Set(data.subarray(vOffset))]).toEqual([90, 160]);
  });

  it('refuses a buffer of another size', () => expect(() => scaleI420(slope(8, 8), 4, 4, new Uint8Array(5))).toThrow(RangeError));
});
