import type { FrameRange } from '../documents/analysis.ts';
import type { EncoderChoice } from '../media/choose-encoder.ts';
import { mappedCodes } from '../media/color-codes.ts';
import type { Movie } from '../media/movie.ts';
import type { OutputLayout } from '../media/mp4-writer.ts';
import type { OutputSound } from '../media/sound/output-sound.ts';
import { outputTimes } from './output-times.ts';

/** The output of some cuts: the source's size, matrix and colour, and every frame for as long as in it, with a sound that was planned for the same cuts. */
export function outputLayout(movie: Movie, encoder: EncoderChoice, cuts: readonly FrameRange[], sound: OutputSound | null): OutputLayout {
  const { geometry, matrix, pasp, headerSize, cleanAperture, colorCodes, hdr, timescale } = movie.video;
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
      ...outputTimes(movie.video, cuts),
    },
    sound,
  };
}
