import type { FrameRange } from './analysis.ts';

/**
 * What leaves out less than this, where nobody asked for the very frame, leaves out nothing: a picture that jumps over five frames of 25 a second looks
 * like a stutter, not like a cut, and saves nobody any time.
 */
export const jumpMinS = 0.2;

/** In and out points as presentation indices, inclusive. */
export interface CutRange extends FrameRange {
  readonly kind: 'range';
}

/** Ranges by hand, in output order; they may overlap, and go back. */
export interface CutRanges {
  readonly kind: 'ranges';
  readonly ranges: readonly FrameRange[];
}

/** How found stretches become cuts, in seconds of the source. */
export interface CutShaping {
  /** A shorter stretch is left out; padding does not count. */
  readonly minS: number;
  /** Added before and after each stretch that is left, within the in and out points; stretches that then touch, or nearly, become one. */
  readonly paddingS: number;
  /** Stretches that are no further apart than this become one, before anything else. */
  readonly mergeS: number;
  /** Length of the whole; what comes later is left out. Null: no limit. */
  readonly maxS: number | null;
}

/** Only where the chosen people are seen, speak, or both, within in and out points. */
export interface CutPeople extends FrameRange, CutShaping {
  readonly kind: 'people';
  /** Any track of each person; empty: anybody. */
  readonly people: readonly number[];
  readonly where: 'visible' | 'speaking' | 'visible-or-speaking' | 'visible-and-speaking';
}

/** The condensed video of who appears when: the first seconds of each appearance, within in and out points. */
export interface CutSummary extends FrameRange {
  readonly kind: 'summary';
  /** By person: all of one, then all of the next, by their first appearance. */
  readonly order: 'time' | 'person';
  readonly secondsEach: number;
  /** Length of the whole: appearances become shorter, then fewer. Null: no limit. */
  readonly maxS: number | null;
}

/** Every variant of the `cut` slot. */
export type Cut = CutRange | CutRanges | CutPeople | CutSummary;

/** A stretch in seconds from the first presented frame, the end exclusive. */
export interface TimeRange {
  readonly startS: number;
  readonly endS: number;
}

/** What a user chooses: in times where a cut counts in frames, and the in and out points are those of the job. */
export type CutChoice =
  | { readonly kind: 'ranges'; readonly ranges: readonly TimeRange[] }
  | Omit<CutPeople, keyof FrameRange>
  | Omit<CutSummary, keyof FrameRange>;
