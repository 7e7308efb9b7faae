import { AppError } from '../../core/errors.ts';
import type { FrameGeometry } from '../../core/geometry.ts';
import type { FramePlan } from '../../documents/edit.ts';
import type { DrawnMask } from './fills/fill.ts';
import { fillOrder } from './fills/fills.ts';
import { maskOutline } from './mask-outline.ts';
import { MaskRaster } from './mask-raster.ts';
import { polygonOutline } from './polygon-outline.ts';
import { drawPolygon } from './polygon-raster.ts';

/** Draws a plan's masks for one frame after another, whatever backend paints them; the rasters are used again. */
export class MaskDrawing {
  readonly #geometry: FrameGeometry;
  readonly #rasters: MaskRaster[] = [];

  constructor(geometry: FrameGeometry) {
    this.#geometry = geometry;
  }

  /** The masks that hide anything of the picture, in the plan's order, a polygon maybe in pieces; valid until the next call. Throws when a mask or its fill makes no sense. */
  draw(plan: FramePlan): DrawnMask[] {
    const { storedWidthPx, storedHeightPx } = this.#geometry;
    const drawn: DrawnMask[] = [];
    for (const planned of plan.masks) {
      if (!fillOrder.includes(planned.fill.kind)) throw new AppError('internal/bug', { reason: 'unknown fill', track: planned.track });
      const first = drawn.length;
      const rasterAt = (index: number): MaskRaster => (this.#rasters[first + index] ??= new MaskRaster());
      const count =
        planned.shape === 'polygon'
          ? drawPolygon(polygonOutline(planned, this.#geometry), storedWidthPx, storedHeightPx, rasterAt)
          : Number(rasterAt(0).draw(maskOutline(planned, this.#geometry), storedWidthPx, storedHeightPx));
      for (let index = 0; index < count; index++) drawn.push({ planned, raster: rasterAt(index) });
    }
    return drawn;
  }
}
