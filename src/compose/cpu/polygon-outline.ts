import { AppError } from '../../core/errors.ts';
import { mapPoint, uprightToStored, type FrameGeometry } from '../../core/geometry.ts';
import type { PlannedMask } from '../../documents/edit.ts';
import { featherOf, hardReachPx, marginPx } from './mask-outline.ts';

/** A polygon in stored pixels: all samples whose centre lies inside it, or within `hardPx` of its edges, are hidden; the blend ends `featherPx` further out. */
export interface PolygonOutline {
  /** x, y pairs. */
  readonly points: Float64Array;
  readonly hardPx: number;
  readonly featherPx: number;
}

/** The outline of a planned polygon; throws `internal/bug` when a corner is not finite, because nothing could be hidden by it. */
export function polygonOutline({ polygon, track }: PlannedMask, geometry: FrameGeometry): PolygonOutline {
  const map = uprightToStored(geometry);
  const points = new Float64Array(polygon?.points.length ?? 0);
  for (let at = 0; at < points.length; at += 2) {
    const { x, y } = mapPoint(map, polygon?.points[at] as number, polygon?.points[at + 1] as number);
    points.set([x, y], at);
  }
  // Where pixels are not square, a circle of upright pixels is an ellipse of stored ones: the larger axis counts.
  const scale = Math.max(Math.abs(map.a + map.c), Math.abs(map.b + map.d));
  const hardPx = (polygon?.growPx ?? NaN) * scale + hardReachPx + marginPx;
  if (points.length < 6 || !points.every(Number.isFinite) || !Number.isFinite(hardPx)) throw new AppError('internal/bug', { reason: 'a polygon has no place', track });
  return { points: withoutRepeats(points), hardPx, featherPx: featherOf(...halfSides(points)) };
}

/** Corners that lie where the one before does say nothing: limbs are polygons of two places, hands of one. At least one is left. */
function withoutRepeats(points: Float64Array): Float64Array {
  const kept = points.filter((_, index) => {
    const at = index & ~1;
    const before = at === 0 ? points.length - 2 : at - 2;
    return points[at] !== points[before] || points[at + 1] !== points[before + 1];
  });
  return kept.length > 0 ? kept : points.slice(0, 2);
}

/** Squared distance of a point to the nearest edge. */
export function edgeDistanceSquared({ points }: PolygonOutline, x: number, y: number): number {
  let least = Infinity;
  for (let at = 0; at < points.length; at += 2) {
    // One number after the other: this is done for every sample of a feather.
    const next = at + 2 < points.length ? at + 2 : 0;
    const ax = points[at] as number;
    const ay = points[at + 1] as number;
    const ex = (points[next] as number) - ax;
    const ey = (points[next + 1] as number) - ay;
    const length = ex * ex + ey * ey;
    const t = length > 0 ? Math.min(1, Math.max(0, ((x - ax) * ex + (y - ay) * ey) / length)) : 0;
    const dx = x - ax - t * ex;
    const dy = y - ay - t * ey;
    least = Math.min(least, dx * dx + dy * dy);
  }
  return least;
}

/** The edge from the corner at `at` to the next. */
export function edgeAt(points: Float64Array, at: number): readonly [ax: number, ay: number, bx: number, by: number] {
  const next = at + 2 < points.length ? at + 2 : 0;
  return [points[at] as number, points[at + 1] as number, points[next] as number, points[next + 1] as number];
}

function halfSides(points: Float64Array): [number, number] {
  const xs = points.filter((_, index) => index % 2 === 0);
  const ys = points.filter((_, index) => index % 2 === 1);
  return [(Math.max(...xs) - Math.min(...xs)) / 2, (Math.max(...ys) - Math.min(...ys)) / 2];
}
