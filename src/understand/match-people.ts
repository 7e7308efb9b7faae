import type { Analysis, Identity } from '../documents/analysis.ts';
import { differentMin, lookDistance, marginMin, noLooks, sameMax, together } from '../tracking/looks.ts';
import type { Looks } from '../tracking/looks.ts';

/** Everybody's looks, as far as they are known. */
export function looksOfPeople({ identities, looks = [] }: Pick<Analysis, 'identities' | 'looks'>): Map<Identity, Looks> {
  const byTrack = new Map(looks.map((each) => [each.track, each] as const));
  return new Map(identities.map((identity) => [identity, identity.tracks.reduce((sum, track) => together(sum, byTrack.get(track) ?? noLooks), noLooks)] as const));
}

/**
 * Who of an analysis is surely the person of these looks: nobody when the nearest is too unlike, or when somebody else, who cannot be the same person,
 * is about as near. Ids of identities; several only where they may be one person themselves.
 */
export function surelySame(looks: Looks, analysis: Pick<Analysis, 'identities' | 'looks'>): number[] {
  const near = [...looksOfPeople(analysis)]
    .filter(([{ sure }]) => sure)
    .map(([identity, own]) => ({ identity, distance: lookDistance(looks, own) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = near;
  if (best === undefined || best.distance > sameMax) return [];
  const isBest = ({ identity }: { readonly identity: Identity }): boolean => identity === best.identity || best.identity.maybe.includes(identity.id) || identity.maybe.includes(best.identity.id);
  const rivals = near.filter((each) => !isBest(each) && each.distance < best.distance + marginMin);
  if (rivals.length > 0) return [];
  return near.filter((each) => isBest(each) && each.distance <= sameMax).map(({ identity }) => identity.id);
}

/** Everybody who may be the person of these looks: whoever is not surely another. Ids of identities. */
export function maybeSame(looks: Looks, analysis: Pick<Analysis, 'identities' | 'looks'>): number[] {
  return [...looksOfPeople(analysis)].filter(([, own]) => lookDistance(looks, own) < differentMin).map(([{ id }]) => id);
}

