import { BandedMatrix } from './banded-matrix.ts';
import type { Differences } from './differences.ts';

/** Differences of a path that may not be below `least` or above `most`, a bound for each; there is room between them. */
export interface Limit {
  readonly differences: Differences;
  readonly least: Float64Array;
  readonly most: Float64Array;
}

/** One side of a limit as sign · difference ≤ `bounds`, and what the solver keeps of it. */
interface Side {
  readonly differences: Differences;
  readonly sign: 1 | -1;
  readonly bounds: Float64Array;
  slacks: Float64Array;
  multipliers: Float64Array;
}

/** Mehrotra's method takes 10 to 30 rounds for any size; what has not converged by then never will. */
const roundsMax = 60;
/** Of the largest permitted step towards the border: never onto it. */
const stepPart = 0.995;
const gapMax = 1e-12;

/**
 * The x that makes ½ xᵀ · `squares` · x − `pull`ᵀ · x least while no difference is beyond its limit. Linear in the length of x. Where nothing is
 * beyond a limit anyway this is one banded solution; else Mehrotra's predictor-corrector method for convex quadratic programs (S. Mehrotra, On the
 * implementation of a primal-dual interior point method, 1992; Nocedal & Wright, Numerical Optimization, 16.6). There has to
 * be an x that keeps all limits.
 */
export function limitedLeastSquares(squares: BandedMatrix, pull: Float64Array, limits: readonly Limit[]): Float64Array {
  const free = new BandedMatrix(squares.size);
  free.set(squares);
  free.factor();
  let x = free.solve(pull);
  if (limits.every(({ differences, least, most }) => differences.of(x).every((value, row) => value >= (least[row] as number) && value <= (most[row] as number)))) return x;

  const sides = limits.flatMap((limit) => [begun(limit, 1, x), begun(limit, -1, x)]);
  for (let round = 0; round < roundsMax; round++) {
    const gap = gapOf(sides);
    const residual = squares.times(x).map((value, index) => value - (pull[index] as number));
    for (const { differences, sign, multipliers } of sides) differences.addTransposed(multipliers.map((value) => sign * value), residual);
    const misses = sides.map((side) => missOf(side, x));
    const farthest = misses.reduce((most, each) => each.reduce((largest, value) => Math.max(largest, Math.abs(value)), most), 0);
    if (gap < gapMax && farthest < 1e-9) break;

    const matrix = new BandedMatrix(squares.size);
    matrix.set(squares);
    for (const { differences, slacks, multipliers } of sides) differences.addSquares((row) => (multipliers[row] as number) / (slacks[row] as number), matrix);
    matrix.factor();
    /** The step that brings slacks · multipliers to what is wanted of them. */
    const stepTo = (wanted: (side: number, row: number) => number): { dx: Float64Array; steps: SideStep[] } => {
      const right = residual.map((value) => -value);
      sides.forEach(({ differences, sign, slacks, multipliers }, index) => {
        const miss = misses[index] as Float64Array;
        differences.addTransposed(slacks.map((slack, row) => (-sign * (wanted(index, row) - slack * (multipliers[row] as number) + (multipliers[row] as number) * (miss[row] as number))) / slack), right);
      });
      const dx = matrix.solve(right);
      return { dx, steps: sides.map((side, index) => sideStep(side, dx, misses[index] as Float64Array, (row) => wanted(index, row))) };
    };
    const predicted = stepTo(() => 0);
    const part = partOf(sides, predicted.steps);
    const reached = sides.reduce((sum, { slacks, multipliers }, index) => {
      const { slack, multiplier } = predicted.steps[index] as SideStep;
      return slacks.reduce((total, value, row) => total + (value + part * (slack[row] as number)) * ((multipliers[row] as number) + part * (multiplier[row] as number)), sum);
    }, 0) / rowsOf(sides);
    const centre = gap * (reached / gap) ** 3;
    const corrected = stepTo((index, row) => {
      const { slack, multiplier } = predicted.steps[index] as SideStep;
      return centre - (slack[row] as number) * (multiplier[row] as number);
    });
    const length = Math.min(1, stepPart * partOf(sides, corrected.steps));
    x = x.map((value, index) => value + length * (corrected.dx[index] as number));
    sides.forEach((side, index) => {
      const { slack, multiplier } = corrected.steps[index] as SideStep;
      side.slacks = side.slacks.map((value, row) => value + length * (slack[row] as number));
      side.multipliers = side.multipliers.map((value, row) => value + length * (multiplier[row] as number));
    });
  }
  return x;
}

interface SideStep {
  readonly slack: Float64Array;
  readonly multiplier: Float64Array;
}

function begun({ differences, least, most }: Limit, sign: 1 | -1, x: Float64Array): Side {
  const bounds = sign === 1 ? most : least.map((value) => -value);
  const room = most.map((value, row) => 0.05 * (value - (least[row] as number)));
  const slacks = differences.of(x).map((value, row) => Math.max((bounds[row] as number) - sign * value, room[row] as number));
  return { differences, sign, bounds, slacks, multipliers: slacks.map((slack, row) => (room[row] as number) / slack) };
}

/** By how much slack and difference do not add up to the bound. */
function missOf({ differences, sign, bounds, slacks }: Side, x: Float64Array): Float64Array {
  return differences.of(x).map((value, row) => (slacks[row] as number) + sign * value - (bounds[row] as number));
}

function sideStep({ differences, sign, slacks, multipliers }: Side, dx: Float64Array, miss: Float64Array, wanted: (row: number) => number): SideStep {
  const slack = differences.of(dx).map((value, row) => -(miss[row] as number) - sign * value);
  const multiplier = slack.map((step, row) => (wanted(row) - (slacks[row] as number) * (multipliers[row] as number) - (multipliers[row] as number) * step) / (slacks[row] as number));
  return { slack, multiplier };
}

/** The longest part of a step, at most all of it, after which no slack or multiplier is below 0. */
function partOf(sides: readonly Side[], steps: readonly SideStep[]): number {
  let part = 1;
  const shorten = (values: Float64Array, step: Float64Array): void => {
    for (let row = 0; row < values.length; row++) if ((step[row] as number) < 0) part = Math.min(part, -(values[row] as number) / (step[row] as number));
  };
  sides.forEach(({ slacks, multipliers }, index) => {
    const { slack, multiplier } = steps[index] as SideStep;
    shorten(slacks, slack);
    shorten(multipliers, multiplier);
  });
  return part;
}

/** Average of slack · multiplier: 0 at the solution. */
function gapOf(sides: readonly Side[]): number {
  return sides.reduce((sum, { slacks, multipliers }) => slacks.reduce((total, slack, row) => total + slack * (multipliers[row] as number), sum), 0) / rowsOf(sides);
}

function rowsOf(sides: readonly Side[]): number {
  return sides.reduce((sum, { slacks }) => sum + slacks.length, 0);
}
