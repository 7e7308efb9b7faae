import { AppError } from '../../core/errors.ts';
import { subtract } from '../../core/intervals.ts';
import type { Interval } from '../../core/intervals.ts';
import type { Analysis, Identity, SpeakerRange } from '../../documents/analysis.ts';
import { intervalOf, padded, spoken } from './spoken.ts';

/** Below this it is a guess who speaks: then it may be anybody. */
const sureMin = 0.5;

/**
 * When some people speak: all speech but what somebody else says for sure. Somebody else is whoever is none of them, and cannot be by their
 * looks. With nothing known of speakers that is all speech. Throws `people/no-match` for a track that is nobody's.
 */
export function speechOf(tracks: readonly number[], analysis: Analysis): { intervals: readonly Interval[]; people: readonly number[] } {
  const meant = tracks.map((track) => personOf(track, analysis.identities));
  const ids = [...new Set(meant.map(({ id }) => id))];
  const turns = analysis.speakers ?? [];
  const others = turns.filter((turn) => isSomebodyElse(turn, meant, analysis.identities)).map(intervalOf);
  const own = turns.filter((turn) => !isSomebodyElse(turn, meant, analysis.identities)).map(intervalOf);
  return { intervals: padded([...own, ...subtract(spoken(analysis), others)]), people: ids };
}

function isSomebodyElse({ track, confidence }: SpeakerRange, meant: readonly Identity[], identities: readonly Identity[]): boolean {
  const speaker = identities.find(({ tracks }) => tracks.includes(track));
  if (speaker === undefined || !speaker.sure || confidence < sureMin) return false;
  return !meant.some(({ id, maybe }) => id === speaker.id || maybe.includes(speaker.id) || speaker.maybe.includes(id));
}

function personOf(track: number, identities: readonly Identity[]): Identity {
  const person = identities.find(({ tracks }) => tracks.includes(track));
  if (person === undefined) throw new AppError('people/no-match', { who: `person ${track}` });
  return person;
}
