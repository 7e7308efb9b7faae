import { stillResults } from '../core/output-name.ts';
import { encodableFamilies } from '../media/choose-encoder.ts';
import { isSound, isStill } from '../media/open-media.ts';
import type { Media } from '../media/open-media.ts';
import { canDecodeSound } from '../media/sound/can-decode-sound.ts';
import { soundFate } from '../media/sound/plan-sound.ts';
import type { SourceSummary } from '../rpc/job-types.ts';
import { pictureNotices } from './output-check.ts';
import { encoderRequest } from './render.ts';
import { planListening } from './listening-plan.ts';
import { averageFrameRate, durationSeconds } from './source-info.ts';

/** What the page and the command line say of a file before any work. */
export async function summarize(media: Media): Promise<SourceSummary> {
  if (isStill(media)) {
    const { name, file, format, widthPx, heightPx, fingerprint, leftOut } = media;
    const silent = { audioCodec: null, audioChannels: 0, audioFate: 'none' } as const;
    const still = { kind: 'still', resultType: stillResults[format], videoCodec: format, durationS: 0, frames: 1, frameRate: 1, rotation: 0, outputCodecs: [], pictureNotices: [] } as const;
    return { ...still, ...silent, name, bytes: file.size, widthPx, heightPx, fingerprint, leftOut };
  }
  if (isSound(media)) {
    const { name, file, audio, fingerprint, leftOut } = media;
    const unseen = { kind: 'sound', resultType: 'mp4', widthPx: 0, heightPx: 0, videoCodec: '', frames: 0, frameRate: 1, rotation: 0, outputCodecs: [], pictureNotices: [] } as const;
    const audioFate = (await canDecodeSound(audio.decoding)) ? 'carried' : 'undecodable';
    return { ...unseen, audioCodec: audio.codec, audioChannels: audio.channels, audioFate, name, bytes: file.size, durationS: planListening(media, audio, {}).totalUs / 1e6, fingerprint, leftOut };
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
    audioChannels: movie.audio?.channels ?? 0,
    audioFate: movie.audio === null ? 'none' : await soundFate(movie.audio),
    rotation: geometry.rotation,
    fingerprint: movie.fingerprint,
    frameRate: averageFrameRate(movie),
    leftOut: movie.leftOut,
    pictureNotices: pictureNotices(movie.video),
    outputCodecs: await encodableFamilies(encoderRequest(movie)),
  };
}
