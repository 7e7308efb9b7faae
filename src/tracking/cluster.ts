import { differentMin, lookDistance, marginMin, ownDistance, sameMax, sameness, together } from './looks.ts';
import type { Looks } from './looks.ts';

/** Looks that are too few to know anybody by: one good one is enough, two poor ones are too. */
const weightMin = 0.6;

/** People found among pieces, by the pieces' places in the list. */
export interface Person {
  readonly members: readonly number[];
  readonly looks: Looks;
  /** 0–1, see `Identity.confidence`. */
  readonly confidence: number;
  readonly sure: boolean;
  /** Places of other people in the list who may be this one. */
  readonly maybe: readonly number[];
}

/** Whether two pieces, by their places in the list, were seen at once and so are two people. */
export type Apart = (a: number, b: number) => boolean;

interface Cluster {
  readonly members: readonly number[];
  readonly looks: Looks;
  /** As near to one person as to another. */
  readonly ambiguous: boolean;
}

/**
 * Constrained clustering. The pieces of which most is known come first; each goes to the nearest person so far, if it is no further away than
 * one person's looks are and was never seen at once with a piece of theirs; then people who prove to be one are joined, nearest first. Who is as near
 * to somebody else, who cannot be the same person, stays alone and unsure; so is who has too few good looks, or looks that differ too much.
 * Costs a distance for every two pieces.
 */
export function clusterPeople(pieces: readonly Looks[], apart: Apart): Person[] {
  const isApart = (a: Cluster, b: Cluster): boolean => a.members.some((x) => b.members.some((y) => apart(x, y)));
  const clusters: Cluster[] = [];
  const byWeight = pieces.map((_, index) => index).sort((a, b) => (pieces[b] as Looks).weight - (pieces[a] as Looks).weight || a - b);
  const alone = byWeight.map((index): Cluster => ({ members: [index], looks: pieces[index] as Looks, ambiguous: false }));
  alone.forEach((piece, place) => {
    const near = nearest(piece, clusters, isApart);
    if (near === undefined) clusters.push(piece);
    else if (isRivalled(piece, near, [...clusters, ...alone.slice(place + 1)], isApart)) clusters.push({ ...piece, ambiguous: true });
    else clusters[clusters.indexOf(near)] = merge(near, piece);
  });
  joinClusters(clusters, isApart);
  return describe(clusters, isApart);
}

type IsApart = (a: Cluster, b: Cluster) => boolean;

/** Joins the nearest two until no two are near enough. */
function joinClusters(clusters: Cluster[], isApart: IsApart): void {
  for (let joined = true; joined; ) {
    joined = false;
    let best: { readonly a: Cluster; readonly b: Cluster; readonly distance: number } | undefined;
    clusters.forEach((a, index) => {
      for (const b of clusters.slice(index + 1)) {
        const distance = a.ambiguous || b.ambiguous ? Infinity : lookDistance(a.looks, b.looks);
        if (distance <= sameMax && distance < (best?.distance ?? Infinity) && !isApart(a, b)) best = { a, b, distance };
      }
    });
    if (best === undefined) return;
    const { a, b } = best;
    const [large, small] = a.looks.weight >= b.looks.weight ? [a, b] : [b, a];
    clusters.splice(clusters.indexOf(small), 1);
    if (isRivalled(small, large, clusters, isApart)) clusters.push({ ...small, ambiguous: true });
    else clusters[clusters.indexOf(large)] = merge(large, small);
    joined = true;
  }
}

function nearest(piece: Cluster, clusters: readonly Cluster[], isApart: IsApart): Cluster | undefined {
  let best: Cluster | undefined;
  let least = sameMax;
  for (const cluster of clusters) {
    const distance = lookDistance(piece.looks, cluster.looks);
    if (distance > least || cluster.ambiguous || isApart(piece, cluster)) continue;
    best = cluster;
    least = distance;
  }
  return best;
}

/** Whether a piece is about as near to a third (a person, or a piece that is nobody's yet) who was seen at once with the nearest: then it may be either. */
function isRivalled(piece: Cluster, near: Cluster, clusters: readonly Cluster[], isApart: IsApart): boolean {
  const limit = Math.min(differentMin, lookDistance(piece.looks, near.looks) + marginMin);
  return clusters.some((third) => third !== near && !third.ambiguous && lookDistance(piece.looks, third.looks) < limit && isApart(near, third) && !isApart(piece, third));
}

function merge(large: Cluster, small: Cluster): Cluster {
  return { members: [...large.members, ...small.members], looks: together(large.looks, small.looks), ambiguous: false };
}

function describe(clusters: readonly Cluster[], isApart: IsApart): Person[] {
  return clusters.map((cluster): Person => {
    const { members, looks, ambiguous } = cluster;
    const others = clusters
      .map((other, index) => ({ index, other, distance: other === cluster ? Infinity : lookDistance(looks, other.looks) }))
      .filter(({ other, distance }) => distance < differentMin && !isApart(other, cluster));
    const next = others.reduce((least, { distance }) => Math.min(least, distance), Infinity);
    const known = looks.weight >= weightMin;
    return {
      members: [...members].sort((x, y) => x - y),
      looks,
      confidence: known ? Math.min(sameness(ownDistance(looks)), 1 - sameness(next)) : 0,
      sure: known && !ambiguous && ownDistance(looks) < differentMin,
      maybe: others.map(({ index }) => index),
    };
  });
}
