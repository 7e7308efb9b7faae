import { i420Layout, type I420Image } from '../core/i420.ts';

/** I420 in a storage buffer: four samples a word (first in the low byte), every row and plane beginning at a whole word. */
export interface PackedPlanes {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Words per row. */
  readonly lumaStride: number;
  readonly chromaStride: number;
  /** First words of U and V; Y begins at 0. */
  readonly uWord: number;
  readonly vWord: number;
  readonly byteLength: number;
}

export function packedPlanes(widthPx: number, heightPx: number): PackedPlanes {
  const { chromaWidthPx, chromaHeightPx } = i420Layout(widthPx, heightPx);
  const lumaStride = (widthPx + 3) >> 2;
  const chromaStride = (chromaWidthPx + 3) >> 2;
  const uWord = lumaStride * heightPx;
  const vWord = uWord + chromaStride * chromaHeightPx;
  return { widthPx, heightPx, lumaStride, chromaStride, uWord, vWord, byteLength: 4 * (vWord + chromaStride * chromaHeightPx) };
}

/** Whether unpadded I420 of this size already is packed: true of 1280x720 and 1920x1080. */
export function isPackedAsIs({ widthPx, heightPx, byteLength }: PackedPlanes): boolean {
  return byteLength === i420Layout(widthPx, heightPx).byteLength;
}

/** Copies unpadded planes into packed ones. */
export function packPlanes(image: Pick<I420Image, 'data'>, packed: PackedPlanes, into: Uint8Array): void {
  eachRow(packed, (unpaddedAt, packedAt, widthPx) => into.set(image.data.subarray(unpaddedAt, unpaddedAt + widthPx), packedAt));
}

/** Copies packed planes into unpadded ones. */
export function unpackPlanes(from: Uint8Array, packed: PackedPlanes, image: Pick<I420Image, 'data'>): void {
  eachRow(packed, (unpaddedAt, packedAt, widthPx) => image.data.set(from.subarray(packedAt, packedAt + widthPx), unpaddedAt));
}

function eachRow(packed: PackedPlanes, copy: (unpaddedAt: number, packedAt: number, widthPx: number) => void): void {
  const { widthPx, heightPx, lumaStride, chromaStride, uWord, vWord } = packed;
  const { chromaWidthPx, chromaHeightPx, uOffset, vOffset } = i420Layout(widthPx, heightPx);
  for (let y = 0; y < heightPx; y++) copy(y * widthPx, 4 * y * lumaStride, widthPx);
  for (let y = 0; y < chromaHeightPx; y++) {
    copy(uOffset + y * chromaWidthPx, 4 * (uWord + y * chromaStride), chromaWidthPx);
    copy(vOffset + y * chromaWidthPx, 4 * (vWord + y * chromaStride), chromaWidthPx);
  }
}
