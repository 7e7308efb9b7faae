import type { WayColumns } from './way.ts';

/** A stretch of control points, inclusive, in which the path stands still. */
export interface Hold {
  readonly first: number;
  readonly last: number;
}

/** Who stays within the dead zone for so long is held, if they do not wander through it … */
const holdMinS = 2;
/** … and for so long in any case: who wanders so slowly is followed in steps. */
const holdLongS = 6;
/** Wandering: from the first to the last third of a hold by more than this part of the zone's half width. */
const wanderMax = 0.6;
/** Kept free at both ends of a hold, for setting off and arriving; more, where the way to the next hold takes more than so many times the least. */
const easeS = 0.4;
const hurryMax = 1.4;
/** A cubic spline stands still only where four control points are equal. */
const pointsMin = 4;

/**
 * Where a path that shall follow `targets` (NaN: nothing known) had better not move at all: stretches in which they stay within a zone of
 * `zones` (half width) to both sides. A stretch is left only by whoever leaves the zone, and the path then goes to where they are, not to the
 * zone's border: that is the hysteresis. Holds lie so far apart that a path within its bounds of speed and acceleration comes from one to the next.
 * Linear in the number of targets.
 */
export function findHolds({ targets, zones, speedsMax, accelerationsMax }: Pick<WayColumns, 'targets' | 'zones' | 'speedsMax' | 'accelerationsMax'>, stepS: number): Hold[] {
  const last = targets.length - 1;
  const found: Hold[] = [];
  for (let first = 0; first <= last; ) {
    const reached = reach(targets, zones[first] as number, first);
    const lastsS = (reached - first) * stepS;
    const isWhole = first === 0 && reached === last;
    if (isWhole || lastsS >= holdLongS || (lastsS >= holdMinS && !wanders(targets, zones[first] as number, first, reached))) {
      found.push({ first, last: reached });
      first = reached + 1;
    } else {
      first += 1;
    }
  }
  const ease = Math.round(easeS / stepS);
  const places = found.map((hold) => average(targets, hold.first, hold.last));
  const shortened = found.map((hold) => ({ first: hold.first === 0 ? 0 : hold.first + ease, last: hold.last === last ? last : hold.last - ease }));
  for (let next = 1; next < shortened.length; next++) {
    const [a, b] = [shortened[next - 1] as Hold, shortened[next] as Hold];
    const way = Math.abs((places[next] as number) - (places[next - 1] as number));
    const needed = Math.ceil((hurryMax * travelS(way, speedsMax[a.last] as number, accelerationsMax[a.last] as number)) / stepS);
    const missing = Math.ceil(Math.max(0, needed - (b.first - a.last)) / 2);
    shortened[next - 1] = { ...a, last: a.last - missing };
    shortened[next] = { ...b, first: b.first + missing };
  }
  return shortened.filter((hold) => hold.last - hold.first + 1 >= pointsMin);
}

/** The least time from rest to rest: half of the way faster and faster, half slower and slower, with the greatest speed in between. */
function travelS(way: number, speedMax: number, accelerationMax: number): number {
  return way * accelerationMax < speedMax * speedMax ? 2 * Math.sqrt(way / accelerationMax) : way / speedMax + speedMax / accelerationMax;
}

/** The last point up to which all known targets from `first` on fit into a zone. */
function reach(targets: Float64Array, zone: number, first: number): number {
  let [least, most] = [Infinity, -Infinity];
  for (let point = first; point < targets.length; point++) {
    const value = targets[point] as number;
    if (Number.isNaN(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
    if (most - least > 2 * zone) return point - 1;
  }
  return targets.length - 1;
}

function wanders(targets: Float64Array, zone: number, first: number, last: number): boolean {
  const third = Math.floor((last - first + 1) / 3);
  const [begin, end] = [average(targets, first, first + third), average(targets, last - third, last)];
  return Math.abs(end - begin) > wanderMax * zone; // false where a third is unknown
}

function average(values: Float64Array, first: number, last: number): number {
  let [sum, count] = [0, 0];
  for (let index = first; index <= last; index++) {
    const value = values[index] as number;
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return sum / count;
}
