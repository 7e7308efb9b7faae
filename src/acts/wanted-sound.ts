import type { Edit } from '../documents/edit.ts';
import type { Movie } from '../media/movie.ts';
import type { SoundWanted } from '../media/sound/plan-sound.ts';
import { presentedStretches } from './output-times.ts';

/** What an edit wants of a movie's sound: its cuts, and its treatments on the movie's presented time line. */
export function wantedSound(movie: Movie, { cuts, audio }: Pick<Edit, 'cuts' | 'audio'>): SoundWanted {
  const { ticks, timescale } = movie.video;
  const zeroS = (ticks[0] ?? 0) / timescale;
  return {
    stretches: presentedStretches(movie, cuts),
    treatments: audio.treatments.map(({ kind, startUs, endUs }) => ({ kind, start: zeroS + startUs / 1e6, end: zeroS + endUs / 1e6 })),
  };
}
