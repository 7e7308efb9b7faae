import { i420Layout } from '../../core/i420.ts';
import type { I420Image } from '../../core/i420.ts';
import type { DrawnMask } from '../cpu/fills/fill.ts';
import { cosmeticFills } from '../cpu/fills/fills.ts';
import type { PlaneMask } from '../cpu/planes.ts';
import { neutral } from '../cpu/neutral.ts';

/**
 * Puts grey over what masks hide, before a picture goes to a GPU: fills use nothing of it, so that what comes back is the same; and should
 * a driver drop a dispatch without a word, grey comes back and no face. Cosmetic fills are made of what they hide: theirs stays.
 */
export function blankHidden({ data, widthPx, heightPx, color }: I420Image, masks: readonly DrawnMask[]): void {
  const { chromaWidthPx, uOffset, vOffset } = i420Layout(widthPx, heightPx);
  const { y, u, v } = neutral(color);
  for (const { planned, raster } of masks) {
    if (cosmeticFills.has(planned.fill.kind)) continue;
    fillHard(data, raster.luma, 0, widthPx, y);
    fillHard(data, raster.chroma, uOffset, chromaWidthPx, u);
    fillHard(data, raster.chroma, vOffset, chromaWidthPx, v);
  }
}

function fillHard(data: Uint8Array, { top, bottom, hardFrom, hardTo }: PlaneMask, offset: number, stride: number, value: number): void {
  for (let row = top; row < bottom; row++) {
    const [from, to] = [hardFrom[row - top] as number, hardTo[row - top] as number];
    if (from < to) data.fill(value, offset + row * stride + from, offset + row * stride + to);
  }
}
