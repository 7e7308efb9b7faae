import type { RgbaPicture } from '../core/rgba.ts';

export type QuarterTurn = 0 | 90 | 180 | 270;

/** Turns a picture clockwise and then mirrors it left to right, as VideoFrame's `rotation` and `flip` ask; the same picture when neither is. */
export function turnRgba(picture: RgbaPicture, rotation: QuarterTurn, flip: boolean): RgbaPicture {
  if (rotation === 0 && !flip) return picture;
  const { widthPx: width, heightPx: height } = picture;
  const from = new Uint32Array(picture.rgba.buffer, picture.rgba.byteOffset, width * height);
  const turned = rotation === 90 || rotation === 270;
  const [widthPx, heightPx] = turned ? [height, width] : [width, height];
  const to = new Uint32Array(widthPx * heightPx);
  // Where pixel (0, 0) of the result comes from, and how far one step right and one step down of the result go in the source.
  const [origin, right, down] = {
    0: [0, 1, width],
    90: [(height - 1) * width, -width, 1],
    180: [width * height - 1, -1, -width],
    270: [width - 1, width, -1],
  }[rotation] as [number, number, number];
  const first = flip ? origin + (widthPx - 1) * right : origin;
  const step = flip ? -right : right;
  for (let y = 0, at = 0; y < heightPx; y++) {
    let source = first + y * down;
    for (let x = 0; x < widthPx; x++, at++, source += step) to[at] = from[source] as number;
  }
  return { widthPx, heightPx, rgba: new Uint8ClampedArray(to.buffer) };
}
