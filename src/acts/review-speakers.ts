import type { SpeakerRange } from '../documents/analysis.ts';
import type { ReviewModel } from '../rpc/review-types.ts';

/** Who probably speaks, as the review room has it, as far as it lies within what was looked at; stretches of tracks that are nobody's are left out. */
export function reviewSpeakers(speakers: readonly SpeakerRange[], personOfTrack: ReadonlyMap<number, number>, fromS: number, toS: number): ReviewModel['speakers'] {
  const turns = speakers.flatMap(({ track, startUs, endUs }) => {
    const person = personOfTrack.get(track);
    const [startS, endS] = [Math.max(fromS, startUs / 1e6), Math.min(toS, endUs / 1e6)];
    return person === undefined || startS >= endS ? [] : [{ person, startS, endS }];
  });
  return { person: Int32Array.from(turns, ({ person }) => person), timesS: Float64Array.from(turns.flatMap(({ startS, endS }) => [startS, endS])) };
}

/** Seconds for which a person speaks. */
export function secondsOf({ person, timesS }: ReviewModel['speakers'], wanted: number): number {
  return person.reduce((sum, each, turn) => (each === wanted ? sum + (timesS[2 * turn + 1] as number) - (timesS[2 * turn] as number) : sum), 0);
}
