import type { Movie } from '../media/movie.ts';
import { soundFate } from '../media/sound/plan-sound.ts';
import type { SourceSummary } from '../rpc/job-types.ts';
import { averageFrameRate, durationSeconds } from './source-info.ts';

/** What the page and the command line say of a file before any work. */
export async function summarize(movie: Movie): Promise<SourceSummary> {
  const { geometry, codec, ticks } = movie.video;
  return {
    name: movie.name,
    bytes: movie.file.size,
    widthPx: geometry.widthPx,
    heightPx: geometry.heightPx,
    durationS: durationSeconds(movie),
    frames: ticks.length,
    videoCodec: codec,
    audioCodec: movie.audio?.codec ?? null,
    audioChannels: movie.audio?.channels ?? 0,
    audioFate: movie.audio === null ? 'none' : await soundFate(movie.audio),
    rotation: geometry.rotation,
    fingerprint: movie.fingerprint,
    frameRate: averageFrameRate(movie),
    leftOut: movie.leftOut,
  };
}
