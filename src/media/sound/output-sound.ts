import { packetNumbers } from '../audio-cut.ts';
import type { AudioCut } from '../audio-cut.ts';
import type { AudioTrack, EditEntry, SoundCarriage } from '../movie.ts';
import type { SoundDamage } from './decode-sound.ts';
import { encodeOpus, opusPacketFrames, opusRate } from './encode-opus.ts';
import type { OpusChoice } from './encode-opus.ts';
import { presentedSound } from './presented-sound.ts';
import { resample } from './resample.ts';

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
    packets: async function* (signal) {
      const reader = openReader(signal);
      for (const sample of packets) yield await reader.read(sample);
    },
  };
}

/**
 * The track's sound made anew as Opus: what `edits` present (finite, media times of the track) is decoded, mixed to at most two channels,
 * brought to 48 kHz and encoded while it is written. What the encoder puts before it is skipped by the edit list, so that no sample moves.
 */
export function reencodedSound(track: AudioTrack, edits: readonly EditEntry[], opus: OpusChoice, damage: SoundDamage): OutputSound {
  const durationS = edits.reduce((sum, edit) => sum + edit.durationS, 0);
  const frames = Math.round(durationS * opusRate);
  const packets = Math.ceil((frames + opus.preSkip) / opusPacketFrames);
  const channels = opus.config.numberOfChannels as 1 | 2;
  return {
    carriage: opus.carriage,
    timescale: opusRate,
    channels,
    sampleRate: opusRate,
    language: track.language,
    durations: new Float64Array(packets).fill(opusPacketFrames),
    sync: new Uint8Array(packets).fill(1),
    edits: [{ durationS: frames / opusRate, mediaTime: opus.preSkip }],
    packets: (signal) => encodeOpus(opus, resample(presentedSound(track, edits, channels, damage, signal), track.sampleRate, opusRate), packets, signal),
  };
}
