import { describe, expect, it } from 'vitest';
import { assignMinCost } from '../../../src/tracking/assignment.ts';
import { seededRandom } from '../../support/random.ts';

const inf = Infinity;

function totalGain(costs: Float64Array, columns: number, limit: number, pairs: Int32Array): number {
  return pairs.reduce((sum, column, row) => (column < 0 ? sum : sum + (costs[row * columns + column] as number) - limit), 0);
}

function bruteForce(costs: Float64Array, rows: number, columns: number, limit: number, row = 0, used = 0): number {
  if (row === rows) return 0;
  let best = bruteForce(costs, rows, columns, limit, row + 1, used);
  for (let column = 0; column < columns; column++) {
    const cost = costs[row * columns + column] as number;
    if ((used & (1 << column)) !== 0 || !(cost < limit)) continue;
    best = Math.min(best, cost - limit + bruteForce(costs, rows, columns, limit, row + 1, used | (1 << column)));
  }
  return best;
}

describe('assignMinCost', () => {
  it.each([
    ['nothing', [], 0, 0, 1, []],
    ['rows without columns', [], 2, 0, 1, [-1, -1]],
    ['a single pair', [0.3], 1, 1, 1, [0]],
    ['a pair at the limit stays single', [1], 1, 1, 1, [-1]],
    ['the better diagonal although the first row prefers otherwise', [1, 2, 1, 9], 2, 2, 10, [1, 0]],
    ['more rows than columns', [5, 1, 3], 3, 1, 10, [-1, 0, -1]],
    ['more columns than rows', [5, 1, 3], 1, 3, 10, [1]],
    ['forbidden pairs', [inf, 2, inf, 1], 2, 2, 10, [-1, 1]],
    ['NaN is forbidden', [NaN, 2], 1, 2, 10, [1]],
    ['all forbidden', [inf, inf, inf, inf], 2, 2, 10, [-1, -1]],
    ['ties are all the same: somebody gets everybody', [1, 1, 1, 1], 2, 2, 10, [0, 1]],
  ])('%s', (_, costs, rows, columns, limit, expected) => {
    expect([...assignMinCost(Float64Array.from(costs), rows, columns, limit)]).toEqual(expected);
  });

  it('is as good as trying every matching, on 600 small matrices with ties and forbidden pairs', () => {
    const random = seededRandom(7);
    for (let round = 0; round < 600; round++) {
      const rows = 1 + Math.floor(random() * 6);
      const columns = 1 + Math.floor(random() * 6);
      const coarse = round % 2 === 0;
      const costs = Float64Array.from({ length: rows * columns }, () =>
        random() < 0.2 ? inf : coarse ? Math.floor(random() * 4) / 4 : random(),
      );
      const pairs = assignMinCost(costs, rows, columns, 0.8);
      const taken = [...pairs].filter((column) => column >= 0);
      expect(new Set(taken).size).toBe(taken.length);
      expect(totalGain(costs, columns, 0.8, pairs)).toBeCloseTo(bruteForce(costs, rows, columns, 0.8), 9);
    }
  });
});
