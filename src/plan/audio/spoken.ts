import { union } from '../../core/intervals.ts';
import type { Interval } from '../../core/intervals.ts';
import type { SpeechRange } from '../../documents/analysis.ts';
import type { HeardAnalysis } from './heard.ts';

/** The whole of a sound, which may begin before the first frame and end after the last. */
export const everything: Interval = { start: -Infinity, end: Infinity };
/** Detectors find the loud part of a word: what lies this close is spoken too. */
const paddingUs = 200_000;
/** A pause this short is a breath between two words. */
const breathUs = 300_000;

/** When something is said, or may be, in microseconds from the first presented frame. Where nobody has listened anything may be speech. */
export function spoken({ speech, speechUnknown }: HeardAnalysis): Interval[] {
  return speechUnknown === undefined ? [everything] : union([...speech, ...speechUnknown].map(intervalOf));
}

/** Longer at either end; what is only a breath apart is one. */
export function padded(intervals: readonly Interval[]): Interval[] {
  return union(intervals.map(({ start, end }) => ({ start: start - paddingUs, end: end + paddingUs })), breathUs);
}

export function intervalOf({ startUs, endUs }: SpeechRange): Interval {
  return { start: startUs, end: endUs };
}
