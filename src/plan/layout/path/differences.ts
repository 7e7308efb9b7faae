import type { BandedMatrix } from './banded-matrix.ts';

/** Coefficients of the first, second and third difference of neighbouring knots; the difference of order 0 is the knot itself. */
const coefficientsOf = { 0: [1], 1: [-1, 1], 2: [1, -2, 1], 3: [-1, 3, -3, 1] } as const;
const width = 4;

/**
 * All differences of an order between the knots of a path, as rows over its variables: knots that are held together are one variable, and
 * differences among them alone are left out.
 */
export class Differences {
  readonly count: number;
  /** The knot with which each difference begins. */
  readonly knots: Int32Array;
  readonly #first: Int32Array;
  readonly #values: Float64Array;

  /** `variableOf` holds the variable of each knot: ascending from 0 by steps of 0 or 1. */
  constructor(order: 0 | 1 | 2 | 3, variableOf: Int32Array) {
    const coefficients = coefficientsOf[order];
    const most = Math.max(0, variableOf.length - order);
    this.knots = new Int32Array(most);
    this.#first = new Int32Array(most);
    this.#values = new Float64Array(width * most);
    let count = 0;
    for (let knot = 0; knot < most; knot++) {
      const first = variableOf[knot] as number;
      if (order > 0 && variableOf[knot + order] === first) continue;
      this.knots[count] = knot;
      this.#first[count] = first;
      coefficients.forEach((coefficient, index) => {
        const at = width * count + (variableOf[knot + index] as number) - first;
        this.#values[at] = (this.#values[at] as number) + coefficient;
      });
      count += 1;
    }
    this.count = count;
  }

  /** The differences of a path. */
  of(variables: Float64Array): Float64Array {
    const differences = new Float64Array(this.count);
    for (let row = 0; row < this.count; row++) {
      const first = this.#first[row] as number;
      let sum = 0;
      for (let index = 0; index < width && first + index < variables.length; index++) sum += (this.#values[width * row + index] as number) * (variables[first + index] as number);
      differences[row] = sum;
    }
    return differences;
  }

  /** Adds `weight · differencesᵀ` to a vector over the variables. */
  addTransposed(weights: Float64Array, to: Float64Array): void {
    for (let row = 0; row < this.count; row++) {
      const first = this.#first[row] as number;
      const weight = weights[row] as number;
      for (let index = 0; index < width && first + index < to.length; index++) to[first + index] = (to[first + index] as number) + weight * (this.#values[width * row + index] as number);
    }
  }

  /** Adds `differencesᵀ · diagonal(weight) · differences` to a matrix over the variables. */
  addSquares(weight: (row: number) => number, to: BandedMatrix): void {
    for (let row = 0; row < this.count; row++) {
      const first = this.#first[row] as number;
      const scale = weight(row);
      for (let i = 0; i < width && first + i < to.size; i++) {
        const value = scale * (this.#values[width * row + i] as number);
        if (value === 0) continue;
        for (let j = 0; j <= i; j++) to.add(first + i, first + j, value * (this.#values[width * row + j] as number));
      }
    }
  }
}
