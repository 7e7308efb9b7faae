import { halfWidthAt, type MaskOutline } from './mask-outline.ts';
import { nearBits, softAlpha, type PlaneMask } from './planes.ts';

function emptyPlaneMask(): PlaneMask {
  const none = new Int32Array(0);
  return {
    top: 0, bottom: 0, left: 0, right: 0, hardFrom: none, hardTo: none, softFrom: none, softTo: none,
    alpha: new Uint8Array(0), alphaStride: 0, nearRow: none, nearColumn: none,
  };
}

/** One mask drawn into row spans for luma and chroma; kept and used again frame after frame, its buffers only grow. */
export class MaskRaster {
  readonly luma: PlaneMask = emptyPlaneMask();
  readonly chroma: PlaneMask = emptyPlaneMask();

  /** Draws an outline into a picture of the given stored size; false when no sample of the picture lies inside it. */
  draw(outline: MaskOutline, widthPx: number, heightPx: number): boolean {
    const { luma, chroma } = this;
    const { centerX, centerY, softEnd } = outline;
    const reachX = outline.halfWidth + outline.cornerX * softEnd;
    const reachY = outline.halfHeight + outline.cornerY * softEnd;
    reserve(luma, centerX - reachX, centerY - reachY, centerX + reachX, centerY + reachY, widthPx, heightPx);
    let hides = false;
    for (let y = luma.top; y < luma.bottom; y++) {
      const row = y - luma.top;
      const nearest = Math.max(0, Math.abs(y + 0.5 - centerY) - 0.5); // where in the row the outline is widest
      setSpan(luma.hardFrom, luma.hardTo, row, centerX, halfWidthAt(outline, nearest, 0), 0, widthPx);
      setSpan(luma.softFrom, luma.softTo, row, centerX, halfWidthAt(outline, nearest, softEnd), luma.left, luma.right);
      hides ||= (luma.hardFrom[row] as number) < (luma.hardTo[row] as number);
    }
    if (!hides) return false;
    this.#spanChroma(centerX, (widthPx + 1) >> 1, (heightPx + 1) >> 1);
    setAlpha(luma, outline, 1);
    setAlpha(chroma, outline, 2);
    return true;
  }

  /** A chroma sample is hard when any luma sample that it covers is. */
  #spanChroma(centerX: number, chromaWidthPx: number, chromaHeightPx: number): void {
    const { luma, chroma } = this;
    reserve(chroma, luma.left / 2, luma.top / 2, luma.right / 2, luma.bottom / 2, chromaWidthPx, chromaHeightPx);
    const middle = Math.min(chromaWidthPx, Math.max(0, Math.floor(centerX / 2)));
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
}

/** Sets the bounds of a mask, clipped to the plane, and makes room for its rows. */
function reserve(mask: PlaneMask, left: number, top: number, right: number, bottom: number, widthPx: number, heightPx: number): void {
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

/** The columns from `least` to `most` - 1 that come within `half` of the centre with any part; an empty span stands at the centre. */
function setSpan(from: Int32Array, to: Int32Array, row: number, center: number, half: number, least: number, most: number): void {
  const first = Math.floor(half < 0 ? center : center - half);
  const end = half < 0 ? first : Math.floor(center + half) + 1;
  from[row] = Math.min(most, Math.max(least, first));
  to[row] = Math.min(most, Math.max(from[row], end));
}

/** Keeps nearness far from overflow where a mask is so thin that its terms are huge; both ends are far outside 0 … 2^nearBits. */
const nearLimit = 2 ** 28;

/**
 * Blend of the soft samples. How far into the zone a sample lies is measured by the squared growth that brings a corner to it, which needs
 * no root and is the sum of a term per row and one per column: (end - v² - u²) · perGrowth.
 */
function setAlpha(mask: PlaneMask, outline: MaskOutline, samplePx: number): void {
  const { centerX, centerY, cornerX, cornerY } = outline;
  const straightX = outline.halfWidth - cornerX;
  const straightY = outline.halfHeight - cornerY;
  const end = (1 + outline.softEnd) ** 2;
  const perGrowth = 2 ** nearBits / (end - (1 + outline.softStart) ** 2);
  const alphaOf = softAlpha; // a local, see src/pixels/README.md
  const { nearRow, nearColumn, left, top, right, bottom } = mask;
  for (let x = left; x < right; x++) {
    const u = Math.max(0, Math.abs((x + 0.5) * samplePx - centerX) - straightX) / cornerX;
    nearColumn[x - left] = Math.min(nearLimit, Math.round(u * u * perGrowth));
  }
  for (let y = top; y < bottom; y++) {
    const row = y - top;
    const v = Math.max(0, Math.abs((y + 0.5) * samplePx - centerY) - straightY) / cornerY;
    const near = Math.max(-nearLimit, Math.round((end - v * v) * perGrowth));
    nearRow[row] = near;
    const start = row * mask.alphaStride - left;
    const write = (from: number, to: number): void => {
      for (let x = from; x < to; x++) mask.alpha[start + x] = alphaOf(near - (nearColumn[x - left] as number));
    };
    write(mask.softFrom[row] as number, mask.hardFrom[row] as number);
    write(mask.hardTo[row] as number, mask.softTo[row] as number);
  }
}
