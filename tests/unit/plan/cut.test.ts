import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { sampleOrigins } from '../../../src/documents/analysis.ts';
import type { Analysis, FrameRange, Identity, SampleOrigin, SpeakerRange, SpeechRange, Track } from '../../../src/documents/analysis.ts';
import type { Cut, CutPeople, CutSummary } from '../../../src/documents/cut.ts';
import type { MaskPath } from '../../../src/documents/edit.ts';
import { FramePlanner } from '../../../src/plan/frame-plan.ts';
import { editsPerCut } from '../../../src/plan/parts.ts';
import { plan } from '../../../src/plan/plan.ts';
import { cutsOf } from '../../../src/plan/variants.ts';

/** Ten pictures a second, 100 ticks each; the first is not at 0. */
const timescale = 1000;
const frames = 300;
const startTick = 40;

/** Frames `first … last` of one origin. */
type Run = readonly [first: number, last: number, origin?: SampleOrigin];

function track(id: number, ...runs: readonly Run[]): Track {
  const samples = runs.flatMap(([first, last, origin = 'detected']) => Array.from({ length: last - first + 1 }, (_, index) => [first + index, sampleOrigins.indexOf(origin)] as const));
  return {
    id,
    kind: 'face',
    frames: Int32Array.from(samples, ([frame]) => frame),
    boxes: Float32Array.from({ length: 4 * samples.length }, (_, index) => [10, 10, 20, 20][index % 4] as number),
    scores: new Float32Array(samples.length).fill(0.9),
    origins: Uint8Array.from(samples, ([, origin]) => origin),
  };
}

const person = (id: number, ...others: readonly number[]): Identity => ({ id, tracks: [id, ...others], confidence: 1, sure: true, maybe: [], best: null });
/** Seconds from the first frame. */
const said = (startS: number, endS: number): SpeechRange => ({ startUs: startS * 1e6, endUs: endS * 1e6 });
const saidBy = (trackId: number, startS: number, endS: number): SpeakerRange => ({ ...said(startS, endS), track: trackId, confidence: 1 });

function analysisOf(more: Partial<Analysis>): Analysis {
  return {
    source: { name: '', widthPx: 640, heightPx: 360, timescale, ticks: Float64Array.from({ length: frames }, (_, frame) => startTick + 100 * frame), lastDurationTicks: 100, fingerprint: 'f' },
    tracks: [],
    identities: [],
    recognition: { embedded: 0, trackFrames: 0, risks: [], cuts: 0 },
    speech: [],
    speechUnknown: [],
    actions: [],
    unknown: [],
    runs: [],
    ineffective: [],
    ...more,
  };
}

const everything: CutPeople = { kind: 'people', firstFrame: 0, lastFrame: frames - 1, people: [], where: 'visible', minS: 0, paddingS: 0, mergeS: 0, maxS: null };
const all: CutSummary = { kind: 'summary', firstFrame: 0, lastFrame: frames - 1, order: 'time', secondsEach: 2, maxS: null };

/** Two people: one comes twice, by two tracks, and is only guessed at the ends; the other is there in between. */
const two = analysisOf({
  tracks: [track(5, [10, 19], [20, 20, 'extended'], [21, 29]), track(1, [8, 9, 'extended'], [10, 19], [20, 29, 'bridged'], [30, 39], [40, 44, 'extended']), track(2, [100, 149]), track(3, [35, 64])],
  identities: [person(1, 2), person(3), person(5)],
  speech: [said(3, 5), said(6, 8), said(12, 13)],
  speakers: [saidBy(1, 3, 3.5), saidBy(3, 3.5, 5), saidBy(2, 12, 13)],
});

function flat(ranges: readonly FrameRange[]): number[][] {
  return ranges.map(({ firstFrame, lastFrame }) => [firstFrame, lastFrame]);
}

function failure(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return `${error.code} ${String(error.details['field'] ?? error.details['who'] ?? '')}`.trim();
  }
  return 'none';
}

describe('cut by people: the frames of what fits', () => {
  it.each<[string, Partial<CutPeople>, number[][]]>([
    ['one person is seen: found or bridged, not where only guessed', { people: [1] }, [[10, 39], [100, 149]]],
    ['named by another track', { people: [2] }, [[10, 39], [100, 149]]],
    ['named twice', { people: [1, 2] }, [[10, 39], [100, 149]]],
    ['either of two', { people: [3, 1] }, [[10, 64], [100, 149]]],
    ['anybody', {}, [[10, 64], [100, 149]]],
    ['anybody speaks, seen or not', { where: 'speaking' }, [[30, 49], [60, 79], [120, 129]]],
    ['one speaks', { people: [1], where: 'speaking' }, [[30, 34], [120, 129]]],
    ['one is seen or speaks', { people: [1], where: 'visible-or-speaking' }, [[10, 39], [100, 149]]],
    ['anybody is seen while anybody speaks', { where: 'visible-and-speaking' }, [[30, 49], [60, 64], [120, 129]]],
    ['both of the same person', { people: [1, 3], where: 'visible-and-speaking' }, [[30, 49], [120, 129]]],
    ['too short is left out', { people: [1], minS: 3.1 }, [[100, 149]]],
    ['just long enough is not', { people: [1], minS: 3 }, [[10, 39], [100, 149]]],
    ['gaps are closed before what is too short goes', { where: 'speaking', mergeS: 1, minS: 3 }, [[30, 79]]],
    ['padding', { people: [1], paddingS: 0.5 }, [[5, 44], [95, 154]]],
    ['padding ends at the in and out points', { people: [1], paddingS: 3, firstFrame: 5, lastFrame: 160 }, [[5, 160]]],
    ['what touches after padding is one', { people: [1], paddingS: 3.1 }, [[0, 180]]],
    ['what padding brings within a fifth of a second is one: speech', { where: 'speaking', lastFrame: 99, paddingS: 0.4 }, [[26, 83]]],
    ['what padding leaves further apart stays two', { where: 'speaking', lastFrame: 99, paddingS: 0.3 }, [[27, 52], [57, 82]]],
    ['what padding brings within a fifth of a second is one: seen', { people: [1], paddingS: 2.9 }, [[0, 178]]],
    ['what is close without padding stays two', { people: [5] }, [[10, 19], [21, 29]]],
    ['what is close is one with the least padding', { people: [5], paddingS: 0.01 }, [[10, 30]]],
    ['only so long', { people: [1], maxS: 4 }, [[10, 39], [100, 109]]],
    ['less than a frame leaves one', { people: [1], maxS: 0.01 }, [[10, 10]]],
    ['a frame is taken when it begins within', { where: 'speaking', people: [3], paddingS: 0.04 }, [[35, 50]]],
    ['within in and out points', { people: [1], firstFrame: 20, lastFrame: 110 }, [[20, 39], [100, 110]]],
    ['an out point after the end', { people: [1], lastFrame: 10_000 }, [[10, 39], [100, 149]]],
  ])('%s', (_, choice, expected) => expect(flat(cutsOf(two, { ...everything, ...choice }))).toEqual(expected));

  it.each<[string, Partial<CutPeople>, Partial<Analysis>, string]>([
    ['nobody stays so long', { minS: 30 }, {}, 'cut/nothing-left'],
    ['nobody is there', {}, { tracks: [], identities: [] }, 'cut/nothing-left'],
    ['nobody speaks', { where: 'speaking' }, { speech: [] }, 'cut/nothing-left'],
    ['a mask that was drawn is nobody', {}, { tracks: [{ ...track(9, [0, 9]), kind: 'manual', drawn: { mask: 1, shape: 'box', points: new Float32Array(0), label: '' } }], identities: [] }, 'cut/nothing-left'],
    ['an id is nobody', { people: [1, 77] }, {}, 'people/no-match person 77'],
    ['nobody looked at mouths', { people: [1], where: 'speaking' }, { speakers: undefined as never }, 'cut/speech-unknown'],
    ['nobody listened', { where: 'visible-or-speaking' }, { speech: [], speechUnknown: [said(0, 30)] }, 'cut/speech-unknown'],
    ['nobody listened to this part', { where: 'speaking', firstFrame: 100 }, { speechUnknown: [said(9, 30)] }, 'cut/speech-unknown'],
  ])('%s: says so', (_, choice, more, expected) => expect(failure(() => cutsOf({ ...two, ...more }, { ...everything, ...choice }))).toBe(expected));

  it('what is known of the speech is used where some is not', () => {
    expect(flat(cutsOf({ ...two, speechUnknown: [said(20, 30)] }, { ...everything, where: 'speaking' }))).toHaveLength(3);
  });

  it('frames of uneven length: those that begin within a stretch', () => {
    const ticks = Float64Array.of(0, 10, 500, 505, 3000);
    const uneven = { ...analysisOf({ speech: [said(0.005, 0.5), said(0.5, 0.6)] }), source: { ...two.source, ticks } };
    expect(flat(cutsOf(uneven, { ...everything, lastFrame: 4, where: 'speaking' }))).toEqual([[1, 3]]);
  });
});

describe('cut by hand', () => {
  it.each<[string, Cut, number[][]]>([
    ['as given, also back and twice', { kind: 'ranges', ranges: [{ firstFrame: 50, lastFrame: 59 }, { firstFrame: 0, lastFrame: 9 }, { firstFrame: 5, lastFrame: 9 }] }, [[50, 59], [0, 9], [5, 9]]],
    ['an end after the last frame', { kind: 'ranges', ranges: [{ firstFrame: 290, lastFrame: 400 }] }, [[290, 299]]],
  ])('%s', (_, cut, expected) => expect(flat(cutsOf(two, cut))).toEqual(expected));

  it.each<[string, Cut, string]>([
    ['a range after the end', { kind: 'ranges', ranges: [{ firstFrame: 300, lastFrame: 310 }] }, 'document/invalid cut.firstFrame'],
    ['no range', { kind: 'ranges', ranges: [] }, 'document/invalid cut.ranges'],
    ['a range that ends before it begins', { kind: 'ranges', ranges: [{ firstFrame: 9, lastFrame: 8 }] }, 'document/invalid cut.ranges[0].lastFrame'],
  ])('%s is refused', (_, cut, expected) =>
    expect(failure(() => plan(two, { hide: { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } }, cut }))).toBe(expected));
});

/** Three people: one often, one for long and once briefly, one for a moment. */
const many = analysisOf({
  tracks: [track(1, [0, 39]), track(2, [45, 50]), track(3, [100, 139]), track(4, [20, 89]), track(5, [200, 205]), track(6, [250, 254])],
  identities: [person(4, 5), person(1, 2, 3), person(6)],
});

describe('summary: who appears when', () => {
  it.each<[string, Partial<CutSummary>, number[][]]>([
    ['by time: the beginning of each appearance, frames of two people once', {}, [[0, 39], [100, 119], [200, 205], [250, 254]]],
    ['by person: one after the other, by their first appearance', { order: 'person' }, [[0, 19], [100, 119], [20, 39], [200, 205], [250, 254]]],
    ['somebody who is back within a second was not away', { secondsEach: 6, order: 'person' }, [[0, 50], [100, 139], [20, 79], [200, 205], [250, 254]]],
    ['shorter appearances, so that all fit', { order: 'person', maxS: 5.6 }, [[0, 14], [100, 114], [20, 34], [200, 205], [250, 254]]],
    ['fewer where a second each is too long: everybody once before anybody twice', { maxS: 3.2, order: 'person' }, [[0, 9], [20, 29], [250, 254]]],
    ['the same by time', { maxS: 3.6 }, [[0, 9], [20, 29], [100, 109], [250, 254]]],
    ['one person where there is no time for more', { maxS: 1 }, [[20, 29]]],
    ['no time at all leaves a frame', { maxS: 0 }, [[20, 20]]],
    ['long enough for all', { maxS: 60 }, [[0, 39], [100, 119], [200, 205], [250, 254]]],
    ['within in and out points', { firstFrame: 30, lastFrame: 109 }, [[30, 49], [100, 109]]],
  ])('%s', (_, choice, expected) => expect(flat(cutsOf(many, { ...all, ...choice }))).toEqual(expected));

  it('whoever is nobody appears too', () => {
    expect(flat(cutsOf({ ...many, identities: many.identities.slice(0, 2) }, all))).toContainEqual([250, 254]);
  });

  it('nobody: says so', () => expect(failure(() => cutsOf(analysisOf({}), all))).toBe('cut/nothing-left'));
});

describe('a file for each cut', () => {
  const mask = (firstFrame: number, count: number): MaskPath => ({ track: firstFrame, firstFrame, boxes: new Float32Array(4 * count).fill(1), shape: 'ellipse', fill: { kind: 'erase' } });
  const cuts = [{ firstFrame: 10, lastFrame: 19 }, { firstFrame: 30, lastFrame: 39 }];
  const edit = { widthPx: 64, heightPx: 48, canvas: null, cuts, masks: [mask(0, 10), mask(0, 11), mask(19, 1), mask(20, 10), mask(15, 20)], hiddenWhole: [{ firstFrame: 31, lastFrame: 31 }], audio: { treatments: [] } } as const;

  it('holds its cut, and all that is hidden in it', () => {
    const parts = editsPerCut(edit);
    expect(parts.map((part) => flat(part.cuts))).toEqual([[[10, 19]], [[30, 39]]]);
    const whole = new FramePlanner(edit);
    let output = 0;
    for (const part of parts) {
      const planner = new FramePlanner(part);
      for (let frame = 0; frame < planner.outputFrames; frame += 1) expect(planner.at(frame)).toEqual(whole.at(output++));
    }
    expect(parts.map(({ masks }) => masks.length)).toEqual([3, 1]);
  });
});
