import type { FrameRange } from '../documents/analysis.ts';
import { cutAudio } from '../media/audio-cut.ts';
import type { AudioCut } from '../media/audio-cut.ts';
import { mappedCodes } from '../media/color-codes.ts';
import type { EncoderChoice } from '../media/choose-encoder.ts';
import type { Movie } from '../media/movie.ts';
import type { OutputLayout } from '../media/mp4-writer.ts';

/** The output of a range of frames: the source's size, matrix, colour and ticks; its sound packets as they are. */
export function outputLayout(movie: Movie, encoder: EncoderChoice, range: FrameRange): OutputLayout {
  const { geometry, matrix, pasp, headerSize, cleanAperture, colorCodes, hdr, timescale, ticks, lastDurationTicks } = movie.video;
  const cut = soundOf(movie, range);
  const whole = isWhole(movie, range);
  const zero = whole ? 0 : (ticks[range.firstFrame] as number);
  const last = ticks[range.lastFrame] as number;
  return {
    video: {
      codecFamily: encoder.codecFamily,
      codec: encoder.config.codec,
      geometry,
      matrix,
      pasp,
      headerSize,
      cleanAperture,
      color: hdr === null ? colorCodes : mappedCodes,
      timescale,
      ticks: ticks.slice(range.firstFrame, range.lastFrame + 1).map((tick) => tick - zero),
      lastDurationTicks: (ticks[range.lastFrame + 1] ?? last + lastDurationTicks) - last,
    },
    audio: cut,
  };
}

/** The sound packets that go with a range of frames; null when there are none. All of them when nothing is cut away. */
export function soundOf(movie: Movie, range: FrameRange): AudioCut | null {
  if (movie.audio === null) return null;
  if (isWhole(movie, range)) return cutAudio(movie.audio, null);
  const { ticks, timescale, lastDurationTicks } = movie.video;
  const last = ticks[range.lastFrame] as number;
  const end = ticks[range.lastFrame + 1] ?? last + lastDurationTicks;
  return cutAudio(movie.audio, { startS: (ticks[range.firstFrame] as number) / timescale, endS: end / timescale });
}

function isWhole(movie: Movie, { firstFrame, lastFrame }: FrameRange): boolean {
  return firstFrame === 0 && lastFrame === movie.video.ticks.length - 1;
}
