import { expect, it } from 'vitest';
import { intersect, lengthOf, subtract, union } from '../../../src/core/intervals.ts';
import type { Interval } from '../../../src/core/intervals.ts';
import { strongestTreatments } from '../../../src/core/sound-treatment.ts';

const of = (...pairs: readonly (readonly [number, number])[]): Interval[] => pairs.map(([start, end]) => ({ start, end }));

it.each<[string, Interval[], number, Interval[]]>([
  ['nothing', [], 0, []],
  ['empty and turned ones', of([3, 3], [5, 4]), 0, []],
  ['those that overlap, in any order', of([5, 8], [1, 3], [2, 4]), 0, of([1, 4], [5, 8])],
  ['those that touch', of([1, 2], [2, 3]), 0, of([1, 3])],
  ['one inside of another', of([1, 9], [2, 3]), 0, of([1, 9])],
  ['those within a gap', of([1, 2], [4, 5], [8, 9]), 2, of([1, 5], [8, 9])],
  ['without end', of([-Infinity, 2], [1, Infinity]), 0, of([-Infinity, Infinity])],
])('union of %s', (_, intervals, gap, expected) => expect(union(intervals, gap)).toEqual(expected));

it.each<[string, Interval[], Interval[], Interval[]]>([
  ['nothing', of([1, 5]), [], of([1, 5])],
  ['the middle', of([1, 5]), of([2, 3]), of([1, 2], [3, 5])],
  ['the beginning and the end', of([1, 5]), of([0, 2], [4, 9]), of([2, 4])],
  ['all of it', of([1, 5]), of([0, 9]), []],
  ['from several', of([1, 3], [4, 6]), of([2, 5]), of([1, 2], [5, 6])],
  ['what touches', of([1, 3]), of([3, 4], [0, 1]), of([1, 3])],
])('subtract %s', (_, intervals, others, expected) => expect(subtract(intervals, others)).toEqual(expected));

it('intersects and measures, counting once what lies in several', () => {
  expect(intersect(of([0, 5], [6, 9]), of([4, 7]))).toEqual(of([4, 5], [6, 7]));
  expect(intersect(of([-Infinity, Infinity]), of([2, 3]))).toEqual(of([2, 3]));
  expect(lengthOf(of([0, 2], [1, 3], [5, 6]))).toBe(4);
});

it('does the strongest where treatments overlap', () => {
  const asked = [
    { kind: 'disguise', start: 0, end: 10 },
    { kind: 'bleep', start: 2, end: 6 },
    { kind: 'silence', start: 5, end: 7 },
  ] as const;
  expect(strongestTreatments(asked)).toEqual([
    { kind: 'disguise', start: 0, end: 2 },
    { kind: 'bleep', start: 2, end: 5 },
    { kind: 'silence', start: 5, end: 7 },
    { kind: 'disguise', start: 7, end: 10 },
  ]);
});
