import { expect, test } from 'vitest';
import { meet, waves, type Dependence } from '../../../src/compose/gpu/waves.ts';

/** Dependences of later items on earlier ones, as `later<earlier` (after) or `later~earlier` (not before). */
const table = (text: string) => (later: string, earlier: string): Dependence =>
  text.split(' ').includes(`${later}<${earlier}`) ? 'after' : text.split(' ').includes(`${later}~${earlier}`) ? 'not-before' : 'free';

test.each([
  ['nothing', '', [], []],
  ['free items go at once', '', ['a', 'b', 'c'], [['a', 'b', 'c']]],
  ['a chain goes in turn', 'b<a c<b', ['a', 'b', 'c'], [['a'], ['b'], ['c']]],
  ['one that depends on the first only', 'c<a', ['a', 'b', 'c'], [['a', 'b'], ['c']]],
  ['one that an earlier, later done item still reads', 'b<a c~b', ['a', 'b', 'c'], [['a'], ['b', 'c']]],
  ['the strictest wins', 'd<a d<c c<b', ['a', 'b', 'c', 'd'], [['a', 'b'], ['c'], ['d']]],
])('%s', (_, dependences, items, expected) => expect(waves(items, table(dependences))).toEqual(expected));

test.each([
  ['apart', [0, 0, 4, 4], [8, 0, 9, 4], false],
  ['overlapping', [0, 0, 4, 4], [3, 3, 9, 9], true],
  ['sharing a chroma sample', [0, 0, 3, 4], [3, 0, 9, 4], true],
  ['apart downwards', [0, 0, 4, 4], [0, 7, 4, 9], false],
] as const)('rectangles %s', (_, a, b, expected) => {
  const rect = ([left, top, right, bottom]: readonly [number, number, number, number]) => ({ left, top, right, bottom });
  expect([meet(rect(a), rect(b)), meet(rect(b), rect(a))]).toEqual([expected, expected]);
});
