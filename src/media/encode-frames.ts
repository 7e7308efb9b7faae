import { Channel } from '../core/channel.ts';
import { AppError, throwIfCancelled, toAppError } from '../core/errors.ts';
import type { I420Image } from '../core/i420.ts';
import type { Owned } from '../core/owned.ts';
import { signOfLife } from '../core/signs-of-life.ts';
import { adaptiveBitrate } from './adaptive-bitrate.ts';
import type { EncoderChoice } from './choose-encoder.ts';
import { descriptionOf, sameBytes } from './decoder-description.ts';
import { encoderError } from './encoder-errors.ts';
import { Wakeup } from './wakeup.ts';

/** One picture to be encoded; the index counts output frames from 0. */
export interface ComposedPicture {
  readonly index: number;
  readonly timestampUs: number;
  readonly durationUs: number;
  /** Past a cut: it becomes a key frame, to which players can seek. */
  readonly begins?: boolean;
  readonly image: I420Image;
}

export interface EncodedSample {
  readonly index: number;
  readonly key: boolean;
  readonly data: Uint8Array;
  /** Decoder configuration record (payload of avcC, hvcC or av1C), with the first sample. */
  readonly description?: Uint8Array;
}

/** A sample with how long it is shown, and the bits per second that were asked for when it was encoded. */
export interface RatedSample extends EncodedSample {
  readonly durationUs: number;
  readonly bitrate: number;
}

/** Pictures waiting in the encoder: its own queue is unbounded (shared facts). */
export const encodeQueueMax = 3;
/** The same where memory is short: one is encoded, none waits. */
export const encodeQueueMaxFrugal = 0;

export interface EncodeOptions {
  /** Asked before each picture: what the encoder is to be from this one on, which becomes a key frame; undefined: as it is. Codec and size must stay. */
  readonly retune?: (index: number) => Promise<VideoEncoderConfig | undefined>;
  /** Pictures waiting in the encoder; absent: `encodeQueueMax`. */
  readonly queueMax?: number;
}
/** Encoded samples waiting for the writer; they are small. */
const samplesOutMax = 16;

/**
 * Encodes pictures in order, one sample each; takes over the pictures and closes them. A wrong count or order throws
 * `media/encode-failed`, as does the encoder's own error; also `job/cancelled` and whatever the input throws.
 */
export async function* encodeFrames(
  choice: EncoderChoice,
  pictures: AsyncIterable<Owned<ComposedPicture>>,
  signal?: AbortSignal,
  options: EncodeOptions = {},
): AsyncGenerator<RatedSample, void, undefined> {
  const channel = new Channel<RatedSample>(samplesOutMax);
  const run = new EncodeRun(choice, channel, signal, options);
  const pump = run.pump(pictures);
  try {
    yield* channel;
  } finally {
    channel.abandon();
    run.stop();
    await pump;
  }
}

class EncodeRun {
  readonly #choice: EncoderChoice;
  readonly #channel: Channel<RatedSample>;
  readonly #signal: AbortSignal | undefined;
  readonly #options: EncodeOptions;
  readonly #wakeup = new Wakeup();
  /** Pictures fed and not yet come out, oldest first. */
  readonly #pending: { index: number; timestampUs: number; durationUs: number; bitrate: number }[] = [];
  readonly #encoder: VideoEncoder;
  #failure: AppError | undefined;
  #stopped = false;
  #samplesOut = 0;
  #nextKeyUs = -Infinity;
  /** What the encoder was asked for, but for a bitrate that follows the content. */
  #config: VideoEncoderConfig;
  #bitrate: number;
  #description: Uint8Array | undefined;

  constructor(choice: EncoderChoice, channel: Channel<RatedSample>, signal: AbortSignal | undefined, options: EncodeOptions) {
    this.#choice = choice;
    this.#channel = channel;
    this.#signal = signal;
    this.#options = options;
    this.#config = choice.config;
    this.#bitrate = choice.config.bitrate ?? 0;
    this.#encoder = new VideoEncoder({
      output: (chunk, metadata) => this.#onChunk(chunk, metadata),
      error: (error) => this.#fail(encoderError(choice.config.codec, error)),
    });
    this.#encoder.addEventListener('dequeue', () => this.#wakeup.wake());
  }

  /** Never rejects: failures reach the consumer through the channel. */
  async pump(pictures: AsyncIterable<Owned<ComposedPicture>>): Promise<void> {
    const onAbort = (): void => this.#wakeup.wake();
    this.#signal?.addEventListener('abort', onAbort, { once: true });
    try {
      this.#encoder.configure(this.#choice.config);
      for await (const item of named(pictures)) {
        using picture = item;
        await this.#roomForOne();
        const config = await this.#options.retune?.(picture.value.index);
        if (this.#stopped) return;
        this.#check();
        if (config !== undefined) this.#retune(config);
        this.#encode(picture.value);
      }
      await this.#encoder.flush();
      this.#check();
      if (this.#pending.length > 0) throw new AppError('media/encode-failed', { reason: 'frames are missing', missing: this.#pending.length });
      this.#channel.end();
    } catch (error) {
      this.#channel.fail(this.#failure ?? toAppError(error, 'media/encode-failed', { codec: this.#choice.config.codec }));
    } finally {
      this.#signal?.removeEventListener('abort', onAbort);
      if (this.#encoder.state !== 'closed') this.#encoder.close();
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#wakeup.wake();
  }

  #encode({ index, timestampUs, durationUs, begins = false, image }: ComposedPicture): void {
    const keyFrame = begins || timestampUs >= this.#nextKeyUs;
    if (keyFrame) this.#nextKeyUs = timestampUs + this.#choice.keyIntervalUs;
    if (keyFrame && this.#choice.adaptive) this.#adapt(image);
    const frame = new VideoFrame(image.data, {
      format: 'I420',
      codedWidth: image.widthPx,
      codedHeight: image.heightPx,
      timestamp: timestampUs,
      duration: durationUs,
      // The picture's own matrix and range are the truth; primaries and transfer are the source's.
      colorSpace: { ...this.#choice.colorSpace, matrix: image.color.matrix as VideoMatrixCoefficients, fullRange: image.color.fullRange },
    });
    try {
      this.#pending.push({ index, timestampUs, durationUs, bitrate: this.#bitrate });
      this.#encoder.encode(frame, { keyFrame });
    } finally {
      frame.close();
    }
  }

  /** The encoder does what it was given before first. */
  #retune(config: VideoEncoderConfig): void {
    this.#config = config;
    this.#bitrate = config.bitrate ?? 0;
    this.#nextKeyUs = -Infinity;
    this.#encoder.configure(config);
  }

  /** Another bitrate from this key frame on. The encoder does what it was given before first; its configuration stays but for that. */
  #adapt(image: I420Image): void {
    const bitrate = adaptiveBitrate(this.#config.bitrate ?? 0, image);
    if (bitrate === this.#bitrate) return;
    this.#bitrate = bitrate;
    this.#encoder.configure({ ...this.#config, bitrate });
  }

  #onChunk(chunk: EncodedVideoChunk, metadata: EncodedVideoChunkMetadata | undefined): void {
    signOfLife();
    const expected = this.#pending.shift();
    if (expected === undefined || expected.timestampUs !== chunk.timestamp) {
      return this.#fail(new AppError('media/encode-failed', { reason: 'frames came out in another order', timestampUs: chunk.timestamp }));
    }
    const data = new Uint8Array(chunk.byteLength);
    chunk.copyTo(data);
    const first = this.#samplesOut++ === 0;
    const given = descriptionOf(this.#choice.codecFamily, { type: chunk.type, data }, metadata);
    if (first) this.#description = given;
    else if (given !== undefined && !sameBytes(given, this.#description)) {
      return this.#fail(new AppError('media/encode-failed', { reason: 'another configuration in the middle of the video', timestampUs: chunk.timestamp }));
    }
    const description = first ? given : undefined;
    const { index, durationUs, bitrate } = expected;
    this.#channel.push({ index, key: chunk.type === 'key', data, durationUs, bitrate, ...(description === undefined ? {} : { description }) });
    this.#wakeup.wake();
  }

  async #roomForOne(): Promise<void> {
    for (;;) {
      this.#check();
      if (this.#stopped) return;
      if (this.#channel.size >= samplesOutMax) await this.#channel.room(this.#signal);
      else if (this.#encoder.encodeQueueSize > (this.#options.queueMax ?? encodeQueueMax)) await this.#wakeup.wait();
      else return;
    }
  }

  #check(): void {
    throwIfCancelled(this.#signal);
    if (this.#failure !== undefined) throw this.#failure;
  }

  #fail(error: AppError): void {
    this.#failure ??= error;
    this.#wakeup.wake();
  }
}

/** The pictures; what goes wrong with them is not to be taken for a fault of the encoder. */
async function* named(pictures: AsyncIterable<Owned<ComposedPicture>>): AsyncGenerator<Owned<ComposedPicture>, void, undefined> {
  try {
    yield* pictures;
  } catch (error) {
    throw toAppError(error);
  }
}
