import { expect, test } from 'vitest';
import { motionEn } from '../../../src/app/messages/motion-en.ts';
import { motionKo } from '../../../src/app/messages/motion-ko.ts';
import { isUntouched, makingOptions, newMaking } from '../../../src/app/state/making.ts';
import type { Making, MakingKind } from '../../../src/documents/making.ts';
import { Studio } from '../../../src/app/state/studio.svelte.ts';
import type { JobOptions } from '../../../src/rpc/job-types.ts';

const base: JobOptions = {
  quality: 'balanced', detector: 'auto', backend: 'cpu', codec: 'auto', sensitivity: 0.5, hide: { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } }, sound: 'keep', corrections: [], livePreview: false,
};
const source = { widthPx: 1280, heightPx: 720 };
const shaping = { minS: 1, paddingS: 0.5, mergeS: 1, maxS: null };

const cases: readonly (readonly [string, MakingKind, Partial<Making>, Partial<JobOptions>])[] = [
  ['the video as it is', 'whole', {}, {}],
  ['a crop of whoever is seen longest', 'follow', {}, { layout: { kind: 'follow', person: null, canvas: { widthPx: 720, heightPx: 1280 }, whenGone: 'wide' } }],
  [
    'a crop of one person where they speak', 'follow', { people: [7], aspect: '1:1', only: 'speaking' },
    { layout: { kind: 'follow', person: 7, canvas: { widthPx: 720, heightPx: 720 }, whenGone: 'wide' }, cut: { kind: 'people', people: [7], where: 'speaking', ...shaping } },
  ],
  [
    'two side by side', 'split', { people: [7, 3] },
    { layout: { kind: 'split', people: [7, 3], places: 2, arrangement: 'side-by-side', canvas: { widthPx: 1280, heightPx: 720 }, fit: 'cover', whenGone: 'hold', highlightSpeaker: false } },
  ],
  [
    'a crop with motion drawn into it', 'follow', { people: [7], drawsMotion: true, marks: { style: 'review', skeletons: true, boxes: false, ids: true, actions: false, words: 'en' } },
    {
      layout: { kind: 'follow', person: 7, canvas: { widthPx: 720, heightPx: 1280 }, whenGone: 'wide' },
      marks: { kind: 'overlay', people: [7], style: 'review', skeletons: true, boxes: false, ids: true, actions: false, actionWords: motionEn.actions },
    },
  ],
  ['only where somebody is seen', 'trim', { paddingS: 0 }, { cut: { kind: 'people', people: [], where: 'visible', ...shaping, paddingS: 0 } }],
  ['each moment a file', 'segments', { people: [1] }, { cut: { kind: 'people', people: [1], where: 'visible', ...shaping }, parts: 'each-cut' }],
  [
    'motion of everybody', 'motion', {},
    { marks: { kind: 'overlay', people: [], style: 'review', skeletons: true, boxes: true, ids: true, actions: true, actionWords: motionEn.actions } },
  ],
  [
    'motion of one person where they are seen, in Korean', 'motion', { people: [4], only: 'visible', marks: { style: 'publication', skeletons: true, boxes: false, ids: false, actions: true, words: 'ko' } },
    {
      marks: { kind: 'overlay', people: [4], style: 'publication', skeletons: true, boxes: false, ids: false, actions: true, actionWords: motionKo.actions },
      cut: { kind: 'people', people: [4], where: 'visible', ...shaping },
    },
  ],
  ['a summary', 'summary', { order: 'person', maxS: 20 }, { cut: { kind: 'summary', order: 'person', secondsEach: 3, maxS: 20 } }],
];

test.each(cases)('%s', (_, kind, choices, wanted) => {
  expect(makingOptions(base, { ...newMaking(1, kind), ...choices }, source)).toEqual({ ...base, ...wanted });
});

test('whatever is made hides the same people', () => {
  for (const [, kind] of cases) expect(makingOptions(base, newMaking(1, kind), source).hide).toBe(base.hide);
});

test('labels are written in the language of the page when it was added', () => {
  const studio = new Studio();
  studio.add('motion', 'ko');
  expect(studio.jobs(base, source)[1]?.marks?.actionWords['walk']).toBe('걷기');
});

test('a list of before comes back, and an empty one is the video as it is', () => {
  const studio = new Studio();
  studio.restore([{ ...newMaking(4, 'whole'), wanted: false }, newMaking(9, 'follow')]);
  expect([studio.shown.id, studio.wanted.map(({ id }) => id)]).toEqual([4, [9]]);
  studio.add('trim');
  expect(studio.shown.id).toBe(10);
  studio.restore([]);
  expect(studio.makings).toEqual([newMaking(0, 'whole')]);
});

test.each<[string, readonly Making[], boolean]>([
  ['the video as it is', [newMaking(0, 'whole')], true],
  ['the same, not wanted', [{ ...newMaking(0, 'whole'), wanted: false }], false],
  ['another one', [newMaking(0, 'whole'), newMaking(1, 'trim')], false],
  ['an empty list', [], true],
])('nothing was chosen yet: %s', (_, makings, expected) => expect(isUntouched(makings)).toBe(expected));

test('what is added is shown and wanted; what is removed is neither', () => {
  const studio = new Studio();
  expect(studio.shown.kind).toBe('whole');
  studio.add('follow');
  studio.add('summary');
  expect(studio.shown.kind).toBe('summary');
  expect(studio.jobs(base, source)).toHaveLength(3);
  studio.change(0, { wanted: false });
  expect(studio.jobs(base, source).map(({ cut, layout }) => cut?.kind ?? layout?.kind)).toEqual(['follow', 'summary']);
  studio.remove(studio.shown.id);
  expect(studio.shown.kind).toBe('whole');
  expect(studio.wanted.map(({ kind }) => kind)).toEqual(['follow']);
});
