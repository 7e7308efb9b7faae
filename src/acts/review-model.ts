import { area } from '../core/boxes.ts';
import { strongestTreatments } from '../core/sound-treatment.ts';
import { sampleOrigins } from '../documents/analysis.ts';
import type { Analysis, FrameRange, Identity, SpeechRange, Track } from '../documents/analysis.ts';
import type { Edit } from '../documents/edit.ts';
import type { ReviewQueue } from '../documents/risks.ts';
import { boxOf } from '../documents/box-columns.ts';
import { sourceLengthUs } from '../documents/source.ts';
import type { ReviewMask, ReviewModel, ReviewPerson } from '../rpc/review-types.ts';
import { reviewActions } from './review-actions.ts';
import { reviewSpeakers, secondsOf } from './review-speakers.ts';

const detected = sampleOrigins.indexOf('detected');

/**
 * What the page shows of an analysis and of what is made of it: linear in samples, small to send. `range` is what was looked at. Whoever has a
 * mask in the edit counts as hidden: nothing else knows all the rules.
 */
export function reviewModel(analysis: Analysis, edit: Edit, queue: ReviewQueue, range: FrameRange): ReviewModel {
  const { source, tracks, identities, unknown, speech, speechUnknown, speakers, ineffective } = analysis;
  const masked = new Set(edit.masks.map(({ track }) => track));
  const byId = new Map(tracks.filter(({ frames }) => frames.length > 0).map((track) => [track.id, track]));
  const drawn = tracks.flatMap(({ id, drawn: outline }): Identity[] => (outline === undefined ? [] : [{ id, tracks: [id], confidence: 1, sure: true, maybe: [], best: null }]));
  const people = [...identities, ...drawn]
    .flatMap((identity) => {
      const own = identity.tracks.flatMap((id) => byId.get(id) ?? []);
      return own.length === 0 ? [] : [personOf(identity, own, masked)];
    })
    .sort((a, b) => (a.mask ?? 0) - (b.mask ?? 0) || a.firstFrame - b.firstFrame || a.id - b.id);
  const personOfTrack = new Map(people.flatMap(({ tracks: ids }, person) => ids.map((id) => [id, person] as const)));
  const shown = [...byId.values()].filter(({ id }) => personOfTrack.has(id));
  const column = (value: (track: Track) => number): Int32Array<ArrayBuffer> => Int32Array.from(shown, value);
  const hiddenWhole = unknown
    .map(({ firstFrame, lastFrame }) => [Math.max(firstFrame, range.firstFrame), Math.min(lastFrame, range.lastFrame)] as const)
    .filter(([first, last]) => first <= last);
  const beginTicks = source.ticks[0] ?? 0;
  const timesS = Float64Array.from(source.ticks, (ticks) => (ticks - beginTicks) / source.timescale);
  const endS = timesS[range.lastFrame + 1] ?? sourceLengthUs(source) / 1e6;
  const startS = timesS[range.firstFrame] ?? 0;
  const speaking = reviewSpeakers(speakers ?? [], personOfTrack, startS, endS);
  return {
    timesS,
    ...range,
    people: speakers === undefined ? people : people.map((person, index) => ({ ...person, speaksS: secondsOf(speaking, index) })),
    spans: {
      track: column(({ id }) => id),
      person: column(({ id }) => personOfTrack.get(id) as number),
      firstFrame: column(({ frames }) => frames[0] as number),
      lastFrame: column(({ frames }) => frames.at(-1) as number),
    },
    masks: tracks.flatMap(maskOf),
    queue,
    ineffective,
    hiddenWhole: Int32Array.from(hiddenWhole.flat()),
    speechS: secondsWithin(speech, startS, endS),
    speechUnknownS: secondsWithin(speechUnknown, startS, endS),
    speakers: speaking,
    actions: reviewActions(analysis, people, startS, endS),
    treated: treatedWithin(edit.audio, startS, endS),
  };
}

/** Stretches in seconds, begin and end in turn, as far as they lie in what was looked at. */
function secondsWithin(ranges: readonly SpeechRange[], fromS: number, toS: number): Float64Array<ArrayBuffer> {
  const pairs = ranges.map(({ startUs, endUs }) => [Math.max(fromS, startUs / 1e6), Math.min(toS, endUs / 1e6)] as const);
  return Float64Array.from(pairs.filter(([start, end]) => start < end).flat());
}

/** What is really done to the sound, where several things are asked for. */
function treatedWithin({ treatments }: Edit['audio'], fromS: number, toS: number): ReviewModel['treated'] {
  return strongestTreatments(treatments.map(({ kind, startUs, endUs }) => ({ kind, start: Math.max(fromS, startUs / 1e6), end: Math.min(toS, endUs / 1e6) }))).map(({ kind, start, end }) => ({ kind, startS: start, endS: end }));
}

/** What is moved with a model to the page. */
export function reviewBuffers({ timesS, spans, hiddenWhole, masks, speechS, speechUnknownS, speakers }: Omit<ReviewModel, 'queue'>): ArrayBuffer[] {
  const columns = [timesS, spans.track, spans.person, spans.firstFrame, spans.lastFrame, hiddenWhole, speechS, speechUnknownS, speakers.person, speakers.timesS, ...masks.flatMap(({ boxes, points }) => [boxes, points])];
  return columns.map(({ buffer }) => buffer);
}

function maskOf({ frames, boxes, drawn }: Track): ReviewMask[] {
  const firstFrame = frames[0];
  if (drawn === undefined || firstFrame === undefined) return [];
  const { mask, shape, label, points } = drawn;
  return [{ mask, shape, label, firstFrame, boxes: boxes.slice(), points: points.slice() }];
}

function personOf({ id, confidence, sure, name, voice, best }: Identity, tracks: readonly Track[], masked: ReadonlySet<number>): ReviewPerson {
  const mask = tracks[0]?.drawn?.mask;
  const frames = new Set<number>();
  for (const track of tracks) for (const frame of track.frames) frames.add(frame);
  return {
    id,
    tracks: tracks.map((track) => track.id),
    confidence,
    sure,
    hidden: tracks.some((track) => masked.has(track.id)),
    ...(name === undefined ? {} : { name }),
    ...(voice === undefined ? {} : { voice }),
    ...(mask === undefined ? {} : { mask }),
    firstFrame: tracks.reduce((first, track) => Math.min(first, track.frames[0] as number), Infinity),
    lastFrame: tracks.reduce((last, track) => Math.max(last, track.frames.at(-1) as number), -1),
    frames: frames.size,
    best: best ?? bestOf(tracks),
  };
}

/** The sample that shows most of the face for sure: score times its side; what was only filled in counts when there is nothing else. */
function bestOf(tracks: readonly Track[]): ReviewPerson['best'] {
  let best: ReviewPerson['best'] | undefined;
  let bestWorth = -1;
  for (const { frames, boxes, scores, origins } of tracks) {
    for (let sample = 0; sample < frames.length; sample++) {
      const box = boxOf(boxes, sample);
      const worth = origins[sample] === detected ? (scores[sample] as number) * Math.sqrt(area(box)) : 0;
      if (worth <= bestWorth) continue;
      bestWorth = worth;
      best = { frame: frames[sample] as number, box };
    }
  }
  return best as ReviewPerson['best'];
}
