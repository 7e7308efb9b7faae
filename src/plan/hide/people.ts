import type { Analysis, Identity } from '../../documents/analysis.ts';
import type { MaskPath } from '../../documents/edit.ts';
import type { HidePeople } from '../../documents/intent.ts';
import { hideEveryone } from './everyone.ts';

/**
 * Hides every track but those of people who are kept for sure: a list of who may be seen, never of who may not, so that whatever nobody has
 * thought of is hidden. Masks are painted over whatever lies under them: where a hidden head lies over a kept face, that is hidden too.
 */
export function hidePeople(analysis: Analysis, hide: HidePeople): MaskPath[] {
  const seen = seenTracks(analysis.identities, hide);
  return hideEveryone({ ...analysis, tracks: analysis.tracks.filter(({ id }) => !seen.has(id)) }, { ...hide, kind: 'everyone' });
}

/** Ids of the tracks that may be seen. A track of no identity is nobody's, and one that two identities claim is hidden if either is. */
export function seenTracks(identities: readonly Identity[], choice: Pick<HidePeople, 'others' | 'keep' | 'hide'>): ReadonlySet<number> {
  const seen = new Set<number>();
  const hidden = new Set<number>();
  for (const identity of identities) {
    const into = isSeen(identity, identities, choice) ? seen : hidden;
    for (const track of identity.tracks) into.add(track);
  }
  for (const track of hidden) seen.delete(track);
  return seen;
}

/** Whether a person may be seen: sure, not to be hidden, and either kept by name or, where others are shown, surely nobody who is to be hidden. */
export function isSeen(identity: Identity, identities: readonly Identity[], { others, keep, hide }: Pick<HidePeople, 'others' | 'keep' | 'hide'>): boolean {
  const names = (list: readonly number[], { tracks }: Identity): boolean => tracks.some((track) => list.includes(track));
  if (!identity.sure || names(hide, identity)) return false;
  if (names(keep, identity)) return true;
  if (others === 'hide') return false;
  return !identities.some((other) => names(hide, other) && (identity.maybe.includes(other.id) || other.maybe.includes(identity.id)));
}
