import { union } from '../../core/intervals.ts';
import type { Interval } from '../../core/intervals.ts';
import type { Analysis, SpeechRange } from '../../documents/analysis.ts';

/** The whole of a sound, which may begin before the first frame and end after the last. */
export const everything: Interval = { start: -Infinity, end: Infinity };
/** Detectors find the loud part of a word: what lies this close is spoken too. */
const paddingUs = 200_000;
/** A pause this short is a breath between two words. */
const breathUs = 300_000;

/**
 * When something is said, or may be, in microseconds from the first presented frame. What is unknown up to an end of the pictures is unknown
 * beyond it too: the sound may be longer than they are.
 */
export function spoken({ source: { ticks, timescale, lastDurationTicks }, speech, speechUnknown }: Pick<Analysis, 'source' | 'speech' | 'speechUnknown'>): Interval[] {
  const endUs = (((ticks.at(-1) ?? 0) - (ticks[0] ?? 0)) / timescale) * 1e6;
  const lastUs = (lastDurationTicks / timescale) * 1e6;
  const unknown = speechUnknown.map(intervalOf).map(({ start, end }) => ({ start: start <= lastUs ? -Infinity : start, end: end >= endUs ? Infinity : end }));
  return union([...speech.map(intervalOf), ...unknown]);
}

/** Longer at either end; what is only a breath apart is one. */
export function padded(intervals: readonly Interval[]): Interval[] {
  return union(intervals.map(({ start, end }) => ({ start: start - paddingUs, end: end + paddingUs })), breathUs);
}

export function intervalOf({ startUs, endUs }: SpeechRange): Interval {
  return { start: startUs, end: endUs };
}
