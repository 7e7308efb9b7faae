import type { Analysis, Identity, Track } from '../../documents/analysis.ts';

/**
 * The tracks that are hidden: the one place that says who. What the user decided of a person, with their own eyes, counts before what the
 * Intent says of it (`seenByDefault`). A mask drawn by hand, a track that is nobody's, and one that a hidden person claims too are always hidden. A body,
 * or the head of one, is whose its faces are: it may be seen only where all of them may, and one without a face that may be seen is hidden.
 */
export function hiddenTracks({ tracks, identities }: Analysis, seenByDefault: (person: Identity) => boolean): Track[] {
  const seen = new Set<number>();
  const hidden = new Set<number>();
  for (const person of identities) {
    const isSeen = person.decision === undefined ? seenByDefault(person) : person.decision === 'show';
    for (const track of person.tracks) (isSeen ? seen : hidden).add(track);
  }
  const maySee = (track: number): boolean => seen.has(track) && !hidden.has(track);
  const bodyMayBeSeen = ({ id, faces = [] }: Track): boolean => !hidden.has(id) && faces.every(maySee) && (faces.length > 0 || seen.has(id));
  const isSeen = (track: Track): boolean => (track.kind === 'person' || track.kind === 'head' ? bodyMayBeSeen(track) : maySee(track.id));
  return tracks.filter((track) => track.frames.length > 0 && (track.drawn !== undefined || !isSeen(track)));
}
