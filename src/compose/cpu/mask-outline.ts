import { AppError } from '../../core/errors.ts';
import { mapPoint, uprightToStored, type FrameGeometry } from '../../core/geometry.ts';
import type { PlannedMask } from '../../documents/edit.ts';

/** Masks are grown by this much, stored pixels, so that rounding never decides whether a sample is touched, and none has no extent at all. */
const marginPx = 0.01;
/** Width of the outward blend as a share of the mask's shorter side, and its limits: a few pixels, so that it neither cuts nor glows (by eye). */
const featherShare = 0.04;
const featherMinPx = 1.5;
const featherMaxPx = 12;
/** Corner radius of a rounded box as a share of its shorter side. */
const cornerShare = 0.25;

/** A mask in stored pixels: a box whose corners are quarter ellipses (an ellipse is all corner), blended over `featherPx` outside of it. */
export interface MaskOutline {
  readonly centerX: number;
  readonly centerY: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly cornerX: number;
  readonly cornerY: number;
  readonly featherPx: number;
}

/** The outline of a planned mask; throws `internal/bug` for a box that is not finite, because nothing could be hidden by it. */
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
  const radius = cornerShare * Math.min(Math.abs(width), Math.abs(height));
  const round = mask.shape === 'ellipse';
  return {
    centerX: (a.x + b.x) / 2,
    centerY: (a.y + b.y) / 2,
    halfWidth,
    halfHeight,
    cornerX: round ? halfWidth : Math.min(halfWidth, radius * scaleX + marginPx),
    cornerY: round ? halfHeight : Math.min(halfHeight, radius * scaleY + marginPx),
    featherPx: Math.min(featherMaxPx, Math.max(featherMinPx, 2 * featherShare * Math.min(halfWidth, halfHeight))),
  };
}

/** Half the width of an outline grown by `grownPx`, at `dy` from its centre line; -1 where it does not reach. */
export function halfWidthAt(outline: MaskOutline, dy: number, grownPx: number): number {
  const cornerY = outline.cornerY + grownPx;
  const intoCorner = Math.abs(dy) - (outline.halfHeight - outline.cornerY);
  if (intoCorner > cornerY) return -1;
  if (intoCorner <= 0) return outline.halfWidth + grownPx;
  const t = intoCorner / cornerY;
  return outline.halfWidth - outline.cornerX + (outline.cornerX + grownPx) * Math.sqrt(1 - t * t);
}

/** Distance of a point outside the outline from it, in stored pixels, from the centre: exact beside edges, along the ray at corners. */
export function distanceOutside(outline: MaskOutline, dx: number, dy: number): number {
  const x = Math.max(0, Math.abs(dx) - (outline.halfWidth - outline.cornerX));
  const y = Math.max(0, Math.abs(dy) - (outline.halfHeight - outline.cornerY));
  const q = Math.hypot(x / outline.cornerX, y / outline.cornerY);
  return q <= 1 ? 0 : Math.hypot(x, y) * (1 - 1 / q);
}
