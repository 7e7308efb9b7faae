import type { Edit } from '../documents/edit.ts';
import type { EncoderChoice } from '../media/choose-encoder.ts';
import type { Movie } from '../media/movie.ts';
import type { OutputLayout } from '../media/mp4-writer.ts';
import type { OutputSound } from '../media/sound/output-sound.ts';
import { outputPicture } from './output-picture.ts';
import { outputTimes } from './output-times.ts';

/** The output of an edit: its pictures, and every frame for as long as in the source, with a sound that was planned for the same cuts. */
export function outputLayout(movie: Movie, { canvas, cuts }: Pick<Edit, 'canvas' | 'cuts'>, encoder: EncoderChoice, sound: OutputSound | null): OutputLayout {
  const { geometry, matrix, pasp, headerSize, cleanAperture, colorCodes } = outputPicture(movie, canvas);
  const { timescale } = movie.video;
  const { codecFamily, config: { codec } } = encoder;
  return { video: { codecFamily, codec, geometry, matrix, pasp, headerSize, cleanAperture, color: colorCodes, timescale, ...outputTimes(movie.video, cuts) }, sound };
}
