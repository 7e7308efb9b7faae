import { describe, expect, it } from 'vitest';
import { BandedMatrix } from '../../../../src/plan/layout/path/banded-matrix.ts';
import { Differences } from '../../../../src/plan/layout/path/differences.ts';
import { findHolds } from '../../../../src/plan/layout/path/holds.ts';
import { limitedLeastSquares } from '../../../../src/plan/layout/path/limited-least-squares.ts';
import { smoothPath } from '../../../../src/plan/layout/path/smooth-path.ts';
import type { Way } from '../../../../src/plan/layout/path/way.ts';
import { seededRandom } from '../../../support/random.ts';

const separate = (count: number): Int32Array => Int32Array.from({ length: count }, (_, index) => index);

/** A way of so many frames a second whose bounds are far away, but for those given. */
function wayOf(timesS: Float64Array, target: (timeS: number) => number, change: Partial<Record<Exclude<keyof Way, 'timesS' | 'targets'>, number>> = {}): Way {
  const bounds = { zones: 20, keepLeast: -Infinity, keepMost: Infinity, least: -1e5, most: 1e5, speedsMax: 1e4, accelerationsMax: 1e5, ...change };
  const of = (value: number): Float64Array => new Float64Array(timesS.length).fill(value);
  return {
    timesS, targets: timesS.map(target), zones: of(bounds.zones), keepLeast: of(bounds.keepLeast), keepMost: of(bounds.keepMost),
    least: of(bounds.least), most: of(bounds.most), speedsMax: of(bounds.speedsMax), accelerationsMax: of(bounds.accelerationsMax),
  };
}
const steady = (seconds: number, rate = 30): Float64Array => Float64Array.from({ length: Math.round(seconds * rate) }, (_, frame) => frame / rate);

/** Divided differences of an order, per second to its power. */
function derivative(values: Float64Array, timesS: Float64Array, order: number): number[] {
  let [all, times] = [[...values], [...timesS]];
  for (let each = 1; each <= order; each++) {
    const next = all.slice(1).map((value, index) => (value - (all[index] as number)) / ((times[index + 1] as number) - (times[index] as number)));
    times = times.slice(1).map((time, index) => (time + (times[index] as number)) / 2);
    all = next;
  }
  return all;
}
const largest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const rms = (values: readonly number[]): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

describe('a banded system', () => {
  it.each([1, 2, 3, 4, 17])('of %d variables: factor and solve undo times', (size) => {
    const random = seededRandom(size);
    const matrix = new BandedMatrix(size);
    for (let i = 0; i < size; i++) {
      matrix.add(i, i, 5 + random());
      for (let back = 1; back <= 3 && back <= i; back++) matrix.add(i, i - back, random() - 0.5);
    }
    const x = Float64Array.from({ length: size }, () => random() - 0.5);
    const product = matrix.times(x);
    matrix.factor();
    matrix.solve(product).forEach((value, index) => expect(value).toBeCloseTo(x[index] as number, 10));
  });

  it('differences of held knots are those of one variable', () => {
    const second = new Differences(2, Int32Array.of(0, 1, 1, 1, 2));
    expect([...second.of(Float64Array.of(10, 20, 50))]).toEqual([10 - 2 * 20 + 20, 20 - 2 * 20 + 50]);
    expect([...second.knots.subarray(0, second.count)]).toEqual([0, 2]);
    const back = new Float64Array(3);
    second.addTransposed(Float64Array.of(1, 10), back);
    expect([...back]).toEqual([1, -1 - 10, 10]);
  });
});

describe('least squares within limits', () => {
  const count = 12;
  const problem = (seed: number): { squares: BandedMatrix; pull: Float64Array; targets: Float64Array } => {
    const random = seededRandom(seed);
    const squares = new BandedMatrix(count);
    const targets = Float64Array.from({ length: count }, () => 4 * random());
    for (let i = 0; i < count; i++) squares.add(i, i, 1);
    new Differences(2, separate(count)).addSquares(() => 0.5, squares);
    return { squares, pull: targets, targets };
  };
  const cost = (squares: BandedMatrix, pull: Float64Array, x: Float64Array): number => squares.times(x).reduce((sum, value, index) => sum + (value / 2 - (pull[index] as number)) * (x[index] as number), 0);

  it.each([1, 2, 3, 4, 5])('%#: keeps them, and no step that keeps them makes it better', (seed) => {
    const { squares, pull } = problem(seed);
    const speeds = new Differences(1, separate(count));
    const places = new Differences(0, separate(count));
    const limits = [
      { differences: speeds, least: new Float64Array(speeds.count).fill(-0.3), most: new Float64Array(speeds.count).fill(0.3) },
      { differences: places, least: new Float64Array(count).fill(1), most: new Float64Array(count).fill(2.2) },
    ];
    const x = limitedLeastSquares(squares, pull, limits);
    const keeps = (each: Float64Array, slack: number): boolean =>
      limits.every(({ differences, least, most }) => differences.of(each).every((value, row) => value >= (least[row] as number) - slack && value <= (most[row] as number) + slack));
    expect(keeps(x, 1e-7)).toBe(true);
    expect(largest([...speeds.of(x)])).toBeGreaterThan(0.299); // a limit that nobody comes to is no test
    const random = seededRandom(100 + seed);
    let tried = 0;
    for (let each = 0; each < 4000; each++) {
      const first = Math.floor(random() * count);
      const last = first + Math.floor(random() * (count - first));
      const by = 0.02 * (random() - 0.5);
      const other = x.map((value, index) => (index >= first && index <= last ? value + by : value));
      if (!keeps(other, 1e-9)) continue;
      tried += 1;
      expect(cost(squares, pull, other)).toBeGreaterThan(cost(squares, pull, x) - 1e-7);
    }
    expect(tried).toBeGreaterThan(10);
  });

  it('is the plain solution where no limit is reached', () => {
    const { squares, pull } = problem(9);
    const differences = new Differences(1, separate(count));
    const x = limitedLeastSquares(squares, pull, [{ differences, least: new Float64Array(count - 1).fill(-100), most: new Float64Array(count - 1).fill(100) }]);
    squares.times(x).forEach((value, index) => expect(value).toBeCloseTo(pull[index] as number, 9));
  });
});

describe('where a path holds', () => {
  const fixed = (count: number, value: number): Float64Array => new Float64Array(count).fill(value);
  it.each<[string, number[], [number, number][]]>([
    ['all of it, while the zone is not left', Array.from({ length: 30 }, (_, i) => 9 * Math.sin(i)), [[0, 29]]],
    ['before and after a step, but for the way between', Array.from({ length: 80 }, (_, i) => (i < 40 ? 0 : 100)), [[0, 34], [45, 79]]],
    ['nowhere on a steady walk', Array.from({ length: 80 }, (_, i) => 4 * i), []],
    ['also where nothing is known', Array.from({ length: 40 }, (_, i) => (i % 10 < 5 ? 3 : NaN)), [[0, 39]]],
  ])('%s', (_, targets, expected) => {
    const { length } = targets;
    const way = { targets: Float64Array.from(targets), zones: fixed(length, 10), speedsMax: fixed(length, 200), accelerationsMax: fixed(length, 600) };
    expect(findHolds(way, 0.125).map(({ first, last }) => [first, last])).toEqual(expected);
  });
});

describe('a smooth path', () => {
  it('does not move at all for somebody who fidgets within the zone', () => {
    const random = seededRandom(3);
    const path = smoothPath(wayOf(steady(60), () => 500 + 36 * (random() - 0.5)));
    expect(new Set(path).size).toBe(1);
    expect(Math.abs((path[0] as number) - 500)).toBeLessThan(3);
  });

  it('stands, goes and stands: still to the last bit before and after, on the way in between, and it sets off before', () => {
    const target = (timeS: number): number => (timeS < 10 ? 0 : timeS < 12 ? 150 * (timeS - 10) : 300);
    const timesS = steady(22);
    const path = smoothPath(wayOf(timesS, target, { zones: 20 }));
    expect(new Set(path.subarray(0, 30 * 9)).size).toBe(1);
    expect(new Set(path.subarray(30 * 13.5)).size).toBe(1);
    expect(Math.abs(path[0] as number)).toBeLessThan(3);
    expect(Math.abs((path[path.length - 1] as number) - 300)).toBeLessThan(3);
    expect(path[30 * 10] as number).toBeGreaterThan(1);
    path.forEach((value, frame) => expect(Math.abs(value - target(timesS[frame] as number))).toBeLessThan(40));
  });

  it('goes steadily with somebody who walks steadily', () => {
    const timesS = steady(10);
    const path = smoothPath(wayOf(timesS, (timeS) => 100 * timeS));
    derivative(path, timesS, 1).slice(30, -30).forEach((speed) => expect(Math.abs(speed - 100)).toBeLessThan(0.5));
  });

  it.each([[400, 1e5], [1e4, 500], [400, 500]])('is never faster than %d a second nor gains more than %d, however fast its target', (speedsMax, accelerationsMax) => {
    const timesS = steady(12);
    const path = smoothPath(wayOf(timesS, (timeS) => (timeS < 4 ? 0 : timeS < 8 ? 1500 : 200), { speedsMax, accelerationsMax }));
    expect(largest(derivative(path, timesS, 1))).toBeLessThan(1.001 * speedsMax);
    expect(largest(derivative(path, timesS, 2))).toBeLessThan(1.001 * accelerationsMax);
    expect(path[30 * 6] as number).toBeGreaterThan(600);
  });

  it('stays within its bounds', () => {
    const path = smoothPath(wayOf(steady(20), (timeS) => 400 * Math.sin(timeS), { least: -250, most: 100 }));
    expect([Math.min(...path), Math.max(...path)].map((value) => Math.round(value))).toEqual([-250, 100]);
  });

  it('leaves its hold and hurries where it would lose what it follows', () => {
    const timesS = steady(12);
    const target = (timeS: number): number => 60 * Math.exp(-((timeS - 6) ** 2) / 0.02);
    const free = smoothPath(wayOf(timesS, target, { zones: 40 }));
    expect(new Set(free).size).toBe(1);
    const way = wayOf(timesS, target, { zones: 40 });
    const kept = smoothPath({ ...way, keepLeast: way.targets.map((value) => value - 35), keepMost: way.targets.map((value) => value + 35) });
    kept.forEach((value, frame) => expect(Math.abs(value - (way.targets[frame] as number))).toBeLessThan(45));
  });

  it('says the same at any frame rate, steady or not', () => {
    const target = (timeS: number): number => 200 * Math.sin(timeS) + 30 * timeS;
    const at = (timesS: Float64Array): ((timeS: number) => number) => {
      const path = smoothPath(wayOf(timesS, target));
      return (timeS) => {
        const after = Math.max(1, timesS.findIndex((each) => each >= timeS));
        const [t0, t1] = [timesS[after - 1] as number, timesS[after] as number];
        return (path[after - 1] as number) + (((path[after] as number) - (path[after - 1] as number)) * (timeS - t0)) / (t1 - t0);
      };
    };
    const random = seededRandom(5);
    const uneven: number[] = [];
    for (let timeS = 0; timeS < 20; timeS += 0.008 + 0.06 * random() + (random() < 0.02 ? 0.4 : 0)) uneven.push(timeS);
    const [usual, fast, odd] = [at(steady(20)), at(steady(20, 120)), at(Float64Array.from(uneven))];
    for (let timeS = 1; timeS < 19; timeS += 0.1) {
      expect(Math.abs(fast(timeS) - usual(timeS))).toBeLessThan(4);
      expect(Math.abs(odd(timeS) - usual(timeS))).toBeLessThan(12);
    }
  });

  it.each<[string, Float64Array]>([
    ['one frame', Float64Array.of(3)],
    ['two frames', Float64Array.of(3, 3.04)],
    ['two frames of one time', Float64Array.of(3, 3)],
    ['a frame a second', Float64Array.of(0, 1, 2, 3, 4)],
  ])('of %s', (_, timesS) => smoothPath(wayOf(timesS, () => 70)).forEach((value) => expect(value).toBeCloseTo(70, 6)));

  it('goes over what nobody knows, and stays where its target was seen last', () => {
    const timesS = steady(12);
    const path = smoothPath(wayOf(timesS, (timeS) => (timeS > 4 && timeS < 5.5 ? NaN : timeS > 8 ? NaN : 50 * timeS)));
    expect(path[Math.round(30 * 4.75)] as number).toBeCloseTo(237, -1);
    expect(Math.abs((path[path.length - 1] as number) - 400)).toBeLessThan(60);
  });

  it('jerks less than a tenth of what smoothing frame by frame does, on a walk seen with jitter', () => {
    const random = seededRandom(7);
    const timesS = steady(30);
    const way = wayOf(timesS, (timeS) => 300 * Math.sin(timeS / 1.5) + 12 * (random() - 0.5));
    const averaged = new Float64Array(timesS.length);
    way.targets.forEach((target, frame) => (averaged[frame] = frame === 0 ? target : (averaged[frame - 1] as number) + (1 - Math.exp(-1 / 30 / 0.3)) * (target - (averaged[frame - 1] as number))));
    const jerk = (path: Float64Array): number => rms(derivative(path, timesS, 3));
    console.log(`jerk (rms) ${jerk(smoothPath(way)).toFixed(0)} of the path, ${jerk(averaged).toFixed(0)} frame by frame`);
    expect(jerk(smoothPath(way))).toBeLessThan(0.1 * jerk(averaged));
  });
});
