import { AppError } from '../../core/errors.ts';
import { sampleOrigins } from '../../documents/analysis.ts';
import type { Analysis, FrameRange, Identity } from '../../documents/analysis.ts';
import { boxOf } from '../../documents/box-columns.ts';
import { frameTimes } from './frame-times.ts';

/** Where one person's face was seen, over frames `firstFrame … firstFrame + boxes.length / 4 - 1`. */
export interface Sightings {
  /** Id of the identity. */
  readonly person: number;
  readonly firstFrame: number;
  /** 4 per frame: x, y, width, height of the tight face; NaN where nobody saw it. */
  readonly boxes: Float32Array;
}

const detected = sampleOrigins.indexOf('detected');

/** Looks by which somebody's face was seen, not guessed to be, within a range; of several at once the surest. Bodies and things drawn by hand are no faces. */
export function sightingsOf({ tracks }: Analysis, { id, tracks: own }: Identity, { firstFrame, lastFrame }: FrameRange): Sightings {
  const frames = lastFrame - firstFrame + 1;
  const boxes = new Float32Array(4 * frames).fill(NaN);
  const scores = new Float32Array(frames);
  for (const track of tracks) {
    if (!own.includes(track.id) || track.kind !== 'face') continue;
    track.frames.forEach((frame, sample) => {
      const at = frame - firstFrame;
      const score = track.scores[sample] as number;
      if (at < 0 || at >= frames || track.origins[sample] !== detected || score < (scores[at] as number)) return;
      boxes.set(track.boxes.subarray(4 * sample, 4 * sample + 4), 4 * at);
      scores[at] = score;
    });
  }
  return { person: id, firstFrame, boxes };
}

/** Whether the person was seen in the sample of a frame. */
export function isSeen({ boxes }: Sightings, sample: number): boolean {
  return !Number.isNaN(boxOf(boxes, sample).x);
}

/**
 * The people of a layout, in its order: those whom it names by any of their tracks, each once, then those who are seen longest in the cuts, longest
 * first; at most `count`. Throws `people/no-match` for a track that is nobody's, and `layout/nobody` where nobody is seen at all.
 */
export function choosePeople(analysis: Analysis, named: readonly number[], count: number, cuts: readonly FrameRange[]): Identity[] {
  const { identities } = analysis;
  const chosen: Identity[] = [];
  for (const track of named) {
    const person = identities.find(({ tracks }) => tracks.includes(track));
    if (person === undefined) throw new AppError('people/no-match', { who: `person ${track}` });
    if (!chosen.includes(person)) chosen.push(person);
  }
  if (chosen.length < count) {
    const others = identities.filter((person) => !chosen.includes(person)).map((person) => ({ person, seenS: secondsSeen(analysis, person, cuts) }));
    others.sort((a, b) => b.seenS - a.seenS || a.person.id - b.person.id);
    chosen.push(...others.filter(({ seenS }) => seenS > 0).map(({ person }) => person));
  }
  if (chosen.length === 0) throw new AppError('layout/nobody');
  return chosen.slice(0, count);
}

/** Seconds of the cuts in which somebody was seen. */
function secondsSeen({ source, tracks }: Analysis, { tracks: own }: Identity, cuts: readonly FrameRange[]): number {
  const timeS = frameTimes(source);
  let seenS = 0;
  for (const track of tracks) {
    if (!own.includes(track.id) || track.kind !== 'face') continue;
    track.frames.forEach((frame, sample) => {
      if (track.origins[sample] !== detected) return;
      if (cuts.some(({ firstFrame, lastFrame }) => frame >= firstFrame && frame <= lastFrame)) seenS += timeS(frame + 1) - timeS(frame);
    });
  }
  return seenS;
}
