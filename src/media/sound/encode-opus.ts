import { Channel } from '../../core/channel.ts';
import { AppError, throwIfCancelled, toAppError } from '../../core/errors.ts';
import type { SoundCarriage } from '../movie.ts';
import { opusPreSkip, soundConfig } from '../sound-config.ts';
import { Wakeup } from '../wakeup.ts';

/** Opus works at 48 kHz whatever it is given (RFC 6716, 2); giving it that keeps every sample's place. */
export const opusRate = 48_000;
/** Frames of a packet: 20 ms, where Opus is at its best (RFC 6716, 2.1.4). */
export const opusPacketFrames = 960;
/** Transparent for music, generous for speech (Xiph's listening tests: 128 kbit/s stereo). */
const bitratePerChannel = 64_000;

/** Bits per second that Opus of so many channels is asked for. */
export function opusBitrate(channels: 1 | 2): number {
  return channels * bitratePerChannel;
}
/** Chunks in the encoder, packets that wait for the writer. */
const encodeQueueMax = 8;
const packetsOutMax = 64;

/** An encoder that has been tried. */
export interface OpusChoice {
  readonly config: AudioEncoderConfig;
  readonly carriage: SoundCarriage;
  /** Frames at the start of what is decoded that are the encoder's, not the sound's. */
  readonly preSkip: number;
}

/** Tries Opus on a moment of silence: what it says of itself then is known before hours of work. Throws `media/unsupported-audio`. */
export async function chooseOpus(channels: 1 | 2, codec: string): Promise<OpusChoice> {
  const config: AudioEncoderConfig = { codec: 'opus', sampleRate: opusRate, numberOfChannels: channels, bitrate: opusBitrate(channels), opus: { frameDuration: 20_000 } };
  const run = new OpusRun(config);
  const silence = (async function* (): AsyncGenerator<readonly Float32Array[]> {
    yield Array.from({ length: channels }, () => new Float32Array(opusPacketFrames));
  })();
  try {
    if (typeof AudioEncoder === 'undefined' || (await AudioEncoder.isConfigSupported(config)).supported !== true) throw new TypeError('no Opus encoder');
    for await (const packet of run.packets(silence, 1)) if (packet.length === 0) throw new TypeError('an empty packet');
  } catch (error) {
    throw new AppError('media/unsupported-audio', { codec, advice: 'sound', reason: 'this browser encodes no Opus' }, error);
  }
  const carriage = soundConfig('opus', run.head);
  if (run.head === undefined || carriage === null) throw new AppError('media/unsupported-audio', { codec, advice: 'sound', reason: 'the Opus encoder says nothing of itself' });
  return { config, carriage, preSkip: opusPreSkip(run.head) };
}

/**
 * Encodes sound at 48 kHz to exactly `packets` packets of 20 ms: what comes after is dropped, what is missing is silence. Throws
 * `media/encode-failed`, `job/cancelled`, and whatever the source throws.
 */
export function encodeOpus(choice: OpusChoice, source: AsyncIterable<readonly Float32Array[]>, packets: number, signal?: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  return new OpusRun(choice.config).packets(source, packets, signal);
}

class OpusRun {
  /** OpusHead, once the first packet has come. */
  head: Uint8Array | undefined;
  readonly #config: AudioEncoderConfig;
  readonly #channel = new Channel<Uint8Array>(packetsOutMax);
  readonly #wakeup = new Wakeup();
  #failure: AppError | undefined;
  #packetsOut = 0;

  constructor(config: AudioEncoderConfig) {
    this.#config = config;
  }

  async *packets(source: AsyncIterable<readonly Float32Array[]>, count: number, signal?: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
    const pump = this.#pump(source, count, signal);
    try {
      yield* this.#channel;
    } finally {
      this.#channel.abandon();
      this.#wakeup.wake();
      await pump;
    }
  }

  /** Never rejects: failures reach the consumer through the channel. */
  async #pump(source: AsyncIterable<readonly Float32Array[]>, count: number, signal: AbortSignal | undefined): Promise<void> {
    const onAbort = (): void => this.#wakeup.wake();
    signal?.addEventListener('abort', onAbort, { once: true });
    const encoder = new AudioEncoder({
      output: (chunk, metadata) => this.#onChunk(chunk, metadata, count),
      error: (error) => this.#fail(new AppError('media/encode-failed', { codec: 'opus', reason: error.message }, error)),
    });
    encoder.addEventListener('dequeue', onAbort);
    try {
      encoder.configure(this.#config);
      let fed = 0;
      for await (const planes of inPackets(source, this.#config.numberOfChannels)) {
        if (fed === count) break;
        await this.#room(encoder, signal);
        if (this.#channel.abandoned) return;
        encode(encoder, planes, fed++);
      }
      const silence = Array.from({ length: this.#config.numberOfChannels }, () => new Float32Array(opusPacketFrames));
      for (; fed < count; fed += 1) {
        await this.#room(encoder, signal);
        if (this.#channel.abandoned) return;
        encode(encoder, silence, fed);
      }
      await encoder.flush();
      this.#check(signal);
      if (this.#packetsOut < count) throw new AppError('media/encode-failed', { codec: 'opus', reason: 'packets are missing', missing: count - this.#packetsOut });
      this.#channel.end();
    } catch (error) {
      this.#channel.fail(this.#failure ?? toAppError(error, 'media/encode-failed', { codec: 'opus' }));
    } finally {
      signal?.removeEventListener('abort', onAbort);
      if (encoder.state !== 'closed') encoder.close();
    }
  }

  async #room(encoder: AudioEncoder, signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      this.#check(signal);
      if (this.#channel.abandoned) return;
      if (this.#channel.size >= packetsOutMax) await this.#channel.room(signal);
      else if (encoder.encodeQueueSize > encodeQueueMax) await this.#wakeup.wait();
      else return;
    }
  }

  #check(signal: AbortSignal | undefined): void {
    throwIfCancelled(signal);
    if (this.#failure !== undefined) throw this.#failure;
  }

  #fail(error: AppError): void {
    this.#failure ??= error;
    this.#wakeup.wake();
  }

  #onChunk(chunk: EncodedAudioChunk, metadata: EncodedAudioChunkMetadata | undefined, count: number): void {
    const description = metadata?.decoderConfig?.description;
    if (description !== undefined) this.head ??= (ArrayBuffer.isView(description) ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength) : new Uint8Array(description)).slice();
    if (this.#packetsOut++ < count) {
      const data = new Uint8Array(chunk.byteLength);
      chunk.copyTo(data);
      this.#channel.push(data); // a flush pushes out one packet more than was fed: nothing of the sound is in it
    }
    this.#wakeup.wake();
  }
}

function encode(encoder: AudioEncoder, planes: readonly Float32Array[], packet: number): void {
  const data = new Float32Array(planes.length * opusPacketFrames);
  planes.forEach((plane, channel) => data.set(plane, channel * opusPacketFrames));
  const sound = new AudioData({
    format: 'f32-planar',
    sampleRate: opusRate,
    numberOfFrames: opusPacketFrames,
    numberOfChannels: planes.length,
    timestamp: packet * 20_000,
    data,
  });
  try {
    encoder.encode(sound);
  } finally {
    sound.close();
  }
}

/** The same sound in pieces of one packet; the last is filled up with silence. */
async function* inPackets(source: AsyncIterable<readonly Float32Array[]>, channels: number): AsyncGenerator<readonly Float32Array[], void, undefined> {
  const empty = (): Float32Array[] => Array.from({ length: channels }, () => new Float32Array(opusPacketFrames));
  let packet = empty();
  let filled = 0;
  for await (const planes of source) {
    const frames = planes[0]?.length ?? 0;
    for (let at = 0; at < frames; ) {
      const take = Math.min(opusPacketFrames - filled, frames - at);
      packet.forEach((plane, channel) => plane.set((planes[channel] as Float32Array).subarray(at, at + take), filled));
      at += take;
      filled += take;
      if (filled < opusPacketFrames) continue;
      yield packet;
      packet = empty();
      filled = 0;
    }
  }
  if (filled > 0) yield packet;
}
