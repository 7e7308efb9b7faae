import type { PlaneMask } from './planes.ts';

/** A mask of nothing, to be drawn into. */
export function emptyPlaneMask(): PlaneMask {
  const none = new Int32Array(0);
  return {
    top: 0, bottom: 0, left: 0, right: 0, hardFrom: none, hardTo: none, softFrom: none, softTo: none,
    alpha: new Uint8Array(0), alphaStride: 0, nearRow: none, nearColumn: none, nearEach: false, near: none,
  };
}

/** Sets the bounds of a mask, clipped to the plane, and makes room for its rows. */
export function reserve(mask: PlaneMask, left: number, top: number, right: number, bottom: number, widthPx: number, heightPx: number): void {
  mask.left = Math.min(widthPx, Math.max(0, Math.floor(left)));
  mask.top = Math.min(heightPx, Math.max(0, Math.floor(top)));
  mask.right = Math.max(mask.left, Math.min(widthPx, Math.ceil(right)));
  mask.bottom = Math.max(mask.top, Math.min(heightPx, Math.ceil(bottom)));
  mask.alphaStride = mask.right - mask.left;
  const rows = mask.bottom - mask.top;
  if (mask.hardFrom.length < rows) {
    mask.hardFrom = new Int32Array(rows);
    mask.hardTo = new Int32Array(rows);
    mask.softFrom = new Int32Array(rows);
    mask.softTo = new Int32Array(rows);
    mask.nearRow = new Int32Array(rows);
  }
  if (mask.nearColumn.length < mask.alphaStride) mask.nearColumn = new Int32Array(mask.alphaStride);
  if (mask.alpha.length < rows * mask.alphaStride) mask.alpha = new Uint8Array(rows * mask.alphaStride);
}

/** Draws a mask's chroma after its luma: a sample is hard when any luma sample that it covers is. An empty span stands at `middleX` (luma). */
export function spanChroma(luma: PlaneMask, chroma: PlaneMask, middleX: number, chromaWidthPx: number, chromaHeightPx: number): void {
  reserve(chroma, luma.left / 2, luma.top / 2, luma.right / 2, luma.bottom / 2, chromaWidthPx, chromaHeightPx);
  const middle = Math.min(chromaWidthPx, Math.max(0, Math.floor(middleX / 2)));
  for (let y = chroma.top; y < chroma.bottom; y++) {
    const row = y - chroma.top;
    let hardFrom = chromaWidthPx;
    let hardTo = 0;
    let softFrom = chromaWidthPx;
    let softTo = 0;
    for (let lumaRow = Math.max(0, 2 * y - luma.top); lumaRow <= 2 * y + 1 - luma.top && lumaRow < luma.bottom - luma.top; lumaRow++) {
      const from = luma.hardFrom[lumaRow] as number;
      const to = luma.hardTo[lumaRow] as number;
      if (from < to) {
        hardFrom = Math.min(hardFrom, from >> 1);
        hardTo = Math.max(hardTo, (to + 1) >> 1);
      }
      softFrom = Math.min(softFrom, (luma.softFrom[lumaRow] as number) >> 1);
      softTo = Math.max(softTo, ((luma.softTo[lumaRow] as number) + 1) >> 1);
    }
    if (hardFrom >= hardTo) hardFrom = hardTo = Math.min(Math.max(middle, softFrom), softTo);
    chroma.hardFrom[row] = hardFrom;
    chroma.hardTo[row] = hardTo;
    chroma.softFrom[row] = Math.min(softFrom, hardFrom);
    chroma.softTo[row] = Math.max(softTo, hardTo);
  }
}
