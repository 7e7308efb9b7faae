/** Zero crossings of the kernel on each side: with the window below, −80 dB and less beyond the pass band. */
const goodCrossings = 32;
/** The same with a slope twice as wide, in half the time: for networks, what nobody listens to. */
export const quickCrossings = 16;
/** Shape of the Kaiser window for 80 dB and more (Kaiser 1974: β = 0.1102 (A − 8.7)). */
const kaiserBeta = 8;
/** The pass band's share of what the lower of the two rates can hold. */
const passShare = 0.94;

/**
 * Turns sound of one rate into another by a windowed-sinc kernel for each phase of the two rates' ratio: no delay, no drift, frame k of the output
 * lies at exactly k · from / to of the input. Yields as many frames as fit.
 */
export async function* resample(source: AsyncIterable<readonly Float32Array[]>, fromRate: number, toRate: number, crossings = goodCrossings): AsyncGenerator<readonly Float32Array[], void, undefined> {
  if (fromRate === toRate) {
    yield* source;
    return;
  }
  const kernel = new Kernel(fromRate, toRate, crossings);
  let resampler: Resampler | undefined;
  for await (const planes of source) {
    resampler ??= new Resampler(kernel, planes.length);
    yield resampler.push(planes);
  }
  if (resampler !== undefined) yield resampler.end();
}

/** Kernel taps by phase: output frame k uses phase (k · step) mod phases. */
class Kernel {
  /** Input frames per output frame are step / phases. */
  readonly step: number;
  readonly phases: number;
  /** Input frames before and after that a frame needs. */
  readonly reach: number;
  /** For each phase the taps of the input frames from `reach − 1` before to `reach` after. */
  readonly taps: Float32Array;

  constructor(fromRate: number, toRate: number, crossings: number) {
    const divisor = greatestCommonDivisor(fromRate, toRate);
    this.step = fromRate / divisor;
    this.phases = toRate / divisor;
    const cutoff = passShare * Math.min(1, toRate / fromRate);
    this.reach = Math.ceil(crossings / cutoff);
    const width = 2 * this.reach;
    this.taps = new Float32Array(this.phases * width);
    for (let phase = 0; phase < this.phases; phase += 1) {
      let sum = 0;
      const weights = Array.from({ length: width }, (_, tap) => {
        const distance = tap - this.reach + 1 - phase / this.phases;
        const weight = sinc(distance * cutoff) * kaiser(distance / this.reach);
        sum += weight;
        return weight;
      });
      this.taps.set(weights.map((weight) => weight / sum), phase * width); // a steady level stays what it was
    }
  }
}

class Resampler {
  readonly #kernel: Kernel;
  /** Input not yet used up, `reach − 1` frames of silence before the first. */
  #held: Float32Array[];
  /** Where the next output frame lies: whole input frames from the start of `held` (behind the kernel's reach), and phase. */
  #position = 0;
  #phase = 0;

  constructor(kernel: Kernel, channels: number) {
    this.#kernel = kernel;
    this.#held = Array.from({ length: channels }, () => new Float32Array(kernel.reach - 1));
  }

  push(planes: readonly Float32Array[]): Float32Array[] {
    this.#held = this.#held.map((held, channel) => joined(held, planes[channel] ?? new Float32Array(0)));
    return this.#drain();
  }

  /** What was waiting for more input, as if silence followed. */
  end(): Float32Array[] {
    return this.push(this.#held.map(() => new Float32Array(this.#kernel.reach)));
  }

  #drain(): Float32Array[] {
    const { reach, step, phases } = this.#kernel;
    const available = (this.#held[0]?.length ?? 0) - 2 * reach + 1;
    // The last output frame whose taps all lie in what is held.
    const count = available <= this.#position ? 0 : Math.ceil(((available - this.#position) * phases - this.#phase) / step);
    const out = this.#held.map((held) => this.#filtered(held, count));
    const turned = this.#phase + count * step;
    this.#position += Math.floor(turned / phases);
    this.#phase = turned % phases;
    const used = Math.min(this.#position, this.#held[0]?.length ?? 0);
    this.#held = this.#held.map((held) => held.slice(used));
    this.#position -= used;
    return out;
  }

  #filtered(held: Float32Array, count: number): Float32Array {
    const { reach, step, phases, taps } = this.#kernel;
    const width = 2 * reach;
    const out = new Float32Array(count);
    let [position, phase] = [this.#position, this.#phase];
    for (let k = 0; k < count; k += 1) {
      const first = phase * width;
      let sum = 0;
      for (let tap = 0; tap < width; tap += 1) sum += taps[first + tap]! * held[position + tap]!;
      out[k] = sum;
      for (phase += step; phase >= phases; phase -= phases) position += 1;
    }
    return out;
  }
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** Kaiser's window from −1 to 1. */
function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : bessel(kaiserBeta * Math.sqrt(1 - x * x)) / bessel(kaiserBeta);
}

/** Modified Bessel function of the first kind, order 0, by its series. */
function bessel(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > 1e-12 * sum; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
