/**
 * One picture as 8-bit 4:2:0 planes in one buffer, stored orientation, no padding: Y (width × height), then U, then V
 * (each ⌈width/2⌉ × ⌈height/2⌉). The cpu way works on nothing else.
 */
export interface I420Image {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly data: Uint8Array<ArrayBuffer>;
  readonly color: PictureColor;
}

/** How YUV maps to RGB: matrix coefficients and range, from `colr`, the SPS or the decoder. */
export interface PictureColor {
  readonly matrix: 'bt709' | 'smpte170m' | 'bt2020-ncl';
  readonly fullRange: boolean;
}

/** Offsets, sizes and strides of the planes of an I420 picture. */
export interface I420Layout {
  readonly chromaWidthPx: number;
  readonly chromaHeightPx: number;
  readonly uOffset: number;
  readonly vOffset: number;
  readonly byteLength: number;
}

export function i420Layout(widthPx: number, heightPx: number): I420Layout {
  const chromaWidthPx = (widthPx + 1) >> 1;
  const chromaHeightPx = (heightPx + 1) >> 1;
  const uOffset = widthPx * heightPx;
  const vOffset = uOffset + chromaWidthPx * chromaHeightPx;
  return { chromaWidthPx, chromaHeightPx, uOffset, vOffset, byteLength: vOffset + chromaWidthPx * chromaHeightPx };
}
