import { describe, expect, it } from 'vitest';
import { reviewBuffers, reviewModel } from '../../../src/acts/review-model.ts';
import { sampleOrigins } from '../../../src/documents/analysis.ts';
import type { Analysis, DrawnOutline, Identity, SampleOrigin, Track } from '../../../src/documents/analysis.ts';
import type { Intent } from '../../../src/documents/intent.ts';
import { plan } from '../../../src/plan/plan.ts';

const noQueue = { items: [], open: 0 };
const range = { firstFrame: 2, lastFrame: 97 };

function track(id: number, firstFrame: number, scores: readonly number[], origin: SampleOrigin = 'detected', drawn?: DrawnOutline): Track {
  return {
    id, kind: drawn === undefined ? 'face' : 'manual',
    frames: Int32Array.from(scores, (_, i) => firstFrame + i),
    boxes: Float32Array.from(scores.flatMap((_, i) => [10 * i, 0, 10 + i, 10 + i])),
    scores: Float32Array.from(scores),
    origins: new Uint8Array(scores.length).fill(sampleOrigins.indexOf(origin)),
    ...(drawn === undefined ? {} : { drawn }),
  };
}

const person = (id: number, tracks: readonly number[], more: Partial<Identity> = {}): Identity => ({ id, tracks, confidence: 0.9, sure: true, maybe: [], best: null, ...more });
const outline: DrawnOutline = { mask: 3, shape: 'box', points: new Float32Array(0), label: 'plate' };

function analysis(tracks: readonly Track[], identities: readonly Identity[]): Analysis {
  const ticks = Float64Array.from({ length: 100 }, (_, frame) => 500 + 40 * frame);
  return {
    source: { name: 'a', widthPx: 640, heightPx: 480, timescale: 1000, ticks, lastDurationTicks: 40, fingerprint: 'f' },
    tracks, identities, speech: [], speechUnknown: [], actions: [], runs: [], ineffective: [], recognition: { embedded: 0, trackFrames: 0, risks: [], cuts: 0 },
    unknown: [{ firstFrame: 0, lastFrame: 4 }, { firstFrame: 50, lastFrame: 60 }, { firstFrame: 98, lastFrame: 99 }],
  };
}

function modelOf(tracks: readonly Track[], identities: readonly Identity[]): ReturnType<typeof reviewModel> {
  const given = analysis(tracks, identities);
  const edit = plan(given, { hide: { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } } });
  return reviewModel(given, edit, noQueue, range);
}

it('lists people in order of appearance, then what was drawn, with when and how long they are seen', () => {
  const model = modelOf([track(1, 40, [0.9, 0.9]), track(2, 10, [0.9, 0.9, 0.9]), track(4, 41, [0.9, 0.9]), track(1_000_000_003, 5, [1, 1], 'manual', outline)], [person(1, [1, 4]), person(2, [2])]);
  expect(model.people.map(({ id, firstFrame, lastFrame, frames, mask }) => [id, firstFrame, lastFrame, frames, mask])).toEqual([
    [2, 10, 12, 3, undefined],
    [1, 40, 42, 3, undefined],
    [1_000_000_003, 5, 6, 2, 3],
  ]);
  expect([...model.spans.track]).toEqual([1, 2, 4, 1_000_000_003]);
  expect([...model.spans.person]).toEqual([1, 0, 1, 2]);
  expect([...model.spans.lastFrame]).toEqual([41, 12, 42, 6]);
  expect(model.masks).toMatchObject([{ mask: 3, label: 'plate', firstFrame: 5 }]);
});

it('says of everybody who has a mask that they are hidden, and of nobody else', () => {
  const model = modelOf([track(1, 0, [0.9]), track(2, 0, [0.9]), track(3, 1, [0.9])], [person(1, [1], { decision: 'show' }), person(2, [2, 3])]);
  expect(model.people.map(({ hidden }) => hidden)).toEqual([false, true]);
});

it.each<[name: string, tracks: readonly Track[], best: Identity['best'], frame: number]>([
  ['recognition knows the best look', [track(1, 10, [0.9, 0.9])], { frame: 11, box: { x: 1, y: 1, width: 9, height: 9 } }, 11],
  ['else it is the largest sure one', [track(1, 10, [0.9, 0.9, 0.2])], null, 11],
  ['a guess only when there is nothing else', [track(1, 10, [0.9, 0.9], 'bridged')], null, 10],
])('%s', (_, tracks, best, frame) => expect(modelOf(tracks, [person(1, [1], { best })]).people[0]?.best.frame).toBe(frame));

it('gives times from the first frame, and what is hidden whole within what was looked at', () => {
  const model = modelOf([], []);
  expect([model.timesS[0], model.timesS[25]]).toEqual([0, 1]);
  expect([...model.hiddenWhole]).toEqual([2, 4, 50, 60]);
  expect(model.people).toEqual([]);
});

it('gives what becomes of the sound, the strongest where several things do, as far as it lies in what was looked at', () => {
  const given = analysis([], []);
  const audio = { treatments: [
    { kind: 'disguise', where: { kind: 'everything' } },
    { kind: 'bleep', where: { kind: 'range', startUs: 0, endUs: 200_000 } },
    { kind: 'silence', where: { kind: 'range', startUs: 160_000, endUs: 300_000 } },
  ] } as const;
  const treatedOf = (chosen: Intent['audio'], firstFrame: number, lastFrame: number): unknown[] => {
    const edit = plan(given, { hide: { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } }, ...(chosen === undefined ? {} : { audio: chosen }) });
    return reviewModel(given, edit, noQueue, { firstFrame, lastFrame }).treated.map(({ kind, startS, endS }) => [kind, startS, endS]);
  };
  expect(treatedOf(audio, 2, 9)).toEqual([['bleep', 0.08, 0.16], ['silence', 0.16, 0.3], ['disguise', 0.3, 0.4]]);
  expect(treatedOf({ treatments: audio.treatments.slice(1) }, 10, 99)).toEqual([]);
  expect(treatedOf(undefined, 0, 99)).toEqual([]);
});

it('gives speech in seconds, as far as it lies in what was looked at', () => {
  const heard = { ...analysis([], []), speech: [{ startUs: 0, endUs: 40_000 }, { startUs: 60_000, endUs: 500_000 }, { startUs: 3_900_000, endUs: 9_000_000 }], speechUnknown: [{ startUs: 500_000, endUs: 600_000 }] };
  const edit = plan(heard, { hide: { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } } });
  const of = (firstFrame: number, lastFrame: number): number[][] => {
    const { speechS, speechUnknownS } = reviewModel(heard, edit, noQueue, { firstFrame, lastFrame });
    return [[...speechS], [...speechUnknownS]];
  };
  expect(of(0, 99)).toEqual([[0, 0.04, 0.06, 0.5, 3.9, 4], [0.5, 0.6]]);
  expect(of(2, 13)).toEqual([[0.08, 0.5], [0.5, 0.56]]);
});

it('can be moved: every column has a buffer of its own, and the analysis keeps its own', () => {
  const drawn = track(1_000_000_003, 5, [1, 1], 'manual', outline);
  const model = modelOf([drawn], []);
  const buffers = reviewBuffers(model);
  expect(new Set(buffers).size).toBe(buffers.length);
  structuredClone(model, { transfer: buffers });
  expect(drawn.boxes.length).toBe(8);
});

describe('who speaks', () => {
  const tracks = [track(1, 40, [0.9, 0.9]), track(2, 10, [0.9, 0.9, 0.9])];
  const speakersOf = (speakers: Analysis['speakers']): ReturnType<typeof reviewModel> => {
    const given = { ...analysis(tracks, [person(1, [1]), person(2, [2])]), ...(speakers === undefined ? {} : { speakers }) };
    return reviewModel(given, plan(given, { hide: { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } } }), noQueue, { firstFrame: 5, lastFrame: 59 });
  };

  it('is told by people in the order of the list, within what was looked at, and how long each of them', () => {
    const { speakers, people } = speakersOf([
      { track: 2, startUs: 0, endUs: 400_000, confidence: 1 },
      { track: 1, startUs: 1_500_000, endUs: 2_000_000, confidence: 0.2 },
      { track: 7, startUs: 2_000_000, endUs: 2_100_000, confidence: 1 },
      { track: 2, startUs: 2_300_000, endUs: 3_000_000, confidence: 1 },
    ]);
    expect([[...speakers.person], [...speakers.timesS]]).toEqual([[0, 1, 0], [0.2, 0.4, 1.5, 2, 2.3, 2.4]]);
    expect(people.map(({ id, speaksS }) => [id, Math.round(10 * (speaksS ?? NaN))])).toEqual([[2, 3], [1, 5]]);
  });

  it('is nobody where nobody was found to speak, and unsaid where nobody looked', () => {
    expect(speakersOf([]).people.map(({ speaksS }) => speaksS)).toEqual([0, 0]);
    expect(speakersOf(undefined).people.map(({ speaksS }) => speaksS)).toEqual([undefined, undefined]);
  });
});
