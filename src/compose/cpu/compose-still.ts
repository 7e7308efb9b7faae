import { i420Layout } from '../../core/i420.ts';
import type { I420Image } from '../../core/i420.ts';
import type { RgbaPicture } from '../../core/rgba.ts';
import type { FramePlan } from '../../documents/edit.ts';
import { coefficientBits, yuvToRgb } from '../../pixels/color.ts';
import { rgbaToI420 } from '../../pixels/planar.ts';
import { stillColor, stillGeometry } from '../../pixels/still-planes.ts';
import { CpuComposer } from './composer.ts';
import { maskReach, reach } from './mask-reach.ts';

/** What stands for a colour that nobody sees, and for a picture hidden whole: mid-grey, as in videos. */
const grey = 128;

/**
 * Carries out a plan on an upright picture, in place. Masks are filled as in videos, on I420 planes, and come back from there; what they do
 * not reach keeps its pixels bit for bit. Masks are opaque. Where a picture is wholly transparent its colours are put to zero: a face can
 * hide there that no viewer shows. Throws when a mask or its fill makes no sense; the picture must then not be used.
 */
export function composeStill(picture: RgbaPicture, plan: FramePlan): void {
  const { rgba } = picture;
  if (plan.hideWhole) {
    rgba.fill(grey);
    for (let at = 3; at < rgba.length; at += 4) rgba[at] = 255;
    return;
  }
  if (plan.masks.length > 0) {
    paintUnseen(rgba, grey); // fills that hang on their surroundings must not hang on these
    paintMasks(picture, plan);
  }
  paintUnseen(rgba, 0);
}

function paintMasks({ widthPx, heightPx, rgba }: RgbaPicture, plan: FramePlan): void {
  const geometry = stillGeometry(widthPx, heightPx);
  const { chromaWidthPx, uOffset, vOffset, byteLength } = i420Layout(widthPx, heightPx);
  const data = new Uint8Array(byteLength);
  rgbaToI420(rgba, widthPx, heightPx, stillColor, data);
  const image: I420Image = { widthPx, heightPx, data, color: stillColor };
  new CpuComposer(geometry).compose(image, plan);
  const reached = maskReach(plan, geometry);
  const { y: cy, rv, gu, gv, bu, r0, g0, b0 } = yuvToRgb(stillColor);
  const { none, hidden } = reach;
  const bits = coefficientBits;
  for (let y = 0, at = 0; y < heightPx; y++) {
    const chromaRow = (y >> 1) * chromaWidthPx;
    for (let x = 0; x < widthPx; x++, at++) {
      if (reached[at] === none) continue;
      const luma = (data[at] as number) * cy;
      const u = data[uOffset + chromaRow + (x >> 1)] as number;
      const v = data[vOffset + chromaRow + (x >> 1)] as number;
      rgba[4 * at] = (luma + v * rv + r0) >> bits;
      rgba[4 * at + 1] = (luma + u * gu + v * gv + g0) >> bits;
      rgba[4 * at + 2] = (luma + u * bu + b0) >> bits;
      if (reached[at] === hidden) rgba[4 * at + 3] = 255;
    }
  }
}

/** Gives every wholly transparent pixel one grey. */
function paintUnseen(rgba: Uint8ClampedArray, value: number): void {
  for (let at = 0; at < rgba.length; at += 4) if (rgba[at + 3] === 0) rgba[at] = rgba[at + 1] = rgba[at + 2] = value;
}
