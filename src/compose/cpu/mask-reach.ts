import type { FrameGeometry } from '../../core/geometry.ts';
import type { FramePlan } from '../../documents/edit.ts';
import { MaskDrawing } from './draw-masks.ts';

/** What composing a plan does to a pixel: nothing, its colour may change (blend, or chroma shared with a hidden neighbour), it is hidden. */
export const reach = { none: 0, edge: 1, hidden: 2 } as const;

/**
 * How far the masks of a plan reach, one byte a stored pixel (see `reach`). It follows from the plan alone, never from the picture: that a
 * hidden pixel happens to look like its fill must not show.
 */
export function maskReach(plan: FramePlan, geometry: FrameGeometry): Uint8Array {
  const { storedWidthPx: widthPx, storedHeightPx: heightPx } = geometry;
  const map = new Uint8Array(widthPx * heightPx);
  const hidden: { top: number; from: number; to: number }[] = [];
  for (const { raster } of new MaskDrawing(geometry).draw(plan)) {
    const { chroma, luma } = raster;
    for (let y = chroma.top; y < chroma.bottom; y++) {
      const from = 2 * (chroma.softFrom[y - chroma.top] as number);
      const to = Math.min(widthPx, 2 * (chroma.softTo[y - chroma.top] as number));
      for (let row = 2 * y; row <= 2 * y + 1 && row < heightPx; row++) if (from < to) map.fill(reach.edge, row * widthPx + from, row * widthPx + to);
    }
    for (let y = luma.top; y < luma.bottom; y++) {
      const row = y - luma.top;
      const [softFrom, softTo] = [luma.softFrom[row] as number, luma.softTo[row] as number];
      if (softFrom < softTo) map.fill(reach.edge, y * widthPx + softFrom, y * widthPx + softTo);
      hidden.push({ top: y, from: luma.hardFrom[row] as number, to: luma.hardTo[row] as number });
    }
  }
  // Last, so that the edge of one mask takes nothing from another.
  for (const { top, from, to } of hidden) if (from < to) map.fill(reach.hidden, top * widthPx + from, top * widthPx + to);
  return map;
}
