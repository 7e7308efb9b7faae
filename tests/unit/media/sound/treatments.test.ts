import { describe, expect, it } from 'vitest';
import type { TreatedInterval } from '../../../../src/core/sound-treatment.ts';
import { formantRatio, pitchRatio } from '../../../../src/media/sound/disguised-voice.ts';
import { fadeS } from '../../../../src/media/sound/fades.ts';
import { FourierTransform } from '../../../../src/media/sound/fourier.ts';
import { treatedSound } from '../../../../src/media/sound/treated-sound.ts';
import { gathered, inPieces, sameSound } from '../../../support/pcm-track.ts';

const rate = 48_000;
const fade = Math.round(fadeS * rate);
const treated = (sound: Float32Array, ...treatments: readonly TreatedInterval[]): Promise<Float32Array> => gathered(treatedSound(inPieces(sound), treatments, rate));

/** Something like a sung vowel: pulses of a pitch through one resonance (two poles). */
function vowel(seconds: number, pitchHz: number, formantHz: number, level = 0.5): Float32Array {
  const radius = Math.exp((-Math.PI * 100) / rate);
  const [a, b] = [2 * radius * Math.cos((2 * Math.PI * formantHz) / rate), -radius * radius];
  const sound = new Float32Array(seconds * rate);
  let [one, two] = [0, 0];
  sound.forEach((_, i) => {
    const pulse = Math.floor((i * pitchHz) / rate) !== Math.floor(((i - 1) * pitchHz) / rate) ? 1 : 0;
    [one, two] = [pulse + a * one + b * two, one];
    sound[i] = one;
  });
  const peak = sound.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return sound.map((value) => (level * value) / peak);
}

/** The pitch: where the sound is most like itself, between 60 and 400 Hz. */
function pitchOf(sound: Float32Array): number {
  let [best, bestLag] = [-Infinity, 0];
  for (let lag = Math.floor(rate / 400); lag < rate / 60; lag += 1) {
    let sum = 0;
    for (let i = 0; i + lag < sound.length; i += 1) sum += (sound[i] as number) * (sound[i + lag] as number);
    const likeness = sum / (sound.length - lag);
    if (likeness > best * 1.02) [best, bestLag] = [likeness, lag];
  }
  return rate / bestLag;
}

/** Hertz of the strongest of the spectrum, smoothed over 200 Hz so that partials do not tell, between 400 and 5000 Hz. */
function formantOf(sound: Float32Array): number {
  const size = 16_384;
  const real = Float64Array.from({ length: size }, (_, i) => (sound[i] ?? 0) * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size)));
  const imaginary = new Float64Array(size);
  new FourierTransform(size).forward(real, imaginary);
  const bin = (hertz: number): number => Math.round((hertz * size) / rate);
  let [best, bestBin] = [0, 0];
  for (let k = bin(400); k < bin(5000); k += 1) {
    let power = 0;
    for (let near = k - bin(100); near <= k + bin(100); near += 1) power += (real[near] as number) ** 2 + (imaginary[near] as number) ** 2;
    if (power > best) [best, bestBin] = [power, k];
  }
  return (bestBin * rate) / size;
}

describe('the Fourier transform', () => {
  it('finds a tone in its bin, and comes back', () => {
    const fourier = new FourierTransform(64);
    const real = Float64Array.from({ length: 64 }, (_, i) => Math.cos((2 * Math.PI * 5 * i) / 64) + 0.25);
    const imaginary = new Float64Array(64);
    const before = real.slice();
    fourier.forward(real, imaginary);
    expect(real[5]).toBeCloseTo(32, 9);
    expect(real[59]).toBeCloseTo(32, 9);
    expect(real[0]).toBeCloseTo(16, 9);
    expect(Math.max(...imaginary.map(Math.abs))).toBeLessThan(1e-9);
    fourier.inverse(real, imaginary);
    before.forEach((value, i) => expect(real[i]).toBeCloseTo(value, 12));
  });
});

describe('every treatment', () => {
  const voice = vowel(2, 150, 1200);
  const [start, end] = [30_007, 60_011];
  it.each(['silence', 'bleep', 'disguise'] as const)('%s leaves all but its stretch and the fades beside it bit for bit', async (kind) => {
    const made = await treated(voice, { kind, start, end });
    expect(made.length).toBe(voice.length);
    expect(sameSound(made.subarray(0, start - fade), voice.subarray(0, start - fade))).toBe(true);
    expect(sameSound(made.subarray(end + fade), voice.subarray(end + fade))).toBe(true);
    expect(made.subarray(start + fade, end - fade).some((value, i) => value === voice[start + fade + i] && value !== 0)).toBe(false);
  });

  it.each(['silence', 'bleep'] as const)('%s is the same whatever was there: nothing of it is left', async (kind) => {
    const other = voice.slice();
    other.set(vowel(1, 220, 900, 0.9).subarray(0, end - start), start);
    expect(sameSound(await treated(other, { kind, start, end }), await treated(voice, { kind, start, end }))).toBe(true);
  });

  it.each(['silence', 'bleep', 'disguise'] as const)('%s begins and ends without a click', async (kind) => {
    const soft = Float32Array.from({ length: 2 * rate }, (_, i) => 0.3 * Math.sin((2 * Math.PI * 200 * i) / rate));
    const made = await treated(soft, { kind, start, end });
    let jump = 0;
    for (let i = 1; i < made.length; i += 1) jump = Math.max(jump, Math.abs((made[i] as number) - (made[i - 1] as number)));
    // The steepest that a tone of 1 kHz as loud is, with a fade on it.
    expect(jump).toBeLessThan(0.3 * ((2 * Math.PI * 1000) / rate) * 1.1);
  });

  it('reaches to where the sound begins and ends, however far it is asked for', async () => {
    const made = await treated(voice, { kind: 'silence', start: -Infinity, end: Infinity });
    expect(made.every((value) => value === 0)).toBe(true);
  });

  it('can follow another at once', async () => {
    const made = await treated(voice, { kind: 'silence', start: 1000, end: 30_000 }, { kind: 'bleep', start: 30_000, end: 60_000 });
    expect(made.subarray(1000, 30_000).every((value) => value === 0)).toBe(true);
    expect(Math.max(...made.subarray(31_000, 59_000))).toBeGreaterThan(0.05);
  });
});

describe('a bleep', () => {
  it.each([[0.02, 0.02 * Math.SQRT2], [0.1, 0.1 * Math.SQRT2], [0.9, 0.2 * Math.SQRT2]])('after sound of %f (RMS) has a peak of %f', async (level, peak) => {
    const before = Float32Array.from({ length: 4 * rate }, (_, i) => level * Math.SQRT2 * Math.sin((2 * Math.PI * 300 * i) / rate));
    const made = await treated(before, { kind: 'bleep', start: 3 * rate, end: 3.5 * rate });
    const tone = made.subarray(3 * rate + fade, 3.5 * rate - fade);
    const found = Math.max(...tone);
    expect(found / peak).toBeGreaterThan(0.8);
    expect(found / peak).toBeLessThan(1.1);
    let crossings = 0;
    for (let i = 1; i < tone.length; i += 1) if ((tone[i - 1] as number) < 0 && (tone[i] as number) >= 0) crossings += 1;
    expect(crossings / (tone.length / rate)).toBeCloseTo(1000, -1);
  });
});

describe('a disguise', () => {
  it.each([[110, 700], [150, 1200], [230, 2400]])('moves a pitch of %i Hz and a formant of %i Hz', async (pitchHz, formantHz) => {
    const voice = vowel(2, pitchHz, formantHz);
    const made = await treated(voice, { kind: 'disguise', start: 0, end: voice.length });
    const [before, after] = [voice, made].map((sound) => sound.subarray(24_000, 24_000 + 16_384)) as [Float32Array, Float32Array];
    expect(pitchOf(before) / pitchHz).toBeCloseTo(1, 1);
    expect(Math.abs(pitchOf(after) / pitchHz / pitchRatio - 1)).toBeLessThan(0.03);
    expect(Math.abs(formantOf(after) / formantOf(before) / formantRatio - 1)).toBeLessThan(0.12);
    const loudness = (sound: Float32Array): number => Math.sqrt(sound.reduce((sum, value) => sum + value * value, 0) / sound.length);
    expect(loudness(after) / loudness(before)).toBeGreaterThan(0.4);
    expect(loudness(after) / loudness(before)).toBeLessThan(1.5);
  });

  it('keeps the time: a word begins where it began', async () => {
    const words = new Float32Array(2 * rate);
    words.set(vowel(1, 140, 1000).subarray(0, 20_000), 48_000);
    const made = await treated(words, { kind: 'disguise', start: 0, end: words.length });
    const begins = made.findIndex((value) => Math.abs(value) > 0.1);
    expect(Math.abs(begins - 48_000)).toBeLessThan(0.015 * rate);
    const power = (from: number, to: number): number => made.subarray(from, to).reduce((sum, value) => sum + value * value, 0);
    expect(power(0, 46_000)).toBeLessThan(1e-3 * power(48_000, 68_000));
  });

  it('is the same each time, in both channels, and has nothing of the sound as it was', async () => {
    const voice = vowel(1, 150, 1200);
    const stereo = async (): Promise<readonly Float32Array[]> => {
      const planes: [number[], number[]] = [[], []];
      const source = (async function* (): AsyncGenerator<readonly Float32Array[]> {
        yield await Promise.resolve([voice, voice.map((value) => -0.5 * value)]);
      })();
      for await (const [left, right] of treatedSound(source, [{ kind: 'disguise', start: 0, end: voice.length }], rate)) {
        planes[0].push(...(left ?? []));
        planes[1].push(...(right ?? []));
      }
      return planes.map((plane) => Float32Array.from(plane));
    };
    const [one, two] = [await stereo(), await stereo()];
    const [left, right] = one as [Float32Array, Float32Array];
    expect(sameSound(left, two[0] as Float32Array)).toBe(true);
    expect(sameSound(left, right)).toBe(true);
    expect(left.length).toBe(voice.length);
    let [product, made, was] = [0, 0, 0];
    left.forEach((value, i) => {
      product += value * (voice[i] as number);
      made += value * value;
      was += (voice[i] as number) ** 2;
    });
    expect(Math.abs(product) / Math.sqrt(made * was)).toBeLessThan(0.2);
  });
});
