import type { Interval } from '../../core/intervals.ts';
import { lowerBound } from '../../core/time.ts';
import type { FrameRange } from '../../documents/analysis.ts';
import type { SourceInfo } from '../../documents/source.ts';

/** The frames of a source in time: seconds become ticks of its timescale, and stretches of ticks become frames. */
export type Timeline = Pick<SourceInfo, 'ticks' | 'timescale' | 'lastDurationTicks'>;

/** When a frame is shown, in ticks; for the frame after the last, when that ends. */
export function tickOf({ ticks, lastDurationTicks }: Timeline, frame: number): number {
  return frame < ticks.length ? (ticks[frame] as number) : (ticks[ticks.length - 1] ?? 0) + lastDurationTicks;
}

/** From when the first of some frames is shown to the end of the last, in ticks. */
export function spanOf(timeline: Timeline, { firstFrame, lastFrame }: FrameRange): Interval {
  return { start: tickOf(timeline, firstFrame), end: tickOf(timeline, lastFrame + 1) };
}

/** How long some ranges of frames are together, in seconds; what is in several counts each time. */
export function secondsOf(timeline: Timeline, ranges: readonly FrameRange[]): number {
  return ranges.reduce((sum, range) => sum + tickOf(timeline, range.lastFrame + 1) - tickOf(timeline, range.firstFrame), 0) / timeline.timescale;
}

/** The frames that begin within each of some ascending stretches; those without one are left out, and those between which no frame lies are one. */
export function framesWithin({ ticks }: Timeline, stretches: readonly Interval[]): FrameRange[] {
  const ranges: FrameRange[] = [];
  for (const { start, end } of stretches) {
    const firstFrame = lowerBound(ticks, start);
    const lastFrame = lowerBound(ticks, end) - 1;
    const before = ranges.at(-1);
    if (firstFrame > lastFrame) continue;
    if (before !== undefined && firstFrame <= before.lastFrame + 1) ranges[ranges.length - 1] = { firstFrame: before.firstFrame, lastFrame: Math.max(before.lastFrame, lastFrame) };
    else ranges.push({ firstFrame, lastFrame });
  }
  return ranges;
}

/** As much of some ranges, from the first on, as is no longer than `maxS` together: the last one is cut short. One frame is always left. */
export function limitLength(timeline: Timeline, ranges: readonly FrameRange[], maxS: number | null): FrameRange[] {
  if (maxS === null) return [...ranges];
  // A thousandth of a tick is rounding, not time.
  let left = maxS * timeline.timescale + 1e-3;
  const kept: FrameRange[] = [];
  for (const { firstFrame, lastFrame } of ranges) {
    const { start } = spanOf(timeline, { firstFrame, lastFrame });
    let last = Math.min(lastFrame, lowerBound(timeline.ticks, start + left) - 1);
    if (tickOf(timeline, last + 1) - start > left) last -= 1;
    if (last >= firstFrame) kept.push({ firstFrame, lastFrame: last });
    if (last < lastFrame) break;
    left -= tickOf(timeline, last + 1) - start;
  }
  const [first] = ranges;
  return kept.length > 0 || first === undefined ? kept : [{ firstFrame: first.firstFrame, lastFrame: first.firstFrame }];
}
