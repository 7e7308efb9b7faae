import { AppError } from '../core/errors.ts';
import { lowerBound } from '../core/time.ts';
import type { FrameRange } from '../documents/analysis.ts';
import type { Movie } from '../media/movie.ts';

/**
 * Presentation indices between an in and an out point in seconds from the first presented frame; the out point is
 * exclusive. Throws `usage/bad-option` when no frame lies between them.
 */
export function frameRange(movie: Movie, startS: number | undefined, endS: number | undefined): FrameRange {
  const { ticks, timescale } = movie.video;
  const zero = ticks[0] ?? 0;
  // Half a microsecond of tolerance: "1.2" seconds in ticks need not be a whole number.
  const indexAt = (seconds: number): number => lowerBound(ticks, zero + (seconds - 5e-7) * timescale);
  const firstFrame = startS === undefined ? 0 : indexAt(startS);
  const lastFrame = (endS === undefined ? ticks.length : indexAt(endS)) - 1;
  if (firstFrame > lastFrame) {
    throw new AppError('usage/bad-option', { option: 'start/end', reason: 'no frame lies between the in and out points' });
  }
  return { firstFrame, lastFrame };
}
