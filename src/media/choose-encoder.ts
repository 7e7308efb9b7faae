import { codecNames } from '../core/codec.ts';
import type { CodecChoice, CodecFamily } from '../core/codec.ts';
import { AppError, throwIfCancelled } from '../core/errors.ts';
import { i420Layout } from '../core/i420.ts';
import { av1Level, h264Level, vp9Level } from './codec-levels.ts';


/** Stored size in pixels, frames per second, bits per second. */
export interface EncoderRequest {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frameRate: number;
  readonly bitrate: number;
  readonly colorSpace: VideoColorSpaceInit;
}

export interface EncoderChoice {
  readonly codecFamily: CodecFamily;
  readonly config: VideoEncoderConfig;
  readonly colorSpace: VideoColorSpaceInit;
  /** Why this family: 'preferred', 'asked-for', 'odd-size' or 'h264-unavailable'. */
  readonly reason: 'preferred' | 'asked-for' | 'odd-size' | 'h264-unavailable';
}

/** An encoder that has not given a first frame by now is taken for broken; AV1 at 4K on two busy cores needs about 2 s. */
const firstFrameMs = 20_000;

/**
 * Finds an encoder that really encodes a picture of this size: the family asked for, or for 'auto' H.264 (High, Main, Baseline),
 * else VP9, else AV1. Odd sizes are not H.264's: encoders refuse or crop them. Throws `media/no-encoder`, `job/cancelled`.
 */
export async function chooseEncoder(request: EncoderRequest, wanted: CodecChoice = 'auto', signal?: AbortSignal): Promise<EncoderChoice> {
  if (typeof VideoEncoder === 'undefined') throw new AppError('platform/missing', { missing: 'WebCodecs' });
  const odd = isOdd(request);
  for (const { codecFamily, config } of candidates(request)) {
    if (wanted !== 'auto' && codecFamily !== wanted) continue;
    throwIfCancelled(signal);
    if (!(await isSupported(config)) || !(await encodesOne(config))) continue;
    const reason = wanted !== 'auto' ? 'asked-for' : codecFamily === 'h264' ? 'preferred' : odd ? 'odd-size' : 'h264-unavailable';
    return { codecFamily, config, colorSpace: request.colorSpace, reason };
  }
  const advice = odd && wanted === 'h264' ? 'even-size' : wanted === 'auto' ? 'smaller' : 'other-codec';
  const codec = wanted === 'auto' ? Object.values(codecNames).join(', ') : codecNames[wanted];
  throw new AppError('media/no-encoder', { codec, widthPx: request.widthPx, heightPx: request.heightPx, advice });
}

/** The families that this browser says it can encode the request with, best first; asked without opening an encoder. */
export async function encodableFamilies(request: EncoderRequest): Promise<readonly CodecFamily[]> {
  if (typeof VideoEncoder === 'undefined') return [];
  const found = new Set<CodecFamily>();
  for (const { codecFamily, config } of candidates(request)) {
    if (!found.has(codecFamily) && (await isSupported(config))) found.add(codecFamily);
  }
  return [...found];
}

function isOdd({ widthPx, heightPx }: EncoderRequest): boolean {
  return widthPx % 2 !== 0 || heightPx % 2 !== 0;
}

function candidates(request: EncoderRequest): { codecFamily: CodecFamily; config: VideoEncoderConfig }[] {
  const { widthPx, heightPx, bitrate, frameRate } = request;
  const list: { codecFamily: CodecFamily; config: VideoEncoderConfig }[] = [];
  const add = (codecFamily: CodecFamily, codec: string, more: Partial<VideoEncoderConfig> = {}): void => {
    list.push({ codecFamily, config: { codec, width: widthPx, height: heightPx, bitrate, framerate: frameRate, bitrateMode: 'variable', latencyMode: 'quality', ...more } });
  };
  const [h264, vp9, av1] = [isOdd(request) ? null : h264Level(request), vp9Level(request), av1Level(request)];
  // High, Main, Constrained Baseline: profile_idc and constraint flags in hex (ITU-T H.264 A.2).
  if (h264 !== null) for (const profile of ['6400', '4d00', '42e0']) add('h264', `avc1.${profile}${h264}`, { avc: { format: 'avc' } });
  if (vp9 !== null) add('vp9', `vp09.00.${vp9}.08`);
  if (av1 !== null) add('av1', `av01.0.${av1}M.08`);
  return list;
}

async function isSupported(config: VideoEncoderConfig): Promise<boolean> {
  try {
    return (await VideoEncoder.isConfigSupported(config)).supported === true;
  } catch {
    return false; // a codec string the browser does not know at all
  }
}

/** Encodes one black picture: some encoders say yes to a configuration and fail when they are opened, or at their first frame. */
async function encodesOne(config: VideoEncoderConfig): Promise<boolean> {
  let chunks = 0;
  let patience: ReturnType<typeof setTimeout> | undefined;
  const encoder = new VideoEncoder({ output: () => (chunks += 1), error: () => undefined }); // the error also rejects the flush
  const { width: codedWidth, height: codedHeight } = config;
  try {
    encoder.configure(config);
    const picture = new VideoFrame(new Uint8Array(i420Layout(codedWidth, codedHeight).byteLength), { format: 'I420', codedWidth, codedHeight, timestamp: 0 });
    encoder.encode(picture, { keyFrame: true });
    picture.close();
    await Promise.race([encoder.flush(), new Promise((resolve) => (patience = setTimeout(resolve, firstFrameMs)))]);
    return chunks === 1;
  } catch {
    return false; // refused at once, or closed by an error
  } finally {
    clearTimeout(patience);
    if (encoder.state !== 'closed') encoder.close();
  }
}
