import { i420Layout, type I420Image, type PictureColor } from '../../core/i420.ts';
import { rgbToYuv } from '../../pixels/color.ts';

/** Mid-grey, RGB 128: luma 126 in limited range, 128 in full range; for frames hidden whole and fills that know no surroundings. */
export function neutral(color: PictureColor): { readonly y: number; readonly u: number; readonly v: number } {
  return rgbToYuv(128, 128, 128, color);
}

/** Hides a picture whole. */
export function greyOut({ data, widthPx, heightPx, color }: I420Image): void {
  const { uOffset, vOffset } = i420Layout(widthPx, heightPx);
  const grey = neutral(color);
  data.fill(grey.y, 0, uOffset);
  data.fill(grey.u, uOffset, vOffset);
  data.fill(grey.v, vOffset);
}
