import { Channel } from '../core/channel.ts';
import { AppError, throwIfCancelled, toAppError } from '../core/errors.ts';
import type { I420Image } from '../core/i420.ts';
import type { Owned } from '../core/owned.ts';
import { signOfLife } from '../core/signs-of-life.ts';
import type { EncoderChoice } from './choose-encoder.ts';
import { makeAv1C } from './codec-config-boxes.ts';
import { Wakeup } from './wakeup.ts';

/** One picture to be encoded; the index counts output frames from 0. */
export interface ComposedPicture {
  readonly index: number;
  readonly timestampUs: number;
  readonly durationUs: number;
  readonly image: I420Image;
}

export interface EncodedSample {
  readonly index: number;
  readonly key: boolean;
  readonly data: Uint8Array;
  /** Decoder configuration record (payload of avcC or av1C), with the first sample. */
  readonly description?: Uint8Array;
}

/** Pictures waiting in the encoder: its own queue is unbounded (shared facts). */
export const encodeQueueMax = 3;
/** Encoded samples waiting for the writer; they are small. */
const samplesOutMax = 16;
/** Seeking in the output is this coarse at worst; the usual figure of streaming (Apple HLS authoring: 2 s). */
export const keyIntervalUs = 2_000_000;

/**
 * Encodes pictures in order, one sample each; takes over the pictures and closes them. A wrong count or order throws
 * `media/encode-failed`, as does the encoder's own error; also `job/cancelled` and whatever the input throws.
 */
export async function* encodeFrames(
  choice: EncoderChoice,
  pictures: AsyncIterable<Owned<ComposedPicture>>,
  signal?: AbortSignal,
): AsyncGenerator<EncodedSample, void, undefined> {
  const channel = new Channel<EncodedSample>(samplesOutMax);
  const run = new EncodeRun(choice, channel, signal);
  const pump = run.pump(pictures);
  try {
    yield* channel;
  } finally {
    channel.abandon();
    run.stop();
    await pump;
  }
}

/** Whether an encoder was taken away by the browser, as happens to hidden tabs: nothing is wrong with the pictures, and a new one may do. */
export function isReclaimed(error: unknown): boolean {
  return error instanceof AppError && error.code === 'media/encode-failed' && error.details['reclaimed'] === true;
}

function encoderError(codec: string, error: DOMException): AppError {
  const reclaimed = error.name === 'QuotaExceededError'; // WebCodecs, 9.1 "codec reclamation"
  return new AppError('media/encode-failed', { codec, reason: error.message, ...(reclaimed ? { reclaimed } : {}) }, error);
}

class EncodeRun {
  readonly #choice: EncoderChoice;
  readonly #channel: Channel<EncodedSample>;
  readonly #signal: AbortSignal | undefined;
  readonly #wakeup = new Wakeup();
  /** Pictures fed and not yet come out, oldest first. */
  readonly #pending: { index: number; timestampUs: number }[] = [];
  readonly #encoder: VideoEncoder;
  #failure: AppError | undefined;
  #stopped = false;
  #samplesOut = 0;
  #nextKeyUs = -Infinity;

  constructor(choice: EncoderChoice, channel: Channel<EncodedSample>, signal: AbortSignal | undefined) {
    this.#choice = choice;
    this.#channel = channel;
    this.#signal = signal;
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
      for await (const item of pictures) {
        using picture = item;
        await this.#roomForOne();
        if (this.#stopped) return;
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

  #encode({ index, timestampUs, durationUs, image }: ComposedPicture): void {
    const keyFrame = timestampUs >= this.#nextKeyUs;
    if (keyFrame) this.#nextKeyUs = timestampUs + keyIntervalUs;
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
      this.#pending.push({ index, timestampUs });
      this.#encoder.encode(frame, { keyFrame });
    } finally {
      frame.close();
    }
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
    const description = first ? this.#description(data, metadata) : undefined;
    this.#channel.push({ index: expected.index, key: chunk.type === 'key', data, ...(description === undefined ? {} : { description }) });
    this.#wakeup.wake();
  }

  /** H.264's comes with the first chunk; AV1 encoders give none, so it is made from the sequence header; VP9 needs none. */
  #description(keyFrame: Uint8Array, metadata: EncodedVideoChunkMetadata | undefined): Uint8Array | undefined {
    const given = metadata?.decoderConfig?.description;
    if (this.#choice.codecFamily === 'vp9') return undefined;
    if (given !== undefined) return ArrayBuffer.isView(given) ? new Uint8Array(given.buffer, given.byteOffset, given.byteLength).slice() : new Uint8Array(given.slice(0));
    return this.#choice.codecFamily === 'av1' ? (makeAv1C(keyFrame) ?? undefined) : undefined;
  }

  async #roomForOne(): Promise<void> {
    for (;;) {
      this.#check();
      if (this.#stopped) return;
      if (this.#channel.size >= samplesOutMax) await this.#channel.room(this.#signal);
      else if (this.#encoder.encodeQueueSize > encodeQueueMax) await this.#wakeup.wait();
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
