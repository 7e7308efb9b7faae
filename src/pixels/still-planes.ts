import type { FrameGeometry } from '../core/geometry.ts';
import { i420Layout } from '../core/i420.ts';
import type { I420Image, PictureColor } from '../core/i420.ts';
import type { RgbaPicture } from '../core/rgba.ts';
import { rgbaToI420 } from './planar.ts';

/** sRGB has the primaries of BT.709; the full range keeps the most of its steps. */
export const stillColor: PictureColor = { matrix: 'bt709', fullRange: true };

/** A still is stored upright, its pixels are square. */
export function stillGeometry(widthPx: number, heightPx: number): FrameGeometry {
  return { storedWidthPx: widthPx, storedHeightPx: heightPx, rotation: 0, mirrored: false, widthPx, heightPx };
}

/** What a look sees of a picture: its colours alone, whatever their alpha (a wholly transparent pixel has none: black), or as laid over white or black. */
export type Backing = 'none' | 'white' | 'black';

/** Whether any pixel lets something through. */
export function isTranslucent({ rgba }: RgbaPicture): boolean {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 255) return true;
  return false;
}

/** A picture as I420 planes for a detector; the picture is not changed. */
export function stillToI420(picture: RgbaPicture, backing: Backing): I420Image {
  const { widthPx, heightPx, rgba } = picture;
  const data = new Uint8Array(i420Layout(widthPx, heightPx).byteLength);
  rgbaToI420(isTranslucent(picture) ? laidOver(rgba, backing) : rgba, widthPx, heightPx, stillColor, data);
  return { widthPx, heightPx, data, color: stillColor };
}

function laidOver(rgba: Uint8ClampedArray, backing: Backing): Uint8ClampedArray {
  const over = new Uint8ClampedArray(rgba.length);
  const behind = backing === 'white' ? 255 : 0;
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = backing === 'none' ? Math.min(1, rgba[at + 3] as number) * 255 : (rgba[at + 3] as number);
    for (let i = at; i < at + 3; i++) over[i] = ((rgba[i] as number) * alpha + behind * (255 - alpha)) / 255;
  }
  return over;
}
