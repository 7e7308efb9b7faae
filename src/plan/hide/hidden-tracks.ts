import type { Analysis, Identity, Track } from '../../documents/analysis.ts';

/**
 * The tracks that are hidden: the one place that says who. What the user decided of a person, with their own eyes, counts before what the
 * Intent says of it (`seenByDefault`). A mask drawn by hand, a track that is nobody's, and one that a hidden person claims too are always hidden.
 */
export function hiddenTracks({ tracks, identities }: Analysis, seenByDefault: (person: Identity) => boolean): Track[] {
  const seen = new Set<number>();
  const hidden = new Set<number>();
  for (const person of identities) {
    const isSeen = person.decision === undefined ? seenByDefault(person) : person.decision === 'show';
    for (const track of person.tracks) (isSeen ? seen : hidden).add(track);
  }
  return tracks.filter(({ id, frames, drawn }) => frames.length > 0 && (drawn !== undefined || hidden.has(id) || !seen.has(id)));
}
