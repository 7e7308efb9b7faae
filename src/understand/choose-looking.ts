import type { BodySettings } from '../documents/bodies.ts';

/** A way of looking for bodies that was tried. */
export interface LookingTrial extends BodySettings {
  /** What it costs a frame, in any unit. */
  readonly work: number;
  /** How far points lie from those of a full run in the mean, in heads. */
  readonly heads: number;
  /** Share of the full run's bodies that it has not. */
  readonly lost: number;
}

/** A skeleton that is off by this part of a head still looks right, and lies within every mask made of it. */
const headsMax = 0.2;
/** Of a body that is at the border or half hidden a single look may miss one. */
const lostMax = 0.03;

/** The least work of all that are about as good as the full run; the full run where none is. Of two that cost the same the nearer one. */
export function chooseLooking(trials: readonly LookingTrial[]): BodySettings {
  const good = trials.filter(({ heads, lost }) => heads <= headsMax && lost <= lostMax);
  const [best] = good.sort((a, b) => a.work - b.work || a.heads - b.heads);
  return best === undefined ? { sampling: 'all', scale: 1 } : { sampling: best.sampling, scale: best.scale };
}
