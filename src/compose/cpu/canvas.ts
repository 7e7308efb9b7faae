import { AppError } from '../../core/errors.ts';
import type { FrameGeometry } from '../../core/geometry.ts';
import type { I420Image } from '../../core/i420.ts';
import type { CanvasSize } from '../../documents/layout.ts';
import type { CanvasPlan } from '../../documents/tiles.ts';
import type { TwoTaps } from '../../pixels/two-taps/two-taps.ts';
import type { CanvasTarget } from '../composer.ts';
import { drawMarks } from './marks.ts';
import { greyOut } from './neutral.ts';
import { composeTiles } from './tiles.ts';

/** A canvas is stored as it is seen. */
export function canvasGeometry({ widthPx, heightPx }: CanvasSize): FrameGeometry {
  return { storedWidthPx: widthPx, storedHeightPx: heightPx, rotation: 0, mirrored: false, widthPx, heightPx };
}

/** The target as the picture of a plan. */
export function canvasImage({ widthPx, heightPx }: CanvasSize, { out }: CanvasTarget, { color }: I420Image): I420Image {
  return { widthPx, heightPx, data: out, color };
}

/** A canvas that shows nothing at all. */
export function hideCanvas(source: I420Image, plan: CanvasPlan, target: CanvasTarget): void {
  greyOut(canvasImage(plan, target, source));
}

/** Tiles of a picture over which the masks were laid before, held places and marks. Throws as `composeTiles` and `drawMarks` do. */
export function composeCanvas(source: I420Image, geometry: FrameGeometry, plan: CanvasPlan, target: CanvasTarget, twoTaps: TwoTaps): void {
  const { out, before, keep } = target;
  const image = composeTiles(source, geometry, plan, out, twoTaps, before === null ? undefined : { places: plan.held, before });
  keep?.set(out);
  drawMarks(image, canvasGeometry(plan), plan.marks);
}

/** Throws `internal/bug` where a canvas is planned and none is given. */
export function requireTarget(target: CanvasTarget | undefined): CanvasTarget {
  if (target === undefined) throw new AppError('internal/bug', { reason: 'a canvas is planned and none given' });
  return target;
}
