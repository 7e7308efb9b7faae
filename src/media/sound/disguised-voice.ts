import { FourierTransform } from './fourier.ts';

/** Frames of sound at 48 kHz that are looked at together, and from one look to the next: 43 ms hold two periods of a low voice. */
const windowFrames = 2048;
const hopFrames = windowFrames / 4;
/** Squared Hann windows that overlap by three quarters add up to this. */
const overlapGain = 1.5;
/** Down by four semitones and a sixth: a voice of another size, of which every word can be understood. */
export const pitchRatio = 2 ** (-4 / 12);
export const formantRatio = 0.84;
/** Quefrencies below 1.8 ms tell the vocal tract, those above the pitch (Oppenheim and Schafer, Discrete-Time Signal Processing, 13.10). */
const lifterFrames = 86;
/** What counts as silence in a spectrum, against the logarithm of 0. */
const magnitudeMin = 1e-7;

/**
 * Voices with another pitch and other formants: a phase vocoder that moves every partial (Laroche and Dolson 1999) and, apart from them, the
 * spectral envelope, which is told from the partials by the cepstrum (Röbel and Rodet 2005). Takes one channel at 48 kHz and gives as many frames,
 * each in its place. Always the same for the same sound: who knows the two ratios can turn it back, about. It is a disguise, no protection.
 */
export class DisguisedVoice {
  readonly #isNeeded: (from: number, to: number) => boolean;
  readonly #fourier = new FourierTransform(windowFrames);
  readonly #window = Float64Array.from({ length: windowFrames }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / windowFrames));
  readonly #input = new Float64Array(windowFrames);
  readonly #output = new Float64Array(windowFrames);
  readonly #real = new Float64Array(windowFrames);
  readonly #imaginary = new Float64Array(windowFrames);
  readonly #envelope = new Float64Array(windowFrames / 2 + 1);
  readonly #lastPhases = new Float64Array(windowFrames / 2 + 1);
  readonly #phases = new Float64Array(windowFrames / 2 + 1);
  #isRunning = false;
  /** Frames taken, those of them not yet looked at, and frames given. */
  #taken = 0;
  #waiting = 0;
  #given = 0;
  /** Where the next hop to come out lies; the first ones lie before the sound. */
  #position = hopFrames - windowFrames;

  /** `isNeeded` says whether anything between two frames is wanted; elsewhere silence is given. */
  constructor(isNeeded: (from: number, to: number) => boolean) {
    this.#isNeeded = isNeeded;
  }

  /** Takes more sound and gives what is complete, at most a window later. */
  push(sound: Float32Array): Float32Array[] {
    this.#taken += sound.length;
    return this.#feed(sound);
  }

  /** The rest. */
  end(): Float32Array[] {
    const left = this.#taken - this.#given;
    const rest = this.#feed(new Float32Array(left + windowFrames));
    return trimmed(rest, left);
  }

  #feed(sound: Float32Array): Float32Array[] {
    const made: Float32Array[] = [];
    for (let at = 0; at < sound.length; ) {
      const take = Math.min(hopFrames - this.#waiting, sound.length - at);
      this.#input.set(sound.subarray(at, at + take), windowFrames - hopFrames + this.#waiting);
      at += take;
      this.#waiting += take;
      if (this.#waiting < hopFrames) break;
      this.#waiting = 0;
      made.push(...this.#step());
      this.#input.copyWithin(0, hopFrames);
    }
    return made;
  }

  #step(): Float32Array[] {
    if (this.#isNeeded(this.#position - windowFrames, this.#position + 2 * windowFrames)) this.#look();
    else this.#isRunning = false;
    const hop = Float32Array.from(this.#output.subarray(0, hopFrames));
    this.#output.copyWithin(0, hopFrames);
    this.#output.fill(0, windowFrames - hopFrames);
    this.#position += hopFrames;
    if (this.#position <= 0) return [];
    this.#given += hopFrames;
    return [hop];
  }

  /** One window: to partials and envelope, both moved, and back. */
  #look(): void {
    const [real, imaginary] = [this.#real, this.#imaginary];
    for (let i = 0; i < windowFrames; i += 1) real[i] = this.#input[i]! * this.#window[i]!;
    imaginary.fill(0);
    this.#fourier.forward(real, imaginary);
    const half = windowFrames / 2;
    const magnitudes = Float64Array.from({ length: half + 1 }, (_, k) => Math.hypot(real[k]!, imaginary[k]!));
    const phases = Float64Array.from({ length: half + 1 }, (_, k) => Math.atan2(imaginary[k]!, real[k]!));
    this.#findEnvelope(magnitudes);
    const moved = this.#movePartials(magnitudes, phases);
    for (let k = 0; k <= half; k += 1) {
      const magnitude = moved[k]! * Math.exp(this.#envelopeAt(k / formantRatio));
      real[k] = magnitude * Math.cos(this.#phases[k]!);
      imaginary[k] = k === 0 || k === half ? 0 : magnitude * Math.sin(this.#phases[k]!);
      if (k > 0 && k < half) [real[windowFrames - k], imaginary[windowFrames - k]] = [real[k]!, -imaginary[k]!];
    }
    this.#fourier.inverse(real, imaginary);
    for (let i = 0; i < windowFrames; i += 1) this.#output[i]! += (real[i]! * this.#window[i]!) / overlapGain;
  }

  /** The logarithm of the magnitudes without what changes fast from bin to bin: the low part of its cepstrum. */
  #findEnvelope(magnitudes: Float64Array): void {
    const [real, imaginary] = [this.#real, this.#imaginary];
    for (let k = 0; k < windowFrames; k += 1) real[k] = Math.log(Math.max(magnitudeMin, magnitudes[Math.min(k, windowFrames - k)]!));
    imaginary.fill(0);
    this.#fourier.inverse(real, imaginary);
    for (let q = lifterFrames + 1; q < windowFrames - lifterFrames; q += 1) real[q] = 0;
    imaginary.fill(0);
    this.#fourier.forward(real, imaginary);
    this.#envelope.set(real.subarray(0, windowFrames / 2 + 1));
  }

  /** The envelope between bins; beyond the last one its end. */
  #envelopeAt(bin: number): number {
    const last = windowFrames / 2;
    const below = Math.min(Math.floor(bin), last);
    const part = bin - below;
    return below >= last ? this.#envelope[last]! : (1 - part) * this.#envelope[below]! + part * this.#envelope[below + 1]!;
  }

  /**
   * The magnitudes above the envelope, each at the bin that its partial moves to, and in `#phases` how each goes on: by its frequency, which is told
   * by how its phase went on from the window before.
   */
  #movePartials(magnitudes: Float64Array, phases: Float64Array): Float64Array {
    const half = windowFrames / 2;
    const moved = new Float64Array(half + 1);
    const turns = new Float64Array(half + 1);
    const starts = new Float64Array(half + 1);
    const expected = (2 * Math.PI * hopFrames) / windowFrames;
    for (let k = 0; k <= half; k += 1) {
      const turn = expected * k + principal(phases[k]! - this.#lastPhases[k]! - expected * k);
      const target = Math.round(k * pitchRatio);
      const fine = magnitudes[k]! / Math.exp(this.#envelope[k]!);
      if (fine <= moved[target]!) continue; // of two that meet in a bin the louder is heard
      moved[target] = fine;
      turns[target] = turn * pitchRatio;
      starts[target] = phases[k]!;
    }
    for (let k = 0; k <= half; k += 1) this.#phases[k] = this.#isRunning ? principal(this.#phases[k]! + turns[k]!) : starts[k]!;
    this.#lastPhases.set(phases);
    this.#isRunning = true;
    return moved;
  }
}

/** The same angle between −π and π. */
function principal(angle: number): number {
  return angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
}

function trimmed(pieces: readonly Float32Array[], frames: number): Float32Array[] {
  let left = frames;
  return pieces.flatMap((piece) => {
    const kept = piece.subarray(0, left);
    left -= kept.length;
    return kept.length === 0 ? [] : [kept];
  });
}
