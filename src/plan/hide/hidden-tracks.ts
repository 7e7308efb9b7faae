import type { Analysis, Identity, Track } from '../../documents/analysis.ts';

/**
 * The tracks that are hidden: the one place that says who. What the user decided of a person counts before what the Intent says of it
 * (`byDefault`); a mask drawn by hand and a track that is nobody's always hide. A shown person's track takes nothing from the mask of another.
 */
export function hiddenTracks({ tracks, identities }: Analysis, byDefault: (person: Identity) => boolean): Track[] {
  const personOf = new Map(identities.flatMap((person) => person.tracks.map((track) => [track, person] as const)));
  return tracks.filter((track) => {
    if (track.frames.length === 0) return false;
    const person = personOf.get(track.id);
    if (track.drawn !== undefined || person === undefined) return true;
    return person.decision === undefined ? byDefault(person) : person.decision === 'hide';
  });
}
