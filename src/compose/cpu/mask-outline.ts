import { AppError } from '../../core/errors.ts';
import { mapPoint, uprightToStored, type FrameGeometry } from '../../core/geometry.ts';
import type { PlannedMask } from '../../documents/edit.ts';

/** Masks are grown by this much, stored pixels, so that rounding never decides whether a sample is touched, and none has no extent at all. */
export const marginPx = 0.01;
/** Width of the outward blend as a share of the mask's shorter side, and its limits: a few pixels, so that it neither cuts nor glows (by eye). */
const featherShare = 0.04;
const featherMinPx = 1.5;
const featherMaxPx = 12;
/** Corner radius of a rounded box as a share of its shorter side. */
const cornerShare = 0.25;

/** How far outside the outline the centre of a sample that it touches can lie (√2/2): there the blend begins. */
export const hardReachPx = Math.SQRT1_2;

/** A mask in stored pixels: a box whose corners are quarter ellipses (an ellipse is all corner), and outside of it a zone for blending. */
export interface MaskOutline {
  readonly centerX: number;
  readonly centerY: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly cornerX: number;
  readonly cornerY: number;
  /** The blend goes from `softStart` to `softEnd`, as growth of the corners' radii in shares of them. */
  readonly softStart: number;
  readonly softEnd: number;
}

/** The outline of a planned mask that is no polygon; throws `internal/bug` for a box that is not finite, because nothing could be hidden by it. */
export function maskOutline(mask: PlannedMask, geometry: FrameGeometry): MaskOutline {
  const { x, y, width, height } = mask.box;
  if (![x, y, width, height].every(Number.isFinite)) throw new AppError('internal/bug', { reason: 'a mask box is not finite', track: mask.track });
  const map = uprightToStored(geometry);
  const a = mapPoint(map, x, y);
  const b = mapPoint(map, x + width, y + height);
  const halfWidth = Math.abs(b.x - a.x) / 2 + marginPx;
  const halfHeight = Math.abs(b.y - a.y) / 2 + marginPx;
  // The corner is round in upright pixels and so, where pixels are not square, an ellipse in stored ones.
  const scaleX = Math.abs(map.a + map.c);
  const scaleY = Math.abs(map.b + map.d);
  const radius = mask.shape === 'box' ? 0 : cornerShare * Math.min(Math.abs(width), Math.abs(height));
  const round = mask.shape === 'ellipse';
  const cornerX = round ? halfWidth : Math.min(halfWidth, radius * scaleX + marginPx);
  const cornerY = round ? halfHeight : Math.min(halfHeight, radius * scaleY + marginPx);
  const featherPx = featherOf(halfWidth, halfHeight);
  const longer = Math.max(cornerX, cornerY);
  return {
    centerX: (a.x + b.x) / 2, centerY: (a.y + b.y) / 2, halfWidth, halfHeight, cornerX, cornerY,
    softStart: hardReachPx / longer, softEnd: (hardReachPx + featherPx) / longer,
  };
}

/** Width in stored pixels of the blend around a mask of that size. */
export function featherOf(halfWidth: number, halfHeight: number): number {
  return Math.min(featherMaxPx, Math.max(featherMinPx, 2 * featherShare * Math.min(halfWidth, halfHeight)));
}

/** Half the width of an outline whose corner radii are grown by a share of them, at `dy` ≥ 0 from its centre line; -1 where it does not reach. */
export function halfWidthAt(outline: MaskOutline, dy: number, growth: number): number {
  const cornerY = outline.cornerY * (1 + growth);
  const cornerX = outline.cornerX * (1 + growth);
  const intoCorner = dy - (outline.halfHeight - outline.cornerY);
  if (intoCorner > cornerY) return -1;
  const t = Math.max(0, intoCorner) / cornerY;
  return outline.halfWidth - outline.cornerX + cornerX * Math.sqrt(1 - t * t);
}
