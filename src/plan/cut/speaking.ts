import { AppError } from '../../core/errors.ts';
import { subtract, union } from '../../core/intervals.ts';
import type { Interval } from '../../core/intervals.ts';
import type { Analysis, SpeechRange } from '../../documents/analysis.ts';
import type { Timeline } from './timeline.ts';

/**
 * When any of some tracks speaks, in ticks of the source; null: when anybody does, seen or not. Throws `cut/speech-unknown` where nobody listened to any
 * of `within` (in ticks), or, for tracks, nobody looked at mouths.
 */
export function speakingStretches({ source, speech, speechUnknown, speakers }: Analysis, wanted: ReadonlySet<number> | null, within: Interval): Interval[] {
  if (subtract([within], inTicks(source, speechUnknown)).length === 0) throw new AppError('cut/speech-unknown', { reason: 'the sound was not listened to, or cannot be decoded' });
  if (wanted === null) return inTicks(source, speech);
  if (speakers === undefined) throw new AppError('cut/speech-unknown', { reason: 'nobody looked at who speaks' });
  return inTicks(source, speakers.filter(({ track }) => wanted.has(track)));
}

/** Times of an analysis count from the first presented frame. */
function inTicks({ ticks, timescale }: Timeline, times: readonly SpeechRange[]): Interval[] {
  const tick = (us: number): number => (ticks[0] ?? 0) + (us * timescale) / 1e6;
  return union(times.map(({ startUs, endUs }) => ({ start: tick(startUs), end: tick(endUs) })));
}
