import type { SourceInfo } from '../documents/source.ts';
import type { Movie } from '../media/movie.ts';
import { isSound, isStill } from '../media/open-media.ts';
import type { Media } from '../media/open-media.ts';

/** What the documents say of a file; a still is one frame, one second long, and a sound has none. */
export function sourceInfo(media: Media): SourceInfo {
  if (isStill(media)) {
    const { name, widthPx, heightPx, fingerprint } = media;
    return { name, widthPx, heightPx, timescale: 1, ticks: Float64Array.of(0), lastDurationTicks: 1, fingerprint };
  }
  if (isSound(media)) {
    const { name, audio, fingerprint } = media;
    return { name, widthPx: null, heightPx: null, timescale: audio.timescale, ticks: new Float64Array(0), lastDurationTicks: 0, fingerprint };
  }
  const movie = media;
  const { geometry, timescale, ticks, lastDurationTicks } = movie.video;
  return { name: movie.name, widthPx: geometry.widthPx, heightPx: geometry.heightPx, timescale, ticks, lastDurationTicks, fingerprint: movie.fingerprint };
}

/** Seconds from the first presented frame to the end of the last. */
export function durationSeconds(movie: Movie): number {
  const { ticks, lastDurationTicks, timescale } = movie.video;
  return ((ticks[ticks.length - 1] ?? 0) - (ticks[0] ?? 0) + lastDurationTicks) / timescale;
}

/** Average frames per second; at least 1, so that a single picture has one too. */
export function averageFrameRate(movie: Movie): number {
  const seconds = durationSeconds(movie);
  return seconds > 0 ? Math.max(1, movie.video.ticks.length / seconds) : 1;
}
