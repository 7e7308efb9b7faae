import type { Channel } from '../core/channel.ts';
import { AppError, throwIfCancelled, toAppError } from '../core/errors.ts';
import { Owned } from '../core/owned.ts';
import type { DecodedFrame } from './decode-frames.ts';
import { DecoderLife } from './decoder-life.ts';
import { firstFailing } from './first-failing.ts';
import type { VideoTrack } from './movie.ts';
import type { SampleReader } from './sample-reader.ts';
import { Wakeup } from './wakeup.ts';

/** Frames decoded and not yet taken. A software decoder never stalls on held frames, so the cap is ours (shared facts). */
export const framesOutMax = 4;
/** Chunks waiting in the decoder. */
const decodeQueueMax = 8;
/**
 * Chunk timestamps are made up, index × this: they map back exactly, where microseconds would round two thirds of real times.
 * The step looks like a frame's duration to decoders that estimate rates.
 */
const timestampStepUs = 10_000;
/** Replays in a row that bring no new frame, before it is given up. */
const fruitlessReplaysMax = 3;

/** Frames to be shown (presentation indices) and samples to be fed (decode order), all inclusive. */
interface RunRange {
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly first: number;
  readonly last: number;
  readonly signal?: AbortSignal | undefined;
}

/** What one decoder is fed: samples `from` (a key frame) to `to`; `to + 1` cannot be decoded, unless `to` is the last of the range. */
interface Leg {
  readonly from: number;
  to: number;
  /** The last sample that was fed, and the latest one whose picture came out. */
  fed: number;
  newest: number;
  /** A sample that gave no picture in its turn though the decoder did not complain. */
  lost: number | undefined;
}

/**
 * One pass over the samples of a range, with as many decoders as damage makes necessary. A decoder that stumbles closes, takes good
 * pictures with it and does not say over which sample: that is searched, the pictures before it are decoded once more, and nothing
 * that may lean on it is shown: up to the next key frame, frames come out as null.
 */
export class DecodeRun {
  readonly #video: VideoTrack;
  readonly #config: VideoDecoderConfig;
  readonly #range: RunRange;
  readonly #channel: Channel<Owned<DecodedFrame>>;
  readonly #wakeup = new Wakeup();
  readonly #reader: SampleReader;
  /** The sample of each presented frame. */
  readonly #sampleOf: Int32Array;
  #stopped = false;
  /** Next presentation index that has not been emitted or passed over. */
  #next: number;
  #fruitless = { next: -1, replays: 0 };

  constructor(video: VideoTrack, config: VideoDecoderConfig, range: RunRange, channel: Channel<Owned<DecodedFrame>>) {
    this.#video = video;
    this.#config = config;
    this.#range = range;
    this.#channel = channel;
    this.#next = range.firstFrame;
    this.#reader = video.openReader(range.signal);
    this.#sampleOf = new Int32Array(video.ticks.length);
    video.presentation.forEach((frame, sample) => {
      if (frame >= 0) this.#sampleOf[frame] = sample;
    });
  }

  /** Never rejects: failures reach the consumer through the channel. */
  async pump(): Promise<void> {
    const onAbort = (): void => this.#wakeup.wake();
    this.#range.signal?.addEventListener('abort', onAbort, { once: true });
    try {
      for (let leg: Leg | null = newLeg(this.#range.first, this.#range.last); leg !== null && !this.#stopped; ) leg = await this.#run(leg);
      this.#emitUpTo(this.#range.lastFrame + 1);
      this.#channel.end();
    } catch (error) {
      this.#channel.fail(toAppError(error, 'media/decode-failed'));
    } finally {
      this.#range.signal?.removeEventListener('abort', onAbort);
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#wakeup.wake();
  }

  /** Decodes a leg and says which comes next. */
  async #run(leg: Leg): Promise<Leg | null> {
    const failure = await this.#feed(leg);
    if (this.#stopped) return null;
    if (failure === 'reclaimed') return this.#replay(leg, leg.to, failure);
    const failing = failure === 'damaged' ? await this.#firstFailing(leg) : undefined;
    if (leg.lost === undefined && failing === undefined) return failure === undefined ? this.#after(leg.to + 1) : this.#replay(leg, leg.to, failure);
    return this.#replay(leg, Math.min(leg.lost ?? Infinity, failing ?? Infinity) - 1, 'damaged');
  }

  async #feed(leg: Leg): Promise<DecoderLife['failure']> {
    using life = new DecoderLife(this.#config, (picture) => this.#onPicture(picture, leg), this.#wakeup);
    for (let sample = leg.from; sample <= leg.to && leg.lost === undefined; sample++) {
      if (this.#video.samples.size[sample] === 0) {
        leg.to = sample - 1; // an empty sample closes the decoder
        break;
      }
      const data = await this.#reader.read(sample);
      await this.#roomForOne(life);
      if (this.#stopped || life.failure !== undefined) return life.failure;
      leg.fed = sample;
      life.decode(this.#chunk(sample, data, leg.from));
    }
    if (life.failure === undefined) await life.flush();
    throwIfCancelled(this.#range.signal);
    return life.failure;
  }

  /** The sample that stopped a leg's decoder: one behind the last whose picture came out. Undefined when a new decoder takes them all. */
  #firstFailing(leg: Leg): Promise<number | undefined> {
    const low = Math.max(leg.from, Math.min(leg.newest + 1, leg.fed));
    const from = this.#keyBefore(leg.from, low, this.#video.samples.cts.subarray(low, leg.fed + 1).reduce((a, b) => Math.min(a, b), Infinity));
    return firstFailing(low, leg.fed, (to) => this.#fails(from, to));
  }

  /** Whether samples `from` (a key frame) to `to` stop a decoder. */
  async #fails(from: number, to: number): Promise<boolean> {
    using life = new DecoderLife(this.#config, (picture) => picture.close(), this.#wakeup);
    for (let sample = from; sample <= to && life.failure === undefined; sample++) {
      const data = await this.#reader.read(sample);
      while (life.waiting >= decodeQueueMax && !this.#isOver(life)) await this.#wakeup.wait();
      throwIfCancelled(this.#range.signal);
      if (this.#stopped) return false;
      life.decode(this.#chunk(sample, data, from));
    }
    if (life.failure === undefined) await life.flush();
    return life.failure === 'damaged';
  }

  /** What is to be decoded once more of a leg up to sample `to`; what comes after that, when nothing is missing or it brings nothing. */
  #replay(leg: Leg, to: number, failure: DecoderLife['failure']): Leg | null {
    const { presentation, samples } = this.#video;
    let earliest = -1;
    let firstCts = Infinity;
    for (let sample = leg.from; sample <= to; sample++) {
      const frame = presentation[sample]!;
      if (frame < this.#next || frame > this.#range.lastFrame || this.#leadsInto(leg, sample)) continue;
      if (earliest < 0) earliest = sample;
      firstCts = Math.min(firstCts, samples.cts[sample]!);
    }
    if (earliest < 0) return this.#after(to + 1);
    this.#fruitless = this.#fruitless.next === this.#next ? { next: this.#next, replays: this.#fruitless.replays + 1 } : { next: this.#next, replays: 1 };
    if (this.#fruitless.replays > fruitlessReplaysMax) {
      if (failure === 'reclaimed') throw new AppError('media/decode-failed', { reason: 'the browser takes the decoder away again and again' });
      return this.#after(Math.max(leg.from, leg.newest + 1));
    }
    return newLeg(this.#keyBefore(leg.from, earliest, firstCts), to);
  }

  /** The last key frame from which a sample can be decoded, not before `from`: pictures that lead a key frame need the group before it. */
  #keyBefore(from: number, sample: number, cts: number): number {
    const { samples } = this.#video;
    let key = sample;
    while (key > from && !(samples.sync[key] === 1 && samples.cts[key]! <= cts)) key -= 1;
    return key;
  }

  /** The leg that begins with the next key frame behind a sample that cannot be decoded. */
  #after(bad: number): Leg | null {
    for (let sample = bad + 1; sample <= this.#range.last; sample++) if (this.#video.samples.sync[sample] === 1) return newLeg(sample, this.#range.last);
    return null;
  }

  #chunk(sample: number, data: Uint8Array<ArrayBuffer>, first: number): EncodedVideoChunk {
    const index = this.#video.presentation[sample]!;
    // A first sample that is not marked as key is offered as one: the decoder refuses it if it is none.
    const type = this.#video.samples.sync[sample] === 1 || sample === first ? 'key' : 'delta';
    return new EncodedVideoChunk({ type, timestamp: (index >= 0 ? index : -1 - sample) * timestampStepUs, data });
  }

  async #roomForOne(life: DecoderLife): Promise<void> {
    while (!this.#isOver(life)) {
      if (this.#channel.size < framesOutMax && life.waiting + this.#channel.size < decodeQueueMax) return;
      if (this.#channel.size >= framesOutMax) await this.#channel.room(this.#range.signal);
      else await this.#wakeup.wait();
    }
    throwIfCancelled(this.#range.signal);
  }

  #isOver(life: DecoderLife): boolean {
    return this.#stopped || life.failure !== undefined || this.#range.signal?.aborted === true;
  }

  #onPicture(picture: VideoFrame, leg: Leg): void {
    const frame = Math.round(picture.timestamp / timestampStepUs);
    leg.newest = Math.max(leg.newest, frame >= 0 ? this.#sampleOf[frame]! : -1 - frame);
    const inRange = frame >= this.#next && frame <= this.#range.lastFrame && !this.#stopped;
    if (inRange) leg.lost ??= this.#lostBefore(frame, leg);
    if (!inRange || leg.lost !== undefined || this.#leadsInto(leg, this.#sampleOf[frame]!)) return picture.close();
    this.#emitUpTo(frame);
    this.#next = frame + 1;
    this.#channel.push(new Owned<DecodedFrame>({ frame, picture }, () => picture.close()));
  }

  /** The first sample, in decode order, whose picture should have come out before a frame and did not. */
  #lostBefore(frame: number, leg: Leg): number | undefined {
    if (this.#video.codec === 'vp8') return undefined; // some of its samples are there to be leant on only (RFC 6386, 9.1: show_frame)
    let lost: number | undefined;
    for (let missing = this.#next; missing < frame; missing++) {
      const sample = this.#sampleOf[missing]!;
      if (sample >= leg.from && sample <= leg.fed && !this.#leadsInto(leg, sample)) lost = Math.min(lost ?? Infinity, sample);
    }
    return lost;
  }

  /** Pictures shown before the key frame that a leg begins with lean on the group before it, which this decoder has not seen. */
  #leadsInto(leg: Leg, sample: number): boolean {
    return this.#video.samples.cts[sample]! < this.#video.samples.cts[leg.from]!;
  }

  /** Frames that were passed over on the way come out as null: none is silently skipped. */
  #emitUpTo(end: number): void {
    for (; this.#next < end; this.#next++) this.#channel.push(new Owned<DecodedFrame>({ frame: this.#next, picture: null }, () => undefined));
  }
}

function newLeg(from: number, to: number): Leg {
  return { from, to, fed: from - 1, newest: from - 1, lost: undefined };
}
