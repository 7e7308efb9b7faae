import { i420Layout } from '../core/i420.ts';

/** How a plane format lays out its samples: bits each, and whether chroma has half the columns and half the rows. */
export interface SampleLayout {
  readonly bitDepth: number;
  readonly halfWidth: boolean;
  readonly halfHeight: boolean;
}

/** Planes of a layout, unpadded one after the other, with chroma brought to 4:2:0 by averaging; the depth stays. */
export function toHalfChroma(planes: Uint8Array | Uint16Array, widthPx: number, heightPx: number, { halfWidth, halfHeight }: SampleLayout): Uint16Array {
  const { chromaWidthPx, chromaHeightPx, uOffset, vOffset, byteLength } = i420Layout(widthPx, heightPx);
  const out = new Uint16Array(byteLength);
  out.set(planes.subarray(0, uOffset));
  const width = halfWidth ? chromaWidthPx : widthPx;
  const height = halfHeight ? chromaHeightPx : heightPx;
  for (const [from, to] of [[uOffset, uOffset], [uOffset + width * height, vOffset]] as const) {
    for (let y = 0; y < chromaHeightPx; y++) {
      const upper = from + (halfHeight ? y : 2 * y) * width;
      const lower = halfHeight || 2 * y + 1 >= height ? upper : upper + width;
      for (let x = 0; x < chromaWidthPx; x++) {
        const left = halfWidth ? x : 2 * x;
        const right = halfWidth || left + 1 >= width ? left : left + 1;
        const sum = (planes[upper + left] as number) + (planes[upper + right] as number) + (planes[lower + left] as number) + (planes[lower + right] as number);
        out[to + y * chromaWidthPx + x] = (sum + 2) >> 2;
      }
    }
  }
  return out;
}

/** Samples of more bits as 8, rounded; `out` is of the same length. Full range counts to the top of either scale, limited range shifts. */
export function toEightBits(samples: Uint16Array, bitDepth: number, fullRange: boolean, out: Uint8Array): void {
  const factor = fullRange ? 255 / (2 ** bitDepth - 1) : 2 ** (8 - bitDepth);
  for (let i = 0; i < out.length; i++) out[i] = Math.min(255, (samples[i] as number) * factor + 0.5);
}
