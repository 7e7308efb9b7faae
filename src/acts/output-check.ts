import { codecNames } from '../core/codec.ts';
import { chooseEncoder } from '../media/choose-encoder.ts';
import type { Movie, VideoTrack } from '../media/movie.ts';
import { orientationOf } from '../media/track-geometry.ts';
import type { JobOptions, OutputNotice } from '../rpc/job-types.ts';
import { treatsSound } from './choose-sound.ts';
import { encoderRequest } from './render.ts';
import { soundNotices } from './sound-notices.ts';

/** In what the new video will be unlike its source, asked before any work. Throws `media/no-encoder` or `media/unsupported-audio` when it could not be made. */
export async function checkOutput(movie: Movie, options: JobOptions): Promise<readonly OutputNotice[]> {
  const { codecFamily, reason } = await chooseEncoder(encoderRequest(movie, options.layout?.canvas), options);
  const notices: OutputNotice[] = movie.audio === null || options.sound === 'drop' ? [] : [...(await soundNotices(movie.audio, isJoined(options), treatsSound(options)))];
  if (reason === 'odd-size' || reason === 'h264-unavailable') notices.push({ code: 'codec-changed', details: { codec: codecNames[codecFamily] } });
  return [...notices, ...pictureNotices(movie.video)];
}

/** Whether several stretches may come one behind the other: only what is found says whether it is one. */
function isJoined({ cut, parts }: JobOptions): boolean {
  if (cut === undefined || parts === 'each-cut') return false;
  return cut.kind !== 'ranges' || cut.ranges.length > 1;
}

/** What is to be known of a track's picture, as its headers tell. */
export function pictureNotices(video: VideoTrack): readonly OutputNotice[] {
  const unlike = unlikeSource(video);
  const askew = orientationOf(video.matrix).askew;
  return [...(unlike === null ? [] : [unlike]), ...(askew ? [{ code: 'picture-askew', details: {} } as const] : [])];
}

/** What of a source's range, depth or chroma an 8-bit 4:2:0 video cannot hold; null for ordinary sources. */
export function unlikeSource({ hdr, sampleFormat: { bitDepth, chroma } }: VideoTrack): OutputNotice | null {
  const format = `${bitDepth} bit ${chroma}`;
  if (hdr !== null) return { code: 'tone-mapped', details: { transfer: hdr.toUpperCase(), format } };
  return bitDepth > 8 || chroma === '4:2:2' || chroma === '4:4:4' ? { code: 'depth-reduced', details: { format } } : null;
}
