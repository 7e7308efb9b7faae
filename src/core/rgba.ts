/** A still picture, upright: sRGB, 8 bits, straight alpha, 4 bytes a pixel, rows unpadded. */
export interface RgbaPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}
