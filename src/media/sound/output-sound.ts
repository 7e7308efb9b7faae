import { packetNumbers } from '../audio-cut.ts';
import type { AudioCut } from '../audio-cut.ts';
import type { EditEntry, SoundCarriage } from '../movie.ts';
import type { SoundDamage } from './decode-sound.ts';
import { encodeOpus, opusPacketFrames, opusRate } from './encode-opus.ts';
import type { OpusChoice } from './encode-opus.ts';
import { programSound } from './program-sound.ts';
import type { SoundProgram } from './program-sound.ts';

/** In place of a number of a packet of the source. */
export const madeAnew = -1;

/** The sound track of an output, whether its packets are taken over or made: all of it is known before the first packet. */
export interface OutputSound {
  readonly carriage: SoundCarriage;
  readonly timescale: number;
  readonly channels: number;
  readonly sampleRate: number;
  /** ISO 639-2, three letters. */
  readonly language: string;
  /** Duration of each packet in ticks, as many as there will be. */
  readonly durations: Float64Array;
  /** 1 where decoding can start. */
  readonly sync: Uint8Array;
  /** `mediaTime` counts from the first packet; durations are finite. */
  readonly edits: readonly EditEntry[];
  /** Of each packet the source's that it is, bit for bit; `madeAnew` for others. */
  readonly origins: Int32Array;
  /** The packets in order, each valid until the next is asked for. Whoever stops early ends the iteration. */
  packets(signal?: AbortSignal): AsyncGenerator<Uint8Array, void, undefined>;
}

/** Packets of the source as they are. */
export function carriedSound({ track, ranges, edits }: AudioCut, carriage: SoundCarriage): OutputSound {
  const { samples, timescale, channels, sampleRate, language, openReader } = track;
  const packets = packetNumbers(ranges);
  const endOf = (sample: number): number => (sample + 1 < samples.count ? samples.dts[sample + 1]! : samples.dts[sample]! + samples.lastDuration);
  return {
    carriage,
    timescale,
    channels,
    sampleRate,
    language,
    durations: Float64Array.from(packets, (sample) => endOf(sample) - samples.dts[sample]!),
    sync: Uint8Array.from(packets, (sample) => samples.sync[sample]!),
    edits,
    origins: Int32Array.from(packets),
    packets: async function* (signal) {
      const reader = openReader(signal);
      for (const sample of packets) yield await reader.read(sample);
    },
  };
}

/**
 * A program made anew as Opus, encoded while it is written. What the encoder puts before it is skipped by the edit list, so that no sample moves.
 */
export function reencodedSound(program: SoundProgram, opus: OpusChoice, damage: SoundDamage): OutputSound {
  const { track, stretches, channels } = program;
  const frames = stretches.at(-1)?.endFrame ?? 0;
  const packets = Math.ceil((frames + opus.preSkip) / opusPacketFrames);
  return {
    carriage: opus.carriage,
    timescale: opusRate,
    channels,
    sampleRate: opusRate,
    language: track.language,
    durations: new Float64Array(packets).fill(opusPacketFrames),
    sync: new Uint8Array(packets).fill(1),
    edits: [{ durationS: frames / opusRate, mediaTime: opus.preSkip }],
    origins: new Int32Array(packets).fill(madeAnew),
    packets: (signal) => encodeOpus(opus, programSound(program, damage, signal), packets, signal),
  };
}
