import { Channel } from '../core/channel.ts';
import { AppError } from '../core/errors.ts';
import type { Owned } from '../core/owned.ts';
import { DecodeRun, framesOutMax } from './decode-run.ts';
import type { Movie, VideoTrack } from './movie.ts';

/** One presented frame; `picture` is null when it could not be decoded (never the same as "nothing there"). */
export interface DecodedFrame {
  /** Presentation index. */
  readonly frame: number;
  readonly picture: VideoFrame | null;
}

export interface DecodeRange {
  /** First and last presentation index, inclusive. */
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Decodes a range of presented frames: exactly one item per frame, in presentation order. The consumer closes each item; what it
 * leaves behind when it stops early is closed here. Pictures are null from a sample that cannot be decoded to the next key frame.
 * Throws `media/unsupported-codec`, `media/file-gone`, `media/decode-failed` (the browser keeps taking the decoder away), `job/cancelled`.
 */
export async function* decodeFrames(movie: Movie, range: DecodeRange): AsyncGenerator<Owned<DecodedFrame>, void, undefined> {
  const config = await decoderConfig(movie.video);
  const channel = new Channel<Owned<DecodedFrame>>(framesOutMax, (item) => item.close());
  const run = new DecodeRun(movie.video, config, { ...range, ...decodeSpan(movie.video, range.firstFrame, range.lastFrame) }, channel);
  const pump = run.pump();
  try {
    yield* channel;
  } finally {
    channel.abandon();
    run.stop();
    await pump;
  }
}

/** The decoder's configuration; throws `media/unsupported-codec` when this browser cannot decode the track. */
export async function decoderConfig(video: VideoTrack): Promise<VideoDecoderConfig> {
  if (typeof VideoDecoder === 'undefined') throw new AppError('platform/missing', { missing: 'WebCodecs' });
  const config: VideoDecoderConfig = {
    codec: video.codec,
    codedWidth: video.geometry.storedWidthPx,
    codedHeight: video.geometry.storedHeightPx,
    colorSpace: video.colorSpaceInit,
    ...(video.description === undefined ? {} : { description: video.description }),
  };
  let supported = false;
  try {
    supported = (await VideoDecoder.isConfigSupported(config)).supported === true;
  } catch {
    supported = false; // a codec string that is none throws TypeError: just as unsupported
  }
  if (!supported) throw new AppError('media/unsupported-codec', { codec: video.codec, advice: codecAdvice(video.codec) });
  return config;
}

/** Key of the sentence that says which browser or setting would help. */
function codecAdvice(codec: string): string {
  if (/^(hev1|hvc1|dvh1|dvhe)/.test(codec)) return 'hevc';
  if (/^av01/.test(codec)) return 'av1';
  if (/^avc[1-4]/.test(codec)) return 'h264';
  return 'convert';
}

/** Samples (decode order, inclusive) that must be fed to see the presented frames of a range. */
export function decodeSpan(video: VideoTrack, firstFrame: number, lastFrame: number): { first: number; last: number } {
  const { samples, presentation } = video;
  let earliest = samples.count - 1;
  let last = 0;
  let firstCts = Infinity;
  for (let sample = 0; sample < samples.count; sample++) {
    const frame = presentation[sample]!;
    if (frame < firstFrame || frame > lastFrame) continue;
    earliest = Math.min(earliest, sample);
    last = sample;
    firstCts = Math.min(firstCts, samples.cts[sample]!);
  }
  // Pictures that lead an open group's key frame are shown before it and need the group before: go back until the key is not later.
  let first = earliest;
  while (first > 0 && !(samples.sync[first] === 1 && samples.cts[first]! <= firstCts)) first -= 1;
  return { first, last };
}
