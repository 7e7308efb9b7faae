import { expect, test } from 'vitest';
import { reviewActions } from '../../../src/acts/review-actions.ts';
import type { Action } from '../../../src/documents/analysis.ts';
import type { ReviewPerson } from '../../../src/rpc/review-types.ts';
import { bodiesOf, bodyTrack, personOf } from '../plan/marks/made-bodies.ts';

const action = (track: number, startS: number, endS: number, label = 'walk'): Action => ({ track, startUs: startS * 1e6, endUs: endS * 1e6, label, score: 0.7 });
const analysis = bodiesOf(90, [bodyTrack(1, 0, 60, 100, 80, { kind: 'face' }), bodyTrack(2, 0, 90, 100, 80, { faces: [1] }), bodyTrack(3, 0, 90, 300, 80)], [personOf(1), personOf(3)]);
const people = [{ id: 3 }, { id: 1 }] as ReviewPerson[];

test.each([
  ['of a body with a face it is the person with that face', [action(2, 0.5, 1)], [[1, 0.5, 1, 'walk']]],
  ['of a body alone it is that body', [action(3, 0.5, 1)], [[0, 0.5, 1, 'walk']]],
  ['by time, whoever does it', [action(2, 2, 2.5, 'wave'), action(3, 1, 3), action(2, 0.5, 1)], [[1, 0.5, 1, 'walk'], [0, 1, 2.8, 'walk'], [1, 2, 2.5, 'wave']]],
  ['cut at what was looked at', [action(2, 0, 0.3), action(3, 0, 9), action(2, 2.8, 3)], [[0, 0.3, 2.8, 'walk']]],
  ['of nobody who is listed', [action(9, 1, 2)], []],
] as const)('%s', (_, actions, wanted) => {
  expect(reviewActions({ ...analysis, actions }, people, 0.3, 2.8).map(({ person, startS, endS, label }) => [person, startS, endS, label])).toEqual(wanted);
});
