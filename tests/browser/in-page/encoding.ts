import type { CodecFamily } from '../../../src/core/codec.ts';
import { encodingProfiles } from '../../../src/core/encoding.ts';
import type { EncoderOffer, EncodingProfile } from '../../../src/core/encoding.ts';
import type { ReportEncoding } from '../../../src/documents/report-encoding.ts';
import { chooseEncoder, encoderOffers } from '../../../src/media/choose-encoder.ts';
import { decodeFrames } from '../../../src/media/decode-frames.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import type { JobOptions } from '../../../src/rpc/job-types.ts';
import { framesLeftOpen, watchFrames } from './open-frames.ts';
import { renderWith } from './reclaimed-render.ts';
import { textureClip } from './texture-clip.ts';

const request = { widthPx: 320, heightPx: 180, frameRate: 25, bitrate: 1_000_000, colorSpace: {} };

export interface Encoded {
  readonly profile: EncodingProfile;
  readonly codec: CodecFamily;
  readonly error: { readonly code: string } | null;
  readonly bytes: number;
  readonly framesDecoded: number;
  /** Of the file's key frames. */
  readonly keys: readonly number[];
  readonly sampleEntry: string;
  readonly encoding: ReportEncoding | null;
}

export interface EncodedAll {
  readonly encoded: readonly Encoded[];
  readonly videoFramesLeftOpen: number;
}

/** One clip of a moving texture through whole render jobs: every profile in these codecs. */
export async function encodeAll({ frames, codecs }: { frames: number; codecs: readonly CodecFamily[] }): Promise<EncodedAll> {
  watchFrames();
  const clip = await textureClip(frames);
  const encoded: Encoded[] = [];
  for (const profile of encodingProfiles) for (const codec of codecs) encoded.push({ profile, codec, ...(await encodeOne(clip, { profile, codec })) });
  return { encoded, videoFramesLeftOpen: framesLeftOpen() };
}

/** The same with a bitrate that follows the content. */
export async function encodeAdaptive({ frames, codec }: { frames: number; codec: CodecFamily }): Promise<Omit<Encoded, 'profile' | 'codec'>> {
  return encodeOne(await textureClip(frames), { codec, bitrate: 'adaptive' });
}

async function encodeOne(clip: File, options: Partial<JobOptions>): Promise<Omit<Encoded, 'profile' | 'codec'>> {
  const { error, bytes, encoding, file } = await renderWith(clip, options);
  if (error !== null) return { error, bytes, framesDecoded: 0, keys: [], sampleEntry: '', encoding };
  const movie = await openMovie(file, file.name);
  const { samples, presentation, ticks, codec: found } = movie.video;
  let framesDecoded = 0;
  for await (const decoded of decodeFrames(movie, { firstFrame: 0, lastFrame: ticks.length - 1 })) {
    using held = decoded;
    if (held.value.picture !== null) framesDecoded += 1;
  }
  const keys = [...samples.sync].flatMap((sync, sample) => (sync === 1 ? [presentation[sample] as number] : []));
  return { error, bytes, framesDecoded, keys, sampleEntry: found.slice(0, 4), encoding };
}

/** What is told of the codecs that work under a profile. */
export function offers(profile: EncodingProfile): Promise<readonly EncoderOffer[]> {
  return encoderOffers(request, profile);
}

/** In what way an encoder says yes and then errs. */
export type Fault = 'drops the second' | 'other order' | 'no key frame' | 'another configuration' | 'fails at the second';

/** What is told of H.264 where its encoders err. */
export async function faultyOffer(fault: Fault): Promise<EncoderOffer | undefined> {
  const Plain = globalThis.VideoEncoder;
  globalThis.VideoEncoder = faulty(Plain, fault);
  try {
    return (await encoderOffers(request, 'balanced')).find(({ codecFamily }) => codecFamily === 'h264');
  } finally {
    globalThis.VideoEncoder = Plain;
  }
}

function faulty(Plain: typeof VideoEncoder, fault: Fault): typeof VideoEncoder {
  return class extends Plain {
    #pictures = 0;
    constructor(init: VideoEncoderInit) {
      let chunks = 0;
      let avc = false;
      super({
        error: init.error,
        output: (chunk, metadata) => {
          const { codec = '', description } = metadata?.decoderConfig ?? {};
          avc ||= codec.startsWith('avc');
          const at = chunks++;
          if (!avc) return init.output(chunk, metadata);
          if (fault === 'drops the second' && at === 1) return;
          const data = new Uint8Array(chunk.byteLength);
          chunk.copyTo(data);
          const timestamp = fault === 'other order' && (at === 1 || at === 2) ? chunk.timestamp + (at === 1 ? 40_000 : -40_000) : chunk.timestamp;
          const type = fault === 'no key frame' && at === 3 ? 'delta' : chunk.type;
          const other = new Uint8Array((description as ArrayBuffer | undefined) ?? new ArrayBuffer(8));
          const told = fault === 'another configuration' && at === 3 ? { decoderConfig: { codec: 'avc1.64001f', description: other.map((byte) => byte ^ 1) } } : metadata;
          init.output(new EncodedVideoChunk({ type, timestamp, data }), told);
        },
      });
    }
    #avc = false;
    override configure(config: VideoEncoderConfig): void {
      this.#avc = config.codec.startsWith('avc');
      super.configure(config);
    }
    override encode(frame: VideoFrame, options?: VideoEncoderEncodeOptions): void {
      if (this.#avc && fault === 'fails at the second' && ++this.#pictures === 2) throw new DOMException('it broke', 'EncodingError');
      super.encode(frame, options);
    }
  };
}

export interface FailingRender {
  readonly notices: readonly string[];
  readonly error: { readonly code: string; readonly details: unknown } | null;
  readonly sha256: string | null;
  readonly bytes: number;
  readonly encoding: ReportEncoding | null;
}

/** A render whose encoders fail as hardware does: those that get picture number n (of all, from 0) of `failAt` end with an error. */
export async function failingRender({ failAt, options, frames }: { failAt: readonly number[]; options: Partial<JobOptions>; frames: number }): Promise<FailingRender> {
  const clip = await textureClip(frames);
  const Plain = globalThis.VideoEncoder;
  let count = 0;
  globalThis.VideoEncoder = class extends Plain {
    readonly #error: (error: DOMException) => void;
    constructor(init: VideoEncoderInit) {
      super(init);
      this.#error = init.error;
    }
    override encode(frame: VideoFrame, more?: VideoEncoderEncodeOptions): void {
      super.encode(frame, more);
      if (!failAt.includes(count++)) return;
      this.close();
      this.#error(new DOMException('The hardware is gone.', 'EncodingError'));
    }
  };
  try {
    const { file: _, report: __, ...rendered } = await renderWith(clip, options);
    return rendered;
  } finally {
    globalThis.VideoEncoder = Plain;
  }
}

/** The error of a job that wants what there is no encoder for. */
export function refused(codec: CodecFamily): Promise<{ code: string; details: unknown } | null> {
  return chooseEncoder(request, { codec, profile: 'streaming' }).then(
    () => null,
    (error: unknown) => {
      const { code, details } = error as { code: string; details: unknown };
      return { code, details };
    },
  );
}
