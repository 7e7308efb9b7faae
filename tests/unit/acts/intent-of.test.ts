import { expect, it } from 'vitest';
import { intentOf } from '../../../src/acts/intent-of.ts';
import type { Media } from '../../../src/media/open-media.ts';
import type { JobOptions } from '../../../src/rpc/job-types.ts';
import { defaultOptions } from '../../support/jobs.ts';

const media = { video: { ticks: Float64Array.from({ length: 100 }, (_, frame) => frame), timescale: 25 } } as Media;
const range = { firstFrame: 10, lastFrame: 59 };
const canvas = { widthPx: 720, heightPx: 1280 };
const follow = { kind: 'follow', person: null, canvas, whenGone: 'wide' } as const;
const split = { kind: 'split', people: [7], places: 2, arrangement: 'stacked', canvas, fit: 'cover', whenGone: 'hold', highlightSpeaker: false } as const;
const seen = { kind: 'people', people: [], where: 'visible', minS: 0, paddingS: 0, mergeS: 0, maxS: null } as const;

const marks = { kind: 'overlay', people: [2], style: 'review', skeletons: true, boxes: true, ids: true, actions: true, actionWords: { walk: 'walking' } } as const;

/** Who cut, marks and layout come to be about. */
const cases: readonly (readonly [string, Partial<JobOptions>, readonly number[], object])[] = [
  ['nothing but the in and out points', {}, [], { cut: { kind: 'range', ...range } }],
  ['whoever a photo names', { layout: follow, cut: seen }, [4], { layout: { person: 4 }, cut: { people: [4], ...range } }],
  ['ids before photos', { layout: split, subjects: [3] }, [4], { layout: { people: [7, 3, 4] } }],
  ['the first of several', { layout: follow, cut: seen, subjects: [3], about: 0 }, [4], { layout: { person: 3 }, cut: { people: [3] } }],
  ['the second, who is in a photo', { layout: follow, cut: seen, subjects: [3], about: 1 }, [4], { layout: { person: 4 }, cut: { people: [4] } }],
  ['a person by id, whatever photos say', { layout: { ...follow, person: 9 } }, [4], { layout: { person: 9 } }],
  ['marks of those whom they name, and of photos', { marks }, [4], { marks: { ...marks, people: [2, 4] } }],
  ['stretches by hand, in frames', { cut: { kind: 'ranges', ranges: [{ startS: 1, endS: 2 }] } }, [], { cut: { kind: 'ranges', ranges: [{ firstFrame: 25, lastFrame: 49 }] } }],
];

it.each(cases)('%s', (_, options, ofPhotos, wanted) => {
  expect(intentOf(media, { ...defaultOptions, ...options }, defaultOptions.hide, range, ofPhotos, { treatments: [] })).toMatchObject({ hide: defaultOptions.hide, ...wanted });
});
