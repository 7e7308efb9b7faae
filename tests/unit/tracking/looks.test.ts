import { describe, expect, it } from 'vitest';
import { differentMin, lookDistance, noLooks, ownDistance, sameMax, sameness, sumUp, together } from '../../../src/tracking/looks.ts';
import { between, look, looksAs, vectorOfPerson } from './made-up-looks.ts';

describe('looks', () => {
  it('are as far apart as their embeddings, one by one', () => {
    expect(lookDistance(looksAs(vectorOfPerson(0)), looksAs(vectorOfPerson(1)))).toBeCloseTo(0.9, 5);
    expect(lookDistance(looksAs(vectorOfPerson(0, 0.3)), looksAs(vectorOfPerson(0)))).toBeCloseTo(0.3, 5);
  });

  it('measure the same distance however many there are: the root of the mean square of all pairs', () => {
    const [a, b] = [[vectorOfPerson(0, 0.2), vectorOfPerson(0, -0.2)], [vectorOfPerson(1, 0.1), vectorOfPerson(1, -0.3), vectorOfPerson(1)]];
    const pairs = a.flatMap((x) => b.map((y) => x.reduce((sum, value, index) => sum + (value - (y[index] as number)) ** 2, 0)));
    expect(lookDistance(looksAs(...a), looksAs(...b))).toBeCloseTo(Math.sqrt(pairs.reduce((sum, each) => sum + each, 0) / pairs.length), 5);
  });

  it('are the same put together piece by piece as summed up at once', () => {
    const all = [0.1, -0.2, 0.3, 0].map((off) => look(vectorOfPerson(0, off), 0.5 + off));
    const parts = together(sumUp(all.slice(0, 1)), sumUp(all.slice(1)));
    const whole = sumUp(all);
    expect([parts.count, parts.weight, parts.spread].map((each) => each.toFixed(6))).toEqual([whole.count, whole.weight, whole.spread].map((each) => each.toFixed(6)));
    expect(Math.max(...parts.mean.map((value, index) => Math.abs(value - (whole.mean[index] as number))))).toBeLessThan(1e-6);
  });

  it('of nobody are infinitely far, and change nothing', () => {
    const one = looksAs(vectorOfPerson(0));
    expect([lookDistance(one, noLooks), lookDistance(noLooks, noLooks)]).toEqual([Infinity, Infinity]);
    expect([together(one, noLooks), together(noLooks, one)]).toEqual([one, one]);
  });

  it('of two people in one are further apart among themselves than one person is', () => {
    expect(ownDistance(looksAs(vectorOfPerson(0), vectorOfPerson(1)))).toBeGreaterThan(differentMin);
    expect(ownDistance(looksAs(vectorOfPerson(0), between(0, 1, 0.2)))).toBeLessThan(sameMax);
  });

  it.each([[0.3, 0.99, 1], [sameMax, 0.8, 0.9], [(sameMax + differentMin) / 2, 0.5, 0.5], [differentMin, 0.1, 0.2], [Infinity, 0, 0]])('a distance of %f speaks for one person', (distance, min, max) => {
    expect(sameness(distance)).toBeGreaterThanOrEqual(min);
    expect(sameness(distance)).toBeLessThanOrEqual(max);
  });
});
