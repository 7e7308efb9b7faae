import { BandedMatrix } from './banded-matrix.ts';
import { Differences } from './differences.ts';
import { findHolds } from './holds.ts';
import type { Hold } from './holds.ts';
import { limitedLeastSquares } from './limited-least-squares.ts';
import type { Limit } from './limited-least-squares.ts';
import { splineAt, splineTimes, timeOfPoint } from './spline.ts';
import { atPoints } from './way.ts';
import type { Way, WayColumns } from './way.ts';

/** Eight control points a second: a camera that moves more finely shakes. */
const stepS = 0.125;
/**
 * What counts against straying from the target by one unit, at eight control points a second: speed hardly (it only says that a path of which
 * nothing is known stands still), acceleration and jerk so that motion slower than about a second and a half passes and faster does not. The
 * weight of a difference of order n is 1 / (ω · stepS)²ⁿ for the angular frequency ω that it halves.
 */
const speedWeight = 1e-3;
const accelerationWeight = weightOf(4.5, 2);
const jerkWeight = weightOf(3.5, 3);
/** A hold is where it should be, however the path comes and goes: straying from it counts so much more. */
const holdWeight = 10;
/** Where what is followed would be lost, being there counts so much more, round after round. */
const keepFactor = 8;
const keepRounds = 4;

function weightOf(perSecond: number, order: number): number {
  return 1 / (perSecond * stepS) ** (2 * order);
}

/**
 * The value of the best path at each frame: it stands still where the targets stay within the dead zone, else follows them as smoothly as may be,
 * solved over the whole way at once, and so sets off before its target does. Least squares of distance, acceleration and jerk of a cubic B-spline
 * with bounds on place, speed and acceleration (in the manner of Grundmann, Kwatra and Essa, Auto-directed video stabilization with robust L1 optimal
 * camera paths, 2011, with the stretches of constant path found beforehand). By times alone, so that it holds at any frame rate; linear in their
 * number. Only the bounds of speed and acceleration are worth more than keeping what is followed.
 */
export function smoothPath(way: Way): Float64Array {
  const { timesS } = way;
  const times = splineTimes(timesS[0] as number, timesS[timesS.length - 1] as number, stepS);
  const columns = atPoints(way, times);
  const weights = new Float64Array(times.count).fill(1);
  let holds = findHolds({ ...columns, targets: bridged(columns.targets) }, stepS);
  let points = solve(columns, weights, holds);
  for (let round = 0; round < keepRounds; round++) {
    const lost = new Uint8Array(times.count);
    columns.targets.forEach((target, point) => {
      const value = splineAt(times, points, timeOfPoint(times, point));
      const kept = Math.min(columns.keepMost[point] as number, Math.max(columns.keepLeast[point] as number, value));
      if (kept === value) return;
      lost[point] = 1;
      weights[point] = (weights[point] as number) * keepFactor;
      if (Number.isNaN(target)) columns.targets[point] = kept;
    });
    if (!lost.includes(1)) break;
    holds = holds.filter(({ first, last }) => !lost.subarray(first, last + 1).includes(1));
    points = solve(columns, weights, holds);
  }
  return timesS.map((timeS) => splineAt(times, points, timeS));
}

/** The control points of the best path. */
function solve({ targets, least, most, speedsMax, accelerationsMax }: WayColumns, weights: Float64Array, holds: readonly Hold[]): Float64Array {
  const variableOf = variablesOf(targets.length, holds);
  const count = (variableOf[targets.length - 1] as number) + 1;
  // The solver's idea of what is little wants numbers about 1.
  const unit = speedsMax.reduce((sum, speed) => sum + speed, 0) / targets.length;
  const squares = new BandedMatrix(count);
  const pull = new Float64Array(count);
  const wanted = targets.slice();
  const counts = weights.slice();
  for (const { first, last } of holds) settle(wanted, counts, first, last);
  wanted.forEach((target, point) => {
    if (Number.isNaN(target)) return;
    const variable = variableOf[point] as number;
    const weight = counts[point] as number;
    squares.add(variable, variable, weight);
    pull[variable] = (pull[variable] as number) + (weight * target) / unit;
  });
  const [speeds, accelerations, jerks] = [new Differences(1, variableOf), new Differences(2, variableOf), new Differences(3, variableOf)];
  speeds.addSquares(() => speedWeight, squares);
  accelerations.addSquares(() => accelerationWeight, squares);
  jerks.addSquares(() => jerkWeight, squares);
  const solution = limitedLeastSquares(squares, pull, [
    limitOf(new Differences(0, variableOf), least, most, 1 / unit),
    limitOf(speeds, speedsMax.map((speed) => -speed), speedsMax, stepS / unit),
    limitOf(accelerations, accelerationsMax.map((acceleration) => -acceleration), accelerationsMax, (stepS * stepS) / unit),
  ]);
  return Float64Array.from(variableOf, (variable) => unit * (solution[variable] as number));
}

/** Bounds of each control point as bounds on differences. */
function limitOf(differences: Differences, least: Float64Array, most: Float64Array, scale: number): Limit {
  const of = (bounds: Float64Array): Float64Array => Float64Array.from({ length: differences.count }, (_, row) => scale * (bounds[differences.knots[row] as number] as number));
  return { differences, least: of(least), most: of(most) };
}

/** Targets with a straight way over what nobody knows between two that are known. */
function bridged(targets: Float64Array): Float64Array {
  const all = targets.slice();
  let known = -1;
  targets.forEach((target, point) => {
    if (Number.isNaN(target)) return;
    for (let between = known + 1; known >= 0 && between < point; between++) {
      all[between] = (targets[known] as number) + ((target - (targets[known] as number)) * (between - known)) / (point - known);
    }
    known = point;
  });
  return all;
}

/** Makes the average of a hold's targets that of all of its moments, also of those of which nothing is known. */
function settle(targets: Float64Array, weights: Float64Array, first: number, last: number): void {
  const known = targets.subarray(first, last + 1).filter((target) => !Number.isNaN(target));
  if (known.length === 0) return;
  targets.fill(known.reduce((sum, target) => sum + target, 0) / known.length, first, last + 1);
  weights.fill(holdWeight, first, last + 1);
}

/** The variable of each control point: one for all of a hold, one for each other. */
function variablesOf(count: number, holds: readonly Hold[]): Int32Array {
  const variableOf = new Int32Array(count);
  let next = 0;
  let hold = 0;
  for (let point = 0; point < count; point++) {
    while (hold < holds.length && (holds[hold] as Hold).last < point) hold += 1;
    const held = holds[hold];
    const goesOn = held !== undefined && point > held.first && point <= held.last;
    variableOf[point] = goesOn ? next - 1 : next++;
  }
  return variableOf;
}
