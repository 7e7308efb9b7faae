import { halfWidthAt, type MaskOutline } from './mask-outline.ts';
import { emptyPlaneMask, reserve, spanChroma } from './plane-mask.ts';
import { nearBits, softAlpha, type PlaneMask } from './planes.ts';

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
    spanChroma(luma, chroma, centerX, (widthPx + 1) >> 1, (heightPx + 1) >> 1);
    setAlpha(luma, outline, 1);
    setAlpha(chroma, outline, 2);
    return true;
  }
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
  mask.nearEach = false;
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
