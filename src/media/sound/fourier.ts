/** The discrete Fourier transform of one size, a power of two (Cooley and Tukey 1965, radix 2, in place). */
export class FourierTransform {
  readonly size: number;
  readonly #cosines: Float64Array;
  readonly #sines: Float64Array;
  readonly #reversed: Uint32Array;

  constructor(size: number) {
    this.size = size;
    const bits = Math.log2(size);
    this.#cosines = Float64Array.from({ length: size / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / size));
    this.#sines = Float64Array.from({ length: size / 2 }, (_, k) => Math.sin((2 * Math.PI * k) / size));
    this.#reversed = Uint32Array.from({ length: size }, (_, k) => {
      let reversed = 0;
      for (let bit = 0; bit < bits; bit += 1) if ((k & (1 << bit)) !== 0) reversed |= 1 << (bits - 1 - bit);
      return reversed;
    });
  }

  /** X[k] = Σ x[n] · e^(−2πi·nk/N), in place of its arguments. */
  forward(real: Float64Array, imaginary: Float64Array): void {
    const { size } = this;
    for (let k = 0; k < size; k += 1) {
      const other = this.#reversed[k]!;
      if (other <= k) continue;
      [real[k], real[other]] = [real[other]!, real[k]!];
      [imaginary[k], imaginary[other]] = [imaginary[other]!, imaginary[k]!];
    }
    for (let half = 1; half < size; half *= 2) {
      const step = size / (2 * half);
      for (let block = 0; block < size; block += 2 * half) {
        for (let k = 0; k < half; k += 1) {
          const [cosine, sine] = [this.#cosines[k * step]!, -this.#sines[k * step]!];
          const [low, high] = [block + k, block + k + half];
          const turnedReal = real[high]! * cosine - imaginary[high]! * sine;
          const turnedImaginary = real[high]! * sine + imaginary[high]! * cosine;
          real[high] = real[low]! - turnedReal;
          imaginary[high] = imaginary[low]! - turnedImaginary;
          real[low] = real[low]! + turnedReal;
          imaginary[low] = imaginary[low]! + turnedImaginary;
        }
      }
    }
  }

  /** The way back, scaled by 1/N: x[n] = 1/N · Σ X[k] · e^(2πi·nk/N). */
  inverse(real: Float64Array, imaginary: Float64Array): void {
    this.forward(imaginary, real); // swapping the parts turns the transform round
    for (let k = 0; k < this.size; k += 1) {
      real[k] = real[k]! / this.size;
      imaginary[k] = imaginary[k]! / this.size;
    }
  }
}
