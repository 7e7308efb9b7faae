import type { Analysis, Identity } from '../../documents/analysis.ts';
import type { MaskPath } from '../../documents/edit.ts';
import type { HidePeople } from '../../documents/intent.ts';
import { hiddenTracks } from './hidden-tracks.ts';
import { trackMasks } from './track-masks.ts';
import { yieldToSeen } from './yield-to-seen.ts';

/**
 * Hides every track but those of people who are kept for sure: a list of who may be seen, never of who may not, so that whatever nobody has
 * thought of is hidden. Masks are painted over whatever lies under them: where a hidden head lies over a kept face, that is hidden too. Only what
 * is guessed of hidden heads yields to a kept face that is seen whole; bodies yield to nobody.
 */
export function hidePeople(analysis: Analysis, hide: HidePeople): MaskPath[] {
  const hidden = hiddenTracks(analysis, (person) => isSeen(person, analysis.identities, hide));
  const shown = analysis.tracks.filter((track) => track.frames.length > 0 && !hidden.includes(track));
  const masks = trackMasks(analysis, hide);
  return hidden.flatMap((track) => [...masks.heads(track).flatMap((mask) => yieldToSeen(mask, track, shown)), ...masks.bodies(track)]);
}

/** Whether a person of whom the user decided nothing may be seen: sure, not to be hidden, and either kept by name or, where others are shown, surely nobody who is to be hidden. */
export function isSeen(identity: Identity, identities: readonly Identity[], { others, keep, hide }: Pick<HidePeople, 'others' | 'keep' | 'hide'>): boolean {
  const names = (list: readonly number[], { tracks }: Identity): boolean => tracks.some((track) => list.includes(track));
  const isHidden = (other: Identity): boolean => other.decision === 'hide' || names(hide, other);
  if (!identity.sure || isHidden(identity)) return false;
  if (names(keep, identity)) return true;
  if (others === 'hide') return false;
  return !identities.some((other) => isHidden(other) && (identity.maybe.includes(other.id) || other.maybe.includes(identity.id)));
}
