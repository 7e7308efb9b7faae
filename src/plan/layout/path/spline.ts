/**
 * A uniform cubic B-spline over a stretch of time (C. de Boor, A Practical Guide to Splines): between its knots, which lie `stepS` apart, it is never
 * outside of the four control points next to it, and neither are its speed, acceleration and jerk outside of their differences. Where four are
 * equal it stands still.
 */
export interface SplineTimes {
  readonly startS: number;
  readonly stepS: number;
  /** Control points. */
  readonly count: number;
}

export function splineTimes(startS: number, endS: number, stepS: number): SplineTimes {
  return { startS, stepS, count: Math.max(1, Math.ceil((endS - startS) / stepS - 1e-9)) + 3 };
}

/** The time at which a control point counts most. */
export function timeOfPoint({ startS, stepS }: SplineTimes, point: number): number {
  return startS + (point - 1) * stepS;
}

/** The control point that counts most at a time. */
export function pointAt({ startS, stepS, count }: SplineTimes, timeS: number): number {
  return Math.min(count - 1, Math.max(0, Math.round((timeS - startS) / stepS) + 1));
}

/** The value at a time within the stretch. */
export function splineAt({ startS, stepS, count }: SplineTimes, points: ArrayLike<number>, timeS: number): number {
  const along = Math.max(0, (timeS - startS) / stepS);
  const first = Math.min(count - 4, Math.floor(along));
  const [a, b, c, d] = [points[first] as number, points[first + 1] as number, points[first + 2] as number, points[first + 3] as number];
  if (a === b && b === c && c === d) return a; // to the last bit, so that what stands still does
  const t = Math.min(1, along - first);
  const rest = 1 - t;
  return (rest ** 3 * a + (3 * t ** 3 - 6 * t ** 2 + 4) * b + (3 * rest ** 3 - 6 * rest ** 2 + 4) * c + t ** 3 * d) / 6;
}
