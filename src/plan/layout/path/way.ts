import { pointAt, timeOfPoint } from './spline.ts';
import type { SplineTimes } from './spline.ts';

/** What a path shall follow, frame by frame (or control point by control point). Values and units of length are any. */
export interface WayColumns {
  /** Where the path shall be; NaN where nobody knows. At least one is known. */
  readonly targets: Float64Array;
  /** Half the width of the dead zone. */
  readonly zones: Float64Array;
  /** Between which it has to stay for the sake of what is followed, as far as it can; infinite where that is no matter. */
  readonly keepLeast: Float64Array;
  readonly keepMost: Float64Array;
  /** Bounds of the path itself; there is a value that keeps all of them, and room between each two. */
  readonly least: Float64Array;
  readonly most: Float64Array;
  /** Bounds of speed (a second) and acceleration (a second squared). */
  readonly speedsMax: Float64Array;
  readonly accelerationsMax: Float64Array;
}

export interface Way extends WayColumns {
  /** Seconds of the frames, ascending. */
  readonly timesS: Float64Array;
}

/** The frames around each control point: targets averaged, what must be kept kept of all of them, else as in the nearest frame. */
export function atPoints(way: Way, times: SplineTimes): WayColumns {
  const { timesS } = way;
  const sums = new Float64Array(times.count);
  const counts = new Uint32Array(times.count);
  const keepLeast = new Float64Array(times.count).fill(-Infinity);
  const keepMost = new Float64Array(times.count).fill(Infinity);
  timesS.forEach((timeS, frame) => {
    const target = way.targets[frame] as number;
    const point = pointAt(times, timeS);
    keepLeast[point] = Math.max(keepLeast[point] as number, way.keepLeast[frame] as number);
    keepMost[point] = Math.min(keepMost[point] as number, way.keepMost[frame] as number);
    if (Number.isNaN(target)) return;
    sums[point] = (sums[point] as number) + target;
    counts[point] = (counts[point] as number) + 1;
  });
  const nearest = new Uint32Array(times.count);
  for (let point = 0, frame = 0; point < times.count; point++) {
    const timeS = timeOfPoint(times, point);
    while (frame + 1 < timesS.length && Math.abs((timesS[frame + 1] as number) - timeS) <= Math.abs((timesS[frame] as number) - timeS)) frame += 1;
    nearest[point] = frame;
  }
  const of = (column: Float64Array): Float64Array => Float64Array.from(nearest, (frame) => column[frame] as number);
  return {
    targets: sums.map((sum, point) => (counts[point] === 0 ? NaN : sum / (counts[point] as number))),
    keepLeast, keepMost,
    zones: of(way.zones), least: of(way.least), most: of(way.most), speedsMax: of(way.speedsMax), accelerationsMax: of(way.accelerationsMax),
  };
}
