import { Channel } from '../../core/channel.ts';
import { AppError, throwIfCancelled, toAppError } from '../../core/errors.ts';
import type { AudioTrack } from '../movie.ts';
import { Wakeup } from '../wakeup.ts';
import { readPcm } from './pcm.ts';
import type { PcmFormat } from './pcm.ts';

/** A piece of decoded sound: one plane per channel, full scale ±1. */
export interface SoundBlock {
  /** When its first sample plays, in ticks of the track; not always whole. */
  readonly startTicks: number;
  readonly sampleRate: number;
  readonly planes: readonly Float32Array[];
}

/** Counts what could not be decoded and is silent in its place. */
export interface SoundDamage {
  packets: number;
}

/** Decoded pieces that wait, and chunks inside the decoder: a second or so, however long the file. */
const blocksOutMax = 16;
const decodeQueueMax = 16;

/**
 * Decodes the packets `[first, end)` of a track. Packets that cannot be decoded leave a gap and are counted. Throws `media/file-gone`,
 * `media/truncated`, `job/cancelled`, and `media/unsupported-audio` when nothing is known that decodes the track.
 */
export async function* decodeSound(track: AudioTrack, range: { readonly first: number; readonly end: number }, damage: SoundDamage, signal?: AbortSignal): AsyncGenerator<SoundBlock, void, undefined> {
  const { decoding } = track;
  if (decoding === null) throw new AppError('media/unsupported-audio', { codec: track.codec });
  if ('kind' in decoding) {
    yield* readRaw(track, decoding, range, signal);
    return;
  }
  for (let packet = range.first; packet < range.end; ) {
    const runEnd = endOfRun(track, packet, range.end);
    const run = new DecodeRun(track, decoding, packet, runEnd, signal);
    yield* run.blocks();
    if (run.failedPacket === null) packet = runEnd;
    else {
      damage.packets += 1;
      packet = run.failedPacket + 1;
    }
  }
}

/** The end of the stretch without a gap that begins at `first`. */
function endOfRun({ samples, packetTicksMax }: AudioTrack, first: number, end: number): number {
  let packet = first + 1;
  while (packet < end && samples.dts[packet]! - samples.dts[packet - 1]! <= packetTicksMax) packet += 1;
  return packet;
}

async function* readRaw(track: AudioTrack, format: PcmFormat, { first, end }: { first: number; end: number }, signal: AbortSignal | undefined): AsyncGenerator<SoundBlock, void, undefined> {
  const reader = track.openReader(signal);
  for (let packet = first; packet < end; packet += 1) {
    throwIfCancelled(signal);
    yield { startTicks: track.samples.dts[packet]!, sampleRate: track.sampleRate, planes: readPcm(await reader.read(packet), format) };
  }
}

/** Vorbis gives nothing for the first packet: each is half of two that overlap (Vorbis I, 4.3.8). */
function silentPackets(codec: string): number {
  return codec === 'vorbis' ? 1 : 0;
}

/**
 * One decoder over a stretch without gaps. Decoders number what they give in ways of their own, so samples are counted from the
 * stretch's beginning; the same count tells which packet a decoder broke at.
 */
class DecodeRun {
  /** The packet at which the decoder gave up, once `blocks` has ended; null when all went well. */
  failedPacket: number | null = null;
  readonly #track: AudioTrack;
  readonly #config: AudioDecoderConfig;
  readonly #first: number;
  readonly #end: number;
  readonly #signal: AbortSignal | undefined;
  readonly #channel = new Channel<Omit<SoundBlock, 'startTicks'>>(blocksOutMax);
  readonly #wakeup = new Wakeup();
  #broken = false;

  constructor(track: AudioTrack, config: AudioDecoderConfig, first: number, end: number, signal: AbortSignal | undefined) {
    this.#track = track;
    this.#config = config;
    this.#first = first;
    this.#end = end;
    this.#signal = signal;
  }

  async *blocks(): AsyncGenerator<SoundBlock, void, undefined> {
    const { samples, timescale, codec } = this.#track;
    let startTicks = samples.dts[Math.min(this.#first + silentPackets(codec), this.#end - 1)]!;
    const pump = this.#pump();
    try {
      for await (const { sampleRate, planes } of this.#channel) {
        yield { startTicks, sampleRate, planes };
        startTicks += ((planes[0]?.length ?? 0) / sampleRate) * timescale;
      }
    } finally {
      this.#channel.abandon();
      this.#wakeup.wake();
      await pump;
    }
    if (this.#broken) this.failedPacket = this.#packetAt(startTicks);
  }

  /** The packet that would have gone on at a time: the one that begins nearest to it. */
  #packetAt(ticks: number): number {
    const { dts } = this.#track.samples;
    let packet = this.#first;
    while (packet + 1 < this.#end && Math.abs(dts[packet + 1]! - ticks) <= Math.abs(dts[packet]! - ticks)) packet += 1;
    return packet;
  }

  /** Never rejects: failures of the file reach the consumer through the channel, the decoder's own end the run. */
  async #pump(): Promise<void> {
    const onAbort = (): void => this.#wakeup.wake();
    this.#signal?.addEventListener('abort', onAbort, { once: true });
    const decoder = new AudioDecoder({ output: (data) => this.#onData(data), error: () => this.#break() });
    decoder.addEventListener('dequeue', onAbort);
    try {
      decoder.configure(this.#config);
      await this.#feed(decoder);
      throwIfCancelled(this.#signal);
      this.#channel.end();
    } catch (error) {
      this.#channel.fail(toAppError(error, 'media/decode-failed'));
    } finally {
      this.#signal?.removeEventListener('abort', onAbort);
      if (decoder.state !== 'closed') decoder.close();
    }
  }

  async #feed(decoder: AudioDecoder): Promise<void> {
    const reader = this.#track.openReader(this.#signal);
    for (let packet = this.#first; packet < this.#end; packet += 1) {
      const data = await reader.read(packet);
      while (!this.#over && (decoder.decodeQueueSize >= decodeQueueMax || this.#channel.size >= blocksOutMax)) {
        if (this.#channel.size >= blocksOutMax) await this.#channel.room(this.#signal);
        else await this.#wakeup.wait();
      }
      if (this.#over) return;
      try {
        // Made-up times, 10 ms apart: the table knows the real ones.
        decoder.decode(new EncodedAudioChunk({ type: 'key', timestamp: (packet - this.#first) * 10_000, data }));
      } catch {
        return this.#break(); // closed by an error a moment ago
      }
    }
    await decoder.flush().catch(() => this.#break());
  }

  get #over(): boolean {
    return this.#broken || this.#channel.abandoned || this.#signal?.aborted === true;
  }

  #break(): void {
    this.#broken = true;
    this.#wakeup.wake();
  }

  #onData(data: AudioData): void {
    try {
      const { numberOfFrames: frames, numberOfChannels, sampleRate } = data;
      const planes = Array.from({ length: numberOfChannels }, (_, planeIndex) => {
        const plane = new Float32Array(frames);
        data.copyTo(plane, { planeIndex, format: 'f32-planar' });
        return plane;
      });
      this.#channel.push({ sampleRate, planes });
    } finally {
      data.close();
    }
    this.#wakeup.wake();
  }
}
