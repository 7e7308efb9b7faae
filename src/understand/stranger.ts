import type { Identity } from '../documents/analysis.ts';

/** Of tracks (ids, one or more) by which nobody can tell who it is: a bridge over which somebody may be unseen, a body without a face. */
export function strangerOf(tracks: readonly number[]): Identity {
  return { id: Math.min(...tracks), tracks: [...tracks].sort((a, b) => a - b), confidence: 0, sure: false, maybe: [], best: null };
}
