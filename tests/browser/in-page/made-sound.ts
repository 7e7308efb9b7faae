import type { TreatedInterval } from '../../../src/core/sound-treatment.ts';
import type { PresentedRange } from '../../../src/media/audio-cut.ts';
import type { AudioTrack } from '../../../src/media/movie.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import { opusRate } from '../../../src/media/sound/encode-opus.ts';
import { madeAnew } from '../../../src/media/sound/output-sound.ts';
import type { OutputSound } from '../../../src/media/sound/output-sound.ts';
import { planSound } from '../../../src/media/sound/plan-sound.ts';
import { presentedSound } from '../../../src/media/sound/presented-sound.ts';
import { gathered, pcmTrack } from '../../support/pcm-track.ts';
import { toBase64 } from './base64.ts';

/** A sound track of an output, as if it had been read from a file. */
async function trackOf(sound: OutputSound): Promise<{ track: AudioTrack; packets: readonly Uint8Array[] }> {
  const packets: Uint8Array<ArrayBuffer>[] = [];
  for await (const packet of sound.packets()) packets.push(packet.slice());
  const count = packets.length;
  const dts = new Float64Array(count);
  for (let packet = 1; packet < count; packet += 1) dts[packet] = dts[packet - 1]! + sound.durations[packet - 1]!;
  const { timescale, channels, sampleRate, language, carriage, sync, edits } = sound;
  const track: AudioTrack = {
    codec: 'opus',
    carriage,
    decoding: { codec: 'opus', sampleRate, numberOfChannels: channels },
    timescale,
    channels,
    sampleRate,
    language,
    samples: { count, dts, cts: dts, offset: dts, size: Uint32Array.from(packets, ({ length }) => length), sync, lastDuration: sound.durations[count - 1]! },
    packetTicksMax: Infinity,
    edits,
    openReader: () => ({ read: (packet) => Promise.resolve(packets[packet]!) }),
  };
  return { track, packets };
}

async function planned(track: AudioTrack, stretches: readonly PresentedRange[] | null, treatments: readonly TreatedInterval[] = []): Promise<OutputSound> {
  const sound = await planSound(track, { stretches, treatments }, { packets: 0 });
  if (sound === null) throw new Error('nothing is heard');
  return sound;
}

async function heard(track: AudioTrack): Promise<Float32Array> {
  const durationS = track.edits.reduce((sum, edit) => sum + edit.durationS, 0);
  const finite = track.edits.map((edit) => ({ ...edit, durationS: edit.durationS === Infinity ? durationS : edit.durationS }));
  return gathered(presentedSound(track, finite, 1, { packets: 0 }));
}

/** The largest step from sample to sample in `[from, to)`. */
function jumpOf(sound: Float32Array, from = 1, to = sound.length): number {
  let jump = 0;
  for (let i = Math.max(1, from); i < Math.min(to, sound.length); i += 1) jump = Math.max(jump, Math.abs(sound[i]! - sound[i - 1]!));
  return jump;
}

function levelOf(sound: Float32Array): number {
  return Math.sqrt(sound.reduce((sum, value) => sum + value * value, 0) / Math.max(1, sound.length));
}

/** Level of what two sounds differ by. */
function difference(a: Float32Array, b: Float32Array): number {
  return levelOf(a.map((value, i) => value - (b[i] ?? 0)));
}

/** What comes of stretches of a file's sound, decoded again: its length in samples at 48 kHz, its steps, and its level in the middle of each stretch. */
export async function cutSound({ stretches }: { stretches: readonly PresentedRange[] }, [file]: [File]): Promise<{ frames: number; plannedS: number; jump: number; sourceJump: number; levels: number[]; crossings: number[] }> {
  const movie = await openMovie(file, file.name);
  if (movie.audio === null) throw new Error('the file is silent');
  const whole = await heard((await trackOf(await planned(movie.audio, [{ startS: 0, endS: 5 }, { startS: 5.5, endS: 9.5 }]))).track);
  const sound = await planned(movie.audio, stretches);
  const made = await heard((await trackOf(sound)).track);
  let at = 0;
  const parts = stretches.map(({ startS, endS }) => {
    const [first, end] = [Math.round(at * opusRate), Math.round((at + endS - startS) * opusRate)];
    at += endS - startS;
    return made.subarray(first + 960, end - 960);
  });
  const crossings = parts.map((part) => {
    let count = 0;
    for (let i = 1; i < part.length; i += 1) if (part[i - 1]! < 0 && part[i]! >= 0) count += 1;
    return count / (part.length / opusRate);
  });
  return { frames: made.length, plannedS: sound.edits.reduce((sum, { durationS }) => sum + durationS, 0), jump: jumpOf(made), sourceJump: jumpOf(whole, 4800, 4 * opusRate), levels: parts.map(levelOf), crossings };
}

/** One channel at 48 kHz as Opus: its packets in base64, and how many samples a decoder gives before the sound. */
export async function opusOf({ sound }: { sound: readonly number[] }): Promise<{ packets: string[]; preSkip: number }> {
  const made = await planned(pcmTrack([Float32Array.from(sound)], opusRate), null);
  const packets: string[] = [];
  for await (const packet of made.packets()) packets.push(toBase64(packet));
  return { packets, preSkip: made.edits[0]!.mediaTime };
}

/** Something that changes all the time: a tone that rises, with a slow beat. */
function chirp(seconds: number): Float32Array {
  return Float32Array.from({ length: seconds * opusRate }, (_, i) => {
    const t = i / opusRate;
    return 0.4 * Math.sin(2 * Math.PI * (200 * t + 150 * t * t)) * (0.6 + 0.4 * Math.sin(2 * Math.PI * 3 * t));
  });
}

/** What treatments come to in a sound that is Opus already: which packets are as they were, and what is heard. */
export async function patchOpus({ treatments, stretch }: { treatments: readonly TreatedInterval[]; stretch: PresentedRange | null }): Promise<{
  packets: number;
  anew: number[];
  identical: boolean;
  edits: OutputSound['edits'];
  sourceEdits: OutputSound['edits'];
  /** Levels of the source, of what differs outside of treatments and 100 ms around, of what is left in them. */
  level: number;
  differs: number;
  left: number;
  jump: number;
  sourceJump: number;
}> {
  const tone = chirp(4);
  const source = await trackOf(await planned(pcmTrack([tone, tone], opusRate), null));
  const before = await planned(source.track, stretch === null ? null : [stretch]);
  const sound = await planned(source.track, stretch === null ? null : [stretch], treatments);
  const made = await trackOf(sound);
  const [was, is] = [await heard((await trackOf(before)).track), await heard(made.track)];
  const startS = stretch?.startS ?? 0;
  const near = (frame: number, marginS: number): boolean => treatments.some(({ start, end }) => frame / opusRate + startS > start - marginS && frame / opusRate + startS < end + marginS);
  const outside = (sound: Float32Array): Float32Array => sound.filter((_, frame) => !near(frame, 0.1));
  const inside = (sound: Float32Array): Float32Array => sound.filter((_, frame) => near(frame, -0.03));
  return {
    packets: made.packets.length,
    anew: [...sound.origins.keys()].filter((packet) => sound.origins[packet] === madeAnew),
    identical: made.packets.every((packet, index) => {
      const origin = sound.origins[index]!;
      return origin === madeAnew || (packet.length === source.packets[origin]!.length && packet.every((byte, i) => byte === source.packets[origin]![i]));
    }),
    edits: sound.edits,
    sourceEdits: before.edits,
    level: levelOf(was),
    differs: difference(outside(is), outside(was)),
    left: levelOf(inside(is)),
    jump: jumpOf(is),
    sourceJump: jumpOf(was),
  };
}
