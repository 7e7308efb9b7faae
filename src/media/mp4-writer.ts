import { AppError, toAppError } from '../core/errors.ts';
import type { ByteSink } from './byte-sink.ts';
import type { EncodedSample } from './encode-frames.ts';
import { buildFtyp, buildMoov } from './mp4-moov.ts';
import type { VideoLayout, WrittenTrack } from './mp4-moov.ts';
import type { OutputSound } from './sound/output-sound.ts';

/** The output, known before the first frame is encoded; the sound's packets are asked for while the pictures come. */
export interface OutputLayout {
  readonly video: VideoLayout;
  readonly sound: OutputSound | null;
}

/** Video and sound alternate at this step, within the 0.5–1 s that players' buffers expect (Apple, QuickTime interleaving advice). */
const chunkS = 0.5;
/** Samples are gathered to this size before they go to the sink: fewer, larger writes. */
const writeBytes = 1024 * 1024;
/** Room in the reserved header for the decoder configuration, which is known only with the first sample (avcC: about 50 bytes). */
const descriptionBytesMax = 4096;
/** Free boxes need a header; `mdat` has one with a 64-bit size, so that 4 GiB are no border. */
const freeHeaderBytes = 8;
const mdatHeaderBytes = 16;

/**
 * Writes an MP4 as it grows: header room first, then video and sound in turns, the header last into its room (or behind, should
 * it not fit). Only sample tables stay in memory. `finish` closes the sink; the caller aborts it when anything throws, and closes the writer
 * in any case. Throws `media/mux-failed`, `storage/*`, and what the sound's source throws.
 */
export class Mp4Writer {
  readonly #sink: ByteSink;
  readonly #layout: OutputLayout;
  readonly #soundPackets: AsyncGenerator<Uint8Array, void, undefined> | null;
  readonly #video: WrittenTrack = { sizes: [], chunks: [], keys: [] };
  readonly #sound: WrittenTrack = { sizes: [], chunks: [], keys: [] };
  readonly #headerStart: number;
  readonly #headerBytes: number;
  #description: Uint8Array | null = null;
  #lastTrack: WrittenTrack | null = null;
  #currentChunk = -1;
  /** Media time of the next sound packet, in ticks. */
  #soundTicks = 0;
  /** Where the next gathered byte will stand. */
  #position: number;
  #gathered = new Uint8Array(writeBytes);
  #gatheredBytes = 0;

  private constructor(sink: ByteSink, layout: OutputLayout, ftypBytes: number, headerBytes: number, signal: AbortSignal | undefined) {
    this.#sink = sink;
    this.#layout = layout;
    this.#soundPackets = layout.sound?.packets(signal) ?? null;
    this.#headerStart = ftypBytes;
    this.#headerBytes = headerBytes;
    this.#position = ftypBytes + headerBytes + mdatHeaderBytes;
  }

  static async open(sink: ByteSink, layout: OutputLayout, signal?: AbortSignal): Promise<Mp4Writer> {
    const ftyp = buildFtyp(layout.video.codecFamily);
    const writer = new Mp4Writer(sink, layout, ftyp.length, reservedBytes(layout), signal);
    await sink.write(ftyp, 0);
    return writer;
  }

  /** Takes the next frame's sample; sound up to its time is written first. */
  async addVideo(sample: EncodedSample): Promise<void> {
    const { ticks, timescale } = this.#layout.video;
    if (sample.index !== this.#video.sizes.length || sample.index >= ticks.length) {
      throw new AppError('media/mux-failed', { reason: 'an unexpected frame', frame: sample.index });
    }
    if (sample.description !== undefined) this.#description ??= sample.description;
    const chunk = Math.floor(ticks[sample.index]! / timescale / chunkS);
    if (chunk !== this.#currentChunk) {
      await this.#writeSoundUntil(chunk * chunkS);
      this.#currentChunk = chunk;
      this.#lastTrack = null;
    }
    if (sample.key) this.#video.keys.push(sample.index + 1);
    await this.#append(this.#video, sample.data);
  }

  /** Writes what is left and the header; throws `media/mux-failed` when frames are missing. */
  async finish(): Promise<{ bytes: number }> {
    const { video, sound } = this.#layout;
    const missing = video.ticks.length - this.#video.sizes.length;
    if (missing !== 0) throw new AppError('media/mux-failed', { reason: 'frames are missing', missing });
    if (video.codecFamily !== 'vp9' && this.#description === null) throw new AppError('media/mux-failed', { reason: 'no decoder configuration' });
    await this.#writeSoundUntil(Infinity);
    await this.#flush();
    const dataEnd = this.#position;
    const moov = build(() => buildMoov(video, sound, this.#video, this.#sound, this.#description));
    const mdatStart = this.#headerStart + this.#headerBytes;
    await this.#sink.write(largeBoxHeader('mdat', dataEnd - mdatStart), mdatStart);
    const spare = this.#headerBytes - moov.length;
    const fits = spare === 0 || spare >= freeHeaderBytes;
    if (fits) {
      await this.#sink.write(moov, this.#headerStart);
      if (spare > 0) await this.#sink.write(freeBox(spare), this.#headerStart + moov.length);
    } else {
      await this.#sink.write(freeBox(this.#headerBytes), this.#headerStart);
      await this.#sink.write(moov, dataEnd);
    }
    await this.#sink.close();
    return { bytes: fits ? dataEnd : dataEnd + moov.length };
  }

  /** Ends the reading or making of the sound, wherever it stands; a second call does nothing. */
  async close(): Promise<void> {
    await this.#soundPackets?.return();
  }

  /** Sound packets whose time lies before `untilS` of the output. */
  async #writeSoundUntil(untilS: number): Promise<void> {
    const { sound } = this.#layout;
    if (sound === null || this.#soundPackets === null) return;
    const untilTicks = untilS * sound.timescale + soundOffsetTicks(sound);
    this.#lastTrack = null;
    while (this.#sound.sizes.length < sound.durations.length && this.#soundTicks < untilTicks) {
      const next = await this.#soundPackets.next();
      if (next.done === true) throw new AppError('media/mux-failed', { reason: 'sound packets are missing', missing: sound.durations.length - this.#sound.sizes.length });
      this.#soundTicks += sound.durations[this.#sound.sizes.length]!;
      await this.#append(this.#sound, next.value);
    }
  }

  async #append(track: WrittenTrack, data: Uint8Array): Promise<void> {
    if (this.#lastTrack !== track) {
      track.chunks.push({ offset: this.#position + this.#gatheredBytes, samples: 0 });
      this.#lastTrack = track;
    }
    track.chunks[track.chunks.length - 1]!.samples += 1;
    track.sizes.push(data.length);
    if (this.#gatheredBytes + data.length > writeBytes) await this.#flush();
    if (data.length > writeBytes) {
      await this.#sink.write(data, this.#position);
      this.#position += data.length;
    } else {
      this.#gathered.set(data, this.#gatheredBytes);
      this.#gatheredBytes += data.length;
    }
  }

  async #flush(): Promise<void> {
    if (this.#gatheredBytes === 0) return;
    await this.#sink.write(this.#gathered.subarray(0, this.#gatheredBytes), this.#position);
    this.#position += this.#gatheredBytes;
    this.#gatheredBytes = 0;
  }
}

/** Media time of the sound that plays at the output's 0, in ticks from its first packet. */
function soundOffsetTicks({ edits, timescale }: OutputSound): number {
  let pauseS = 0;
  for (const edit of edits) {
    if (edit.mediaTime >= 0) return edit.mediaTime - pauseS * timescale;
    pauseS += edit.durationS;
  }
  return 0;
}

/** The header's size with the most chunks and key frames there can be; what is not used becomes a free box. */
function reservedBytes({ video, sound }: OutputLayout): number {
  const frames = video.ticks.length;
  const spanS = frames === 0 ? 0 : (video.ticks[frames - 1]! - video.ticks[0]!) / video.timescale;
  const chunks = Math.min(frames, Math.ceil(spanS / chunkS) + 2);
  const sounds = sound === null ? 0 : sound.durations.length;
  const soundChunks = Math.min(sounds, chunks + 2);
  const track = (samples: number, chunkCount: number, keys: number): WrittenTrack => ({
    sizes: new Array<number>(samples).fill(1),
    // Offsets past 4 GiB and chunks that all differ: the largest tables.
    chunks: Array.from({ length: chunkCount }, (_, index) => ({ offset: 2 ** 33, samples: index + 1 })),
    keys: new Array<number>(keys).fill(1),
  });
  // Encoders may add key frames of their own at scene changes: every frame could be one.
  const moov = build(() => buildMoov(video, sound, track(frames, chunks, frames), track(sounds, soundChunks, 0), new Uint8Array(descriptionBytesMax)));
  return moov.length + freeHeaderBytes;
}

function build<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw toAppError(error, 'media/mux-failed');
  }
}

function largeBoxHeader(type: string, size: number): Uint8Array {
  const header = new Uint8Array(mdatHeaderBytes);
  const view = new DataView(header.buffer);
  view.setUint32(0, 1);
  for (let k = 0; k < 4; k++) header[4 + k] = type.charCodeAt(k);
  view.setBigUint64(8, BigInt(size));
  return header;
}

function freeBox(size: number): Uint8Array {
  const box = new Uint8Array(size);
  new DataView(box.buffer).setUint32(0, size);
  for (let k = 0; k < 4; k++) box[4 + k] = 'free'.charCodeAt(k);
  return box;
}
