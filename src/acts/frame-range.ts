import { AppError } from '../core/errors.ts';
import { lowerBound } from '../core/time.ts';
import type { FrameRange } from '../documents/analysis.ts';
import type { TimeRange } from '../documents/cut.ts';
import { isSound, isStill } from '../media/open-media.ts';
import type { Media } from '../media/open-media.ts';
import type { JobOptions } from '../rpc/job-types.ts';

/**
 * Presentation indices between an in and an out point in seconds from the first presented frame; the out point is
 * exclusive; of a sound the empty range. Throws `usage/bad-option`, with the name of the option, when no frame lies between them, and for a still, which has no
 * such points.
 */
export function frameRange(media: Media, startS: number | undefined, endS: number | undefined, option = 'start/end'): FrameRange {
  if (isStill(media)) {
    if (startS !== undefined || endS !== undefined) throw new AppError('usage/bad-option', { option, reason: 'a picture has no in and out points' });
    return { firstFrame: 0, lastFrame: 0 };
  }
  if (isSound(media)) return { firstFrame: 0, lastFrame: -1 };
  const { ticks, timescale } = media.video;
  const zero = ticks[0] ?? 0;
  // Half a microsecond of tolerance: "1.2" seconds in ticks need not be a whole number.
  const indexAt = (seconds: number): number => lowerBound(ticks, zero + (seconds - 5e-7) * timescale);
  const firstFrame = startS === undefined ? 0 : indexAt(startS);
  const lastFrame = (endS === undefined ? ticks.length : indexAt(endS)) - 1;
  if (firstFrame > lastFrame) {
    throw new AppError('usage/bad-option', { option, reason: 'no frame lies between the in and out points' });
  }
  return { firstFrame, lastFrame };
}

/** Stretches in seconds as frames, in their order, as far as they lie `within`. Throws `usage/bad-option` for one that holds no frame of it. */
export function rangesWithin(media: Media, ranges: readonly TimeRange[], within: FrameRange): FrameRange[] {
  return ranges.map(({ startS, endS }) => {
    const { firstFrame, lastFrame } = frameRange(media, startS, endS, 'range');
    const clipped = { firstFrame: Math.max(firstFrame, within.firstFrame), lastFrame: Math.min(lastFrame, within.lastFrame) };
    if (clipped.firstFrame > clipped.lastFrame) throw new AppError('usage/bad-option', { option: 'range', reason: 'a range lies outside of the in and out points', startS, endS });
    return clipped;
  });
}

/** The frames that the options can come to at most, before anything is found in them. */
export function framesAtMost(media: Media, { startS, endS, cut }: Pick<JobOptions, 'startS' | 'endS' | 'cut'>): FrameRange[] {
  const range = frameRange(media, startS, endS);
  if (cut === undefined) return [range];
  if (cut.kind === 'ranges') return rangesWithin(media, cut.ranges, range);
  if (cut.maxS === null || isStill(media) || isSound(media)) return [range];
  const { ticks, timescale } = media.video;
  const longest = Math.max(range.firstFrame, lowerBound(ticks, (ticks[range.firstFrame] as number) + cut.maxS * timescale) - 1);
  return [{ firstFrame: range.firstFrame, lastFrame: Math.min(range.lastFrame, longest) }];
}
