import { i420Layout, type I420Image, type PictureColor } from '../../core/i420.ts';
import { rgbToYuv } from '../../pixels/color.ts';

/** Mid-grey, RGB 128: luma 126 in limited range, 128 in full range; for frames hidden whole and fills that know no surroundings. */
export function neutral(color: PictureColor): { readonly y: number; readonly u: number; readonly v: number } {
  return rgbToYuv(128, 128, 128, color);
}

/** Hides a picture whole. */
export function greyOut(image: I420Image): void {
  fillWhole(image, neutral(image.color));
}

/** Hides a picture whole, in black. */
export function blackOut(image: I420Image): void {
  fillWhole(image, rgbToYuv(0, 0, 0, image.color));
}

function fillWhole({ data, widthPx, heightPx }: I420Image, { y, u, v }: ReturnType<typeof neutral>): void {
  const { uOffset, vOffset } = i420Layout(widthPx, heightPx);
  data.fill(y, 0, uOffset);
  data.fill(u, uOffset, vOffset);
  data.fill(v, vOffset);
}
