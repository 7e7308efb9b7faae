/** One point of a body in time: columns with a row per instant, ascending. */
export interface PointLooks {
  readonly timesS: Float64Array;
  /** Pixels; NaN where nobody saw it. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Standard deviation of each look in pixels. */
  readonly sigmaPx: Float64Array;
}

/** How much a velocity may change: power spectral density of the acceleration, px²/s³. */
export interface PointMotion {
  readonly accelerationPsd: number;
  /** Standard deviation of the velocity before anything is known of it, px/s. */
  readonly startSpeedPxPerS: number;
}

/**
 * The most likely way of a point, given all looks before and after each instant: a Kalman filter with constant velocity and white acceleration
 * forwards, then the smoother of Rauch, Tung and Striebel (AIAA Journal 3(8), 1965) backwards. What is known later counts as much as what is known
 * before, so that the way does not lag behind the looks. From the first look to the last; NaN outside. Both axes share the
 * covariances, which do not depend on where the point is.
 */
export function smoothPoint({ timesS, x, y, sigmaPx }: PointLooks, { accelerationPsd, startSpeedPxPerS }: PointMotion): { readonly x: Float64Array; readonly y: Float64Array } {
  const count = timesS.length;
  const smooth = { x: new Float64Array(count).fill(NaN), y: new Float64Array(count).fill(NaN) };
  const first = x.findIndex((each) => !Number.isNaN(each));
  const last = x.findLastIndex((each) => !Number.isNaN(each));
  if (first < 0) return smooth;
  // By instant: position and velocity of both axes (x, vx, y, vy) and their covariance (pp, pv, vv), after the look and as expected before it.
  const states = new Float64Array(4 * count);
  const covariances = new Float64Array(3 * count);
  const expectedStates = new Float64Array(4 * count);
  const expectedCovariances = new Float64Array(3 * count);
  states.set([x[first] as number, 0, y[first] as number, 0], 4 * first);
  covariances.set([(sigmaPx[first] as number) ** 2, 0, startSpeedPxPerS ** 2], 3 * first);
  for (let at = first + 1; at <= last; at++) {
    const t = Math.max(0, (timesS[at] as number) - (timesS[at - 1] as number));
    const [pp, pv, vv] = triple(covariances, at - 1);
    const [px, vx, py, vy] = quad(states, at - 1);
    const noise = accelerationPsd;
    const expected = [pp + 2 * t * pv + t * t * vv + (noise * t ** 3) / 3, pv + t * vv + (noise * t * t) / 2, vv + noise * t] as const;
    expectedStates.set([px + t * vx, vx, py + t * vy, vy], 4 * at);
    expectedCovariances.set(expected, 3 * at);
    const seenX = x[at] as number;
    if (Number.isNaN(seenX)) {
      states.set(expectedStates.subarray(4 * at, 4 * at + 4), 4 * at);
      covariances.set(expected, 3 * at);
      continue;
    }
    const [gainP, gainV] = [expected[0] / (expected[0] + (sigmaPx[at] as number) ** 2), expected[1] / (expected[0] + (sigmaPx[at] as number) ** 2)];
    const [missX, missY] = [seenX - px - t * vx, (y[at] as number) - py - t * vy];
    states.set([px + t * vx + gainP * missX, vx + gainV * missX, py + t * vy + gainP * missY, vy + gainV * missY], 4 * at);
    covariances.set([(1 - gainP) * expected[0], (1 - gainP) * expected[1], expected[2] - gainV * expected[1]], 3 * at);
  }
  let [sx, svx, sy, svy] = quad(states, last);
  smooth.x[last] = sx;
  smooth.y[last] = sy;
  for (let at = last - 1; at >= first; at--) {
    const t = Math.max(0, (timesS[at + 1] as number) - (timesS[at] as number));
    const [pp, pv, vv] = triple(covariances, at);
    const [epp, epv, evv] = triple(expectedCovariances, at + 1);
    const [px, vx, py, vy] = quad(states, at);
    const [ex, evx, ey, evy] = quad(expectedStates, at + 1);
    const determinant = epp * evv - epv * epv;
    if (!(determinant > 0)) {
      // Two looks at one instant: nothing passes between them.
      [sx, svx, sy, svy] = [px, vx, py, vy];
    } else {
      // C = P Fᵀ E⁻¹ with F = [[1, t], [0, 1]].
      const [a, b] = [pp + t * pv, pv + t * vv];
      const [c11, c12] = [(a * evv - pv * epv) / determinant, (pv * epp - a * epv) / determinant];
      const [c21, c22] = [(b * evv - vv * epv) / determinant, (vv * epp - b * epv) / determinant];
      [sx, svx, sy, svy] = [
        px + c11 * (sx - ex) + c12 * (svx - evx),
        vx + c21 * (sx - ex) + c22 * (svx - evx),
        py + c11 * (sy - ey) + c12 * (svy - evy),
        vy + c21 * (sy - ey) + c22 * (svy - evy),
      ];
    }
    smooth.x[at] = sx;
    smooth.y[at] = sy;
  }
  return smooth;
}

function quad(values: Float64Array, row: number): [number, number, number, number] {
  return [values[4 * row] as number, values[4 * row + 1] as number, values[4 * row + 2] as number, values[4 * row + 3] as number];
}

function triple(values: Float64Array, row: number): [number, number, number] {
  return [values[3 * row] as number, values[3 * row + 1] as number, values[3 * row + 2] as number];
}
