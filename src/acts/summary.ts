import { stillResults } from '../core/output-name.ts';
import { encodableFamilies } from '../media/choose-encoder.ts';
import { isStill } from '../media/open-media.ts';
import type { Media } from '../media/open-media.ts';
import type { SourceSummary } from '../rpc/job-types.ts';
import { pictureNotices } from './output-check.ts';
import { encoderRequest } from './render.ts';
import { averageFrameRate, durationSeconds } from './source-info.ts';

/** What the page and the command line say of a file before any work. */
export async function summarize(media: Media): Promise<SourceSummary> {
  if (isStill(media)) {
    const { name, file, format, widthPx, heightPx, fingerprint, leftOut } = media;
    const still = { kind: 'still', resultType: stillResults[format], videoCodec: format, audioCodec: null, durationS: 0, frames: 1, frameRate: 1, rotation: 0, outputCodecs: [], pictureNotices: [] } as const;
    return { ...still, name, bytes: file.size, widthPx, heightPx, fingerprint, leftOut };
  }
  const movie = media;
  const { geometry, codec, ticks } = movie.video;
  return {
    kind: 'video',
    resultType: 'mp4',
    name: movie.name,
    bytes: movie.file.size,
    widthPx: geometry.widthPx,
    heightPx: geometry.heightPx,
    durationS: durationSeconds(movie),
    frames: ticks.length,
    videoCodec: codec,
    audioCodec: movie.audio?.codec ?? null,
    rotation: geometry.rotation,
    fingerprint: movie.fingerprint,
    frameRate: averageFrameRate(movie),
    leftOut: movie.leftOut,
    pictureNotices: pictureNotices(movie.video),
    outputCodecs: await encodableFamilies(encoderRequest(movie)),
  };
}
