import type { ActionNeeds } from './asks-actions.ts';
import type { BodySampling, BodyScale } from './bodies.ts';
import type { HideCovers } from './intent.ts';
import type { Quality } from './observations.ts';

/** `auto`: what is good enough for this video, measured on its beginning. */
export type BodySamplingChoice = 'auto' | BodySampling;

/** How bodies are to be looked for. */
export interface BodyLooking {
  readonly sampling: BodySamplingChoice;
  /** Absent: with `auto` what is good enough, else the full size. */
  readonly scale?: BodyScale;
}

/** What of a job's options has to do with bodies. */
export interface BodyNeeds extends ActionNeeds {
  readonly quality: Quality;
  /** The user's own wish; what is hidden or drawn by bodies asks for them whatever it says. */
  readonly bodies?: boolean;
  readonly bodySampling?: BodySamplingChoice;
  readonly bodyScale?: BodyScale;
  readonly hide: { readonly kind: string; readonly covers?: HideCovers };
}

/**
 * How bodies are looked for; undefined: not at all. Whoever hides by bodies (thorough, more or less than the head, the user's own wish) looks at every frame,
 * where nothing else was said; what only draws them, or tells what they do, may leave frames out.
 */
export function wantedBodies({ quality, bodies, bodySampling, bodyScale, hide: { covers = 'head' }, actions, marks }: BodyNeeds): BodyLooking | undefined {
  const hides = covers !== 'head' || (bodies ?? quality === 'thorough');
  if (!hides && marks === undefined && actions !== true) return undefined;
  return { sampling: bodySampling ?? (hides ? 'all' : 'auto'), ...(bodyScale === undefined ? {} : { scale: bodyScale }) };
}

/** Several jobs of one analysis: that looking which is enough for all of them. */
export function bodiesForAll(needs: readonly BodyNeeds[]): BodyLooking | undefined {
  const wanted = needs.flatMap((each) => wantedBodies(each) ?? []);
  return wanted.find(({ sampling }) => sampling === 'all') ?? wanted[0];
}
