import type { Analysis, Identity } from './analysis.ts';

/** Whose a track is: a person's own, or, of a body, that of whoever's face it has. Undefined: nobody's who is known, or faces of several people. */
export function personOfTrack({ tracks, identities }: Pick<Analysis, 'tracks' | 'identities'>, track: number): Identity | undefined {
  const own = identities.find((identity) => identity.tracks.includes(track));
  if (own !== undefined) return own;
  const { faces = [] } = tracks.find(({ id }) => id === track) ?? {};
  const owners = new Set(faces.map((face) => identities.find((identity) => identity.tracks.includes(face))));
  return owners.size === 1 ? [...owners][0] : undefined;
}

/** What exports call somebody: by name, else by the number that reports have for them. */
export function nameOf({ id, name }: Identity): string {
  return name ?? `Person ${id}`;
}
