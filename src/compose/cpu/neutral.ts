import type { PictureColor } from '../../core/i420.ts';
import { rgbToYuv } from '../../pixels/color.ts';

/** Mid-grey, RGB 128: luma 126 in limited range, 128 in full range; for frames hidden whole and fills that know no surroundings. */
export function neutral(color: PictureColor): { readonly y: number; readonly u: number; readonly v: number } {
  return rgbToYuv(128, 128, 128, color);
}
