import type { FrameRange } from '../documents/analysis.ts';
import type { PresentedRange } from '../media/audio-cut.ts';
import type { EncoderChoice } from '../media/choose-encoder.ts';
import { mappedCodes } from '../media/color-codes.ts';
import type { Movie } from '../media/movie.ts';
import type { OutputLayout } from '../media/mp4-writer.ts';
import type { OutputSound } from '../media/sound/output-sound.ts';

/** The output of a range of frames: the source's size, matrix, colour and ticks, with a sound that was planned for the same range. */
export function outputLayout(movie: Movie, encoder: EncoderChoice, range: FrameRange, sound: OutputSound | null): OutputLayout {
  const { geometry, matrix, pasp, headerSize, cleanAperture, colorCodes, hdr, timescale, ticks, lastDurationTicks } = movie.video;
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
    sound,
  };
}

/** The stretches of the movie's time line that ranges of frames cover, for its sound; null when nothing is cut away. */
export function presentedStretches(movie: Movie, cuts: readonly FrameRange[]): PresentedRange[] | null {
  return cuts.length === 1 && isWhole(movie, cuts[0] as FrameRange) ? null : cuts.map((cut) => presentedRange(movie, cut));
}

/** The stretch of the movie's time line that a range of frames covers. */
function presentedRange(movie: Movie, range: FrameRange): PresentedRange {
  const { ticks, timescale, lastDurationTicks } = movie.video;
  const last = ticks[range.lastFrame] as number;
  const end = ticks[range.lastFrame + 1] ?? last + lastDurationTicks;
  return { startS: (ticks[range.firstFrame] as number) / timescale, endS: end / timescale };
}

function isWhole(movie: Movie, { firstFrame, lastFrame }: FrameRange): boolean {
  return firstFrame === 0 && lastFrame === movie.video.ticks.length - 1;
}
