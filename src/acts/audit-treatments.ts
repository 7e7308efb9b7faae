import { intersect } from '../core/intervals.ts';
import type { Interval } from '../core/intervals.ts';
import { strongestTreatments } from '../core/sound-treatment.ts';
import type { SoundTreatmentKind } from '../core/sound-treatment.ts';
import type { Report } from '../documents/report.ts';
import { presentedEdits, presentedSeconds } from '../media/audio-cut.ts';
import type { PresentedRange } from '../media/audio-cut.ts';
import type { AudioTrack } from '../media/movie.ts';
import { bleepHz } from '../media/sound/bleep.ts';
import { opusRate } from '../media/sound/encode-opus.ts';
import { exactly } from '../media/sound/fades.ts';
import type { SoundWanted } from '../media/sound/plan-sound.ts';
import { presentedSound } from '../media/sound/presented-sound.ts';
import { resample } from '../media/sound/resample.ts';
import { joinStretches, placeStretches } from '../media/sound/stretches.ts';

type Check = Report['audit']['checks'][number];

/** 20 ms: whole periods of the bleep, and a packet of Opus. */
const windowFrames = 960;
/** Fades and what an encoder smears lie within 20 ms of a treatment's edges; less than 60 ms between them says nothing. */
const edgeFrames = 960;
const provableFrames = 3 * windowFrames;
/** Below −50 dB it is silence, coding noise included. */
const silentLevel = 10 ** (-50 / 20);
/** Of the source at most −26 dB may be found in what is louder; below a correlation of 0.2 it is chance. */
const leakMax = 0.05;
const correlationMin = 0.2;

/**
 * Proves that nothing of the source is heard in what was silenced or bleeped: both are decoded, the tone is taken off, and what is left must be
 * silence or have nothing to do with the source. Disguises prove nothing: they are counted. Null when nothing was treated.
 */
export async function treatedCheck(result: AudioTrack, source: AudioTrack, wanted: SoundWanted, signal: AbortSignal): Promise<Check | null> {
  const stretches = placeStretches(wanted.stretches === null ? [{ startS: 0, endS: presentedSeconds(source) }] : joinStretches(wanted.stretches), opusRate);
  let [provenS, shortCount, disguisedS, leaks] = [0, 0, 0, 0];
  let any = false;
  for (const { kind, start, end } of strongestTreatments(wanted.treatments)) {
    for (const stretch of stretches) {
      for (const part of intersect([{ start, end }], [{ start: stretch.startS, end: stretch.endS }])) {
        any = true;
        const offsetS = stretch.firstFrame / opusRate - stretch.startS;
        const inner = innerFrames({ start: part.start + offsetS, end: part.end + offsetS });
        if (kind === 'disguise') disguisedS += part.end - part.start;
        else if (inner === null) shortCount += 1;
        else {
          if (await leaksAt(result, source, kind, inner, offsetS, signal)) leaks += 1;
          provenS += (inner.end - inner.start) / opusRate;
        }
      }
    }
  }
  if (!any) return null;
  const parts = [`nothing of the source in ${provenS.toFixed(1)} s silenced or bleeped`];
  if (leaks > 0) parts.unshift(`the source is heard in ${leaks} treated stretches, not:`);
  if (shortCount > 0) parts.push(`${shortCount} stretches too short to tell`);
  if (disguisedS > 0) parts.push(`${disguisedS.toFixed(1)} s disguised, which proves nothing: voices may still be recognised`);
  return { name: 'treated sound', passed: leaks === 0, detail: parts.join(', ') };
}

/** Frames of the output that are whole windows well inside of a stretch in seconds; null when there are too few. */
function innerFrames({ start, end }: Interval): Interval | null {
  const first = Math.ceil(start * opusRate) + edgeFrames;
  const count = Math.floor((Math.floor(end * opusRate) - edgeFrames - first) / windowFrames) * windowFrames;
  return count < provableFrames ? null : { start: first, end: first + count };
}

async function leaksAt(result: AudioTrack, source: AudioTrack, kind: SoundTreatmentKind, { start, end }: Interval, offsetS: number, signal: AbortSignal): Promise<boolean> {
  const made = { startS: start / opusRate, endS: end / opusRate };
  const was = { startS: made.startS - offsetS, endS: made.endS - offsetS };
  const [found, original] = [windows(result, made, end - start, signal), windows(source, was, end - start, signal)];
  let [foundPower, sourcePower, product, frames] = [0, 0, 0, 0];
  try {
    for await (const made of found) {
      const next = await original.next();
      if (next.done === true) break;
      for (const [channel, plane] of made.entries()) {
        const left = kind === 'bleep' ? withoutTone(plane) : plane;
        const before = next.value[channel] ?? next.value[0]!;
        for (let i = 0; i < windowFrames; i += 1) {
          foundPower += left[i]! ** 2;
          sourcePower += before[i]! ** 2;
          product += left[i]! * before[i]!;
        }
        frames += windowFrames;
      }
    }
  } finally {
    await original.return();
  }
  if (frames === 0) return true; // what is not there proves nothing
  const level = Math.sqrt(foundPower / frames);
  const [leak, correlation] = [Math.abs(product) / Math.max(1e-12, sourcePower), Math.abs(product) / Math.sqrt(Math.max(1e-24, foundPower * sourcePower))];
  return level > silentLevel && leak > leakMax && correlation > correlationMin;
}

/** What is heard of a track in a stretch of its presented time line, at 48 kHz, window by window. */
async function* windows(track: AudioTrack, range: PresentedRange, frames: number, signal: AbortSignal): AsyncGenerator<readonly Float32Array[], void, undefined> {
  const channels = track.channels === 1 ? 1 : 2;
  const sound = resample(presentedSound(track, presentedEdits(track, range), channels, { packets: 0 }, signal), track.sampleRate, opusRate);
  let held = Array.from({ length: channels }, () => new Float32Array(windowFrames));
  let filled = 0;
  for await (const planes of exactly(sound, frames, channels)) {
    const count = planes[0]?.length ?? 0;
    for (let at = 0; at < count; ) {
      const take = Math.min(windowFrames - filled, count - at);
      held.forEach((plane, channel) => plane.set(planes[channel]!.subarray(at, at + take), filled));
      filled += take;
      at += take;
      if (filled < windowFrames) continue;
      yield held;
      held = held.map(() => new Float32Array(windowFrames));
      filled = 0;
    }
  }
}

/** A window without what of it is the bleep's tone, in whatever phase: its projection on sine and cosine. */
function withoutTone(plane: Float32Array): Float32Array {
  const turn = (2 * Math.PI * bleepHz) / opusRate;
  let [sine, cosine] = [0, 0];
  plane.forEach((value, i) => {
    sine += (2 / windowFrames) * value * Math.sin(turn * i);
    cosine += (2 / windowFrames) * value * Math.cos(turn * i);
  });
  return plane.map((value, i) => value - sine * Math.sin(turn * i) - cosine * Math.cos(turn * i));
}
