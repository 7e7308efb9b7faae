import { expect, test } from 'vitest';
import { marksNotes } from '../../../src/acts/report-marks.ts';
import { plan } from '../../../src/plan/plan.ts';
import { bodiesOf, bodyTrack, personOf } from '../plan/marks/made-bodies.ts';

const analysis = bodiesOf(30, [bodyTrack(1, 0, 20, 100, 80, { kind: 'face' }), bodyTrack(2, 0, 30, 100, 80, { faces: [1] }), bodyTrack(3, 5, 9, 300, 80)], [personOf(1)]);
const marks = { kind: 'overlay', people: [], style: 'review', skeletons: true, boxes: true, ids: true, actions: true, actionWords: {} } as const;
const hide = { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } } as const;

test.each([
  ['no marks, no word', undefined, []],
  ['a skeleton may tell who somebody is', marks, [/style for review: 3 tracks of 2 people/, /gait/]],
  ['boxes and numbers do not', { ...marks, skeletons: false, style: 'publication' as const }, [/style for publication: 3 tracks of 2 people/]],
] as const)('%s', (_, asked, wanted) => {
  const notes = marksNotes(plan(analysis, { hide, ...(asked === undefined ? {} : { marks: asked }) }));
  expect(notes).toHaveLength(wanted.length);
  wanted.forEach((words, index) => expect(notes[index]).toMatch(words));
});
