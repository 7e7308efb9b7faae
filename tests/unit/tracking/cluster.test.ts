import { describe, expect, it } from 'vitest';
import { clusterPeople } from '../../../src/tracking/cluster.ts';
import type { Looks } from '../../../src/tracking/looks.ts';
import { noLooks, sumUp } from '../../../src/tracking/looks.ts';
import { between, look, looksAs, vectorOfPerson } from './made-up-looks.ts';

const [a, b, c] = [0, 1, 2].map((person) => looksAs(vectorOfPerson(person), vectorOfPerson(person, 0.1))) as [Looks, Looks, Looks];
/** Nearer to the first person than to the second, by a part of the way. */
const onTheWay = (part: number): Looks => looksAs(between(0, 1, part), between(0, 1, part));
const poor = sumUp([look(vectorOfPerson(0), 0.4)]);

/** Members of each person, an unsure one with a question mark. */
function peopleOf(pieces: readonly Looks[], apart: readonly (readonly [number, number])[] = []): string[] {
  const people = clusterPeople(pieces, (x, y) => apart.some(([i, j]) => (i === x && j === y) || (i === y && j === x)));
  return people.map(({ members, sure }) => `${members.join('+')}${sure ? '' : '?'}`).sort();
}

describe('clusterPeople', () => {
  it.each<[string, readonly Looks[], readonly (readonly [number, number])[], string[]]>([
    ['nobody', [], [], []],
    ['one', [a], [], ['0']],
    ['strangers stay apart', [a, b, c], [], ['0', '1', '2']],
    ['the same person in three pieces', [a, b, a, a], [], ['0+2+3', '1']],
    ['two who look the same and were seen at once are two', [a, a], [[0, 1]], ['0', '1']],
    ['a third piece that fits both of two who were seen at once is nobody for sure', [a, a, a], [[0, 1]], ['0', '1', '2?']],
    ['but it is the one it was not seen with', [a, a, a], [[0, 1], [0, 2]], ['0', '1+2']],
    ['a chain cannot join two who were seen at once', [a, onTheWay(0.2), onTheWay(0.4)], [[0, 2]], ['0', '1?', '2']],
    ['a piece nearer to one of two by more than the margin', [a, b, onTheWay(0.3)], [[0, 1]], ['0+2', '1']],
    ['a piece too far from both', [a, b, onTheWay(0.6)], [[0, 1]], ['0', '1+2']],
    ['nobody looked: nobody is sure', [noLooks, noLooks], [], ['0?', '1?']],
    ['one poor look is too little', [poor, b], [], ['0?', '1']],
    ['two poor looks are enough', [poor, poor], [], ['0+1']],
    ['a piece that is two people', [looksAs(vectorOfPerson(0), vectorOfPerson(1))], [], ['0?']],
  ])('%s', (_, pieces, apart, expected) => expect(peopleOf(pieces, apart)).toEqual(expected));

  it('gives the same people whatever the order of the pieces', () => {
    const pieces = [a, b, c, a, b, onTheWay(0.2), c];
    const sizes = (order: readonly Looks[]): number[] => clusterPeople(order, () => false).map(({ members }) => members.length).sort();
    expect(sizes([...pieces].reverse())).toEqual(sizes(pieces));
  });

  it('names those who may be somebody, but not those who were seen at once with them', () => {
    const like = looksAs(between(0, 1, 0.57), between(0, 1, 0.57));
    const far = clusterPeople([a, like], () => false);
    expect(far.map(({ maybe }) => maybe)).toEqual([[1], [0]]);
    expect(Math.max(...far.map(({ confidence }) => confidence))).toBeLessThan(0.7);
    expect(clusterPeople([a, like], () => true).map(({ maybe }) => maybe)).toEqual([[], []]);
    expect(clusterPeople([a, b], () => false).map(({ confidence }) => confidence > 0.95)).toEqual([true, true]);
  });
});
