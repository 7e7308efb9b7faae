import { Channel } from '../core/channel.ts';
import { AppError, throwIfCancelled, toAppError } from '../core/errors.ts';
import { Owned } from '../core/owned.ts';
import { Wakeup } from './wakeup.ts';
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
  /** Which frames of the range are asked for; all by default. */
  readonly wanted?: ((frame: number) => boolean) | undefined;
}

/** Frames decoded and not yet taken. A software decoder never stalls on held frames, so the cap is ours (shared facts). */
const framesOutMax = 4;
/** Chunks waiting in the decoder. */
const decodeQueueMax = 8;
/**
 * Chunk timestamps are made up, index × this: they map back exactly, where microseconds would round two thirds of real times.
 * The step looks like a frame's duration to decoders that estimate rates.
 */
const timestampStepUs = 10_000;

/**
 * Decodes a range of presented frames: exactly one item per wanted frame, in presentation order. The consumer closes each item; what it
 * leaves behind when it stops early is closed here. Throws `media/unsupported-codec`, `media/file-gone`, `job/cancelled`.
 */
export async function* decodeFrames(movie: Movie, range: DecodeRange): AsyncGenerator<Owned<DecodedFrame>, void, undefined> {
  const config = await decoderConfig(movie.video);
  const channel = new Channel<Owned<DecodedFrame>>(framesOutMax, (item) => item.close());
  const run = new DecodeRun(movie, config, range, channel);
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

/** One pass over the samples of a range, with as many decoders as errors make necessary. */
class DecodeRun {
  readonly #movie: Movie;
  readonly #config: VideoDecoderConfig;
  readonly #range: DecodeRange;
  readonly #channel: Channel<Owned<DecodedFrame>>;
  readonly #wakeup = new Wakeup();
  #stopped = false;
  #decoder: VideoDecoder | undefined;
  /** Next presentation index that has not been emitted or passed over. */
  #next: number;

  constructor(movie: Movie, config: VideoDecoderConfig, range: DecodeRange, channel: Channel<Owned<DecodedFrame>>) {
    this.#movie = movie;
    this.#config = config;
    this.#range = range;
    this.#channel = channel;
    this.#next = range.firstFrame;
  }

  /** Never rejects: failures reach the consumer through the channel. */
  async pump(): Promise<void> {
    const onAbort = (): void => this.#wakeup.wake();
    this.#range.signal?.addEventListener('abort', onAbort, { once: true });
    try {
      await this.#feedAll();
      this.#emitUpTo(this.#range.lastFrame + 1);
      this.#channel.end();
    } catch (error) {
      this.#channel.fail(toAppError(error, 'media/decode-failed'));
    } finally {
      this.#range.signal?.removeEventListener('abort', onAbort);
      this.#closeDecoder();
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#wakeup.wake();
  }

  async #feedAll(): Promise<void> {
    const { samples, presentation } = this.#movie.video;
    const span = decodeSpan(this.#movie.video, this.#range.firstFrame, this.#range.lastFrame);
    const reader = this.#movie.video.openReader(this.#range.signal);
    for (let sample = span.first; sample <= span.last; sample++) {
      const size = samples.size[sample]!;
      if (size === 0) continue; // an empty sample closes the decoder; its frame stays null
      // After an error only a key frame can begin again; what lies between stays null.
      if (this.#decoder === undefined && sample > span.first && samples.sync[sample] === 0) continue;
      const data = await reader.read(sample);
      await this.#roomForOne();
      if (this.#stopped) return;
      if (this.#decoder === undefined) this.#openDecoder();
      const index = presentation[sample]!;
      const timestamp = (index >= 0 ? index : -1 - sample) * timestampStepUs;
      // A first sample that is not marked as key is offered as one: the decoder refuses it if it is none.
      const type = samples.sync[sample] === 1 || sample === span.first ? 'key' : 'delta';
      this.#decode(new EncodedVideoChunk({ type, timestamp, data }));
    }
    await this.#flush();
  }

  #decode(chunk: EncodedVideoChunk): void {
    try {
      this.#decoder?.decode(chunk);
    } catch {
      this.#closeDecoder(); // "key frame required", or closed by an error a moment ago: wait for the next key frame
    }
  }

  async #flush(): Promise<void> {
    try {
      await this.#decoder?.flush();
    } catch {
      this.#closeDecoder(); // the error callback has been called: what is missing stays null
    }
    this.#throwIfDone();
  }

  async #roomForOne(): Promise<void> {
    for (;;) {
      this.#throwIfDone();
      if (this.#stopped) return;
      const waiting = this.#decoder?.decodeQueueSize ?? 0;
      if (this.#channel.size < framesOutMax && waiting + this.#channel.size < decodeQueueMax) return;
      if (this.#channel.size >= framesOutMax) await this.#channel.room(this.#range.signal);
      else await this.#wakeup.wait();
    }
  }

  #throwIfDone(): void {
    throwIfCancelled(this.#range.signal);
  }

  #openDecoder(): void {
    const decoder = new VideoDecoder({
      output: (picture) => this.#onPicture(picture),
      error: () => {
        if (this.#decoder === decoder) this.#decoder = undefined;
        this.#wakeup.wake();
      },
    });
    decoder.addEventListener('dequeue', () => this.#wakeup.wake());
    decoder.configure(this.#config);
    this.#decoder = decoder;
  }

  #closeDecoder(): void {
    const decoder = this.#decoder;
    this.#decoder = undefined;
    if (decoder !== undefined && decoder.state !== 'closed') decoder.close();
  }

  #onPicture(picture: VideoFrame): void {
    const frame = Math.round(picture.timestamp / timestampStepUs);
    const inRange = frame >= this.#next && frame <= this.#range.lastFrame && !this.#stopped;
    if (!inRange || !this.#isWanted(frame)) {
      picture.close();
    } else {
      this.#emitUpTo(frame);
      this.#next = frame + 1;
      this.#channel.push(new Owned<DecodedFrame>({ frame, picture }, () => picture.close()));
    }
    this.#wakeup.wake();
  }

  /** Frames that were passed over on the way come out as null: none is silently skipped. */
  #emitUpTo(end: number): void {
    for (; this.#next < end; this.#next++) {
      if (this.#isWanted(this.#next)) this.#channel.push(new Owned<DecodedFrame>({ frame: this.#next, picture: null }, () => undefined));
    }
  }

  #isWanted(frame: number): boolean {
    return this.#range.wanted?.(frame) ?? true;
  }
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
