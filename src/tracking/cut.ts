import { differentMin, lookDistance, looksAt, noLooks, sameMax, sumUp, together } from './looks.ts';
import type { Looks } from './looks.ts';
import type { RiskKind } from '../documents/analysis.ts';
import type { EmbeddingColumns } from '../documents/embeddings.ts';
import { concatenateTracklets, sliceTracklet } from './tracklet.ts';
import type { Tracklet } from './tracklet.ts';
import type { WeakLink } from './weak-links.ts';

/** A part of a tracklet in which it is one person's, as far as can be told. */
export interface Piece {
  readonly tracklet: Tracklet;
  readonly looks: Looks;
  /** Why it was cut from the piece before it in its tracklet; undefined for the first. */
  readonly cutBy: RiskKind | undefined;
}

/**
 * Cuts a tracklet where it went over to somebody else: at weak links with different looks on both sides. Where nobody can tell it is cut at
 * crossings, and at gaps after (or before) somebody who is known: an unknown piece is hidden, a wrong one might be shown. A mere jump is not cut in doubt.
 */
export function cutAtWeakLinks(tracklet: Tracklet, links: readonly WeakLink[], embeddings: EmbeddingColumns): Piece[] {
  const bounds = [0, ...links.map(({ at }) => at), tracklet.frames.length];
  const pieces: Piece[] = [];
  let chain: Tracklet[] = [];
  let looks: Looks = noLooks;
  let cutBy: Piece['cutBy'];
  for (let index = 0; index + 1 < bounds.length; index++) {
    const part = sliceTracklet(tracklet, bounds[index] as number, bounds[index + 1] as number);
    const own = sumUp(looksAt(part, embeddings));
    const verdict = index === 0 ? undefined : cutReason(looks, own, (links[index - 1] as WeakLink).kind);
    if (verdict !== undefined) {
      pieces.push({ tracklet: concatenateTracklets(chain), looks, cutBy });
      [chain, looks, cutBy] = [[], noLooks, verdict];
    }
    chain.push(part);
    looks = together(looks, own);
  }
  return [...pieces, { tracklet: concatenateTracklets(chain), looks, cutBy }];
}

/** Why to cut between the looks before a link and those after it; undefined: not at all. */
function cutReason(before: Looks, after: Looks, kind: WeakLink['kind']): Piece['cutBy'] {
  const distance = lookDistance(before, after);
  if (distance <= sameMax) return undefined;
  if (before.count + after.count === 0) return undefined; // both sides are unknown and stay so
  if (kind === 'crossing') return 'crossing';
  if (distance < Infinity) return distance >= differentMin ? 'mismatch' : undefined;
  return kind === 'gap' && before.count !== after.count ? 'jump' : undefined;
}
