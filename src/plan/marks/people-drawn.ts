import { AppError } from '../../core/errors.ts';
import { sampleOrigins } from '../../documents/analysis.ts';
import type { Analysis, Track } from '../../documents/analysis.ts';
import { personOfTrack } from '../../documents/person-of-track.ts';

/** Somebody who is drawn: by the number of their identity, or of their track where that is nobody's. */
export interface DrawnPerson {
  readonly id: number;
  /** Bodies and faces, ascending by id. */
  readonly tracks: readonly Track[];
}

/** Where somebody was found, or between two places where they were; beyond those a track goes on only to hide more than was seen. */
const seenOrigins = new Set([sampleOrigins.indexOf('detected'), sampleOrigins.indexOf('bridged')]);

/**
 * Everybody who was found, ascending by id; with a list, those whom it names by any of their tracks. Regions of heads
 * are there to be hidden, and what was drawn by hand is nobody: neither is drawn. Throws `people/no-match` for a track of the list that is nobody's.
 */
export function peopleDrawn(analysis: Analysis, named: readonly number[]): DrawnPerson[] {
  const { tracks, identities } = analysis;
  const groups = new Map<number, Track[]>();
  for (const track of tracks) {
    if (track.drawn !== undefined || track.kind === 'head' || track.frames.length === 0) continue;
    const person = personOfTrack(analysis, track.id)?.id ?? track.id;
    groups.set(person, [...(groups.get(person) ?? []), track]);
  }
  const people = [...groups].sort(([a], [b]) => a - b).map(([id, own]) => ({ id, tracks: own }));
  if (named.length === 0) return people;
  const names = ({ id, tracks: own }: DrawnPerson, track: number): boolean =>
    own.some((each) => each.id === track) || identities.some((each) => each.id === id && each.tracks.includes(track));
  for (const track of named) if (!people.some((person) => names(person, track))) throw new AppError('people/no-match', { who: `person ${track}` });
  return people.filter((person) => named.some((track) => names(person, track)));
}

/** 1 on each sample of a track that is seen. */
export function seenSamples({ origins }: Track): Uint8Array {
  return Uint8Array.from(origins, (origin) => (seenOrigins.has(origin) ? 1 : 0));
}
