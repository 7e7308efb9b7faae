import type { EncodingProfile } from '../core/encoding.ts';

/**
 * Where the making of a video stepped down to be done in time, or within the memory that there is. What is hidden, sizes, frames and times are the same at every
 * step. `alone`: not together with others from one run of the decoder; `fewer-frames`: fewer frames under way at once.
 */
export type QualityStep =
  | { readonly fromFrame: number; readonly why: 'time'; readonly what: 'profile'; readonly from: EncodingProfile; readonly to: EncodingProfile }
  | { readonly fromFrame: number; readonly why: 'memory'; readonly what: 'alone' | 'fewer-frames' };

/** The time that a job was given, and the work on it until a video of it was made and checked. Seconds; what the user paused it for does not count. */
export interface ReportTimeBudget {
  readonly finishInS: number;
  readonly workedS: number;
}
