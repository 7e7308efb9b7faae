/** How far from the diagonal a third difference couples its variables. */
export const bandwidth = 3;
const stride = bandwidth + 1;

/** A symmetric matrix of which only the diagonal and `bandwidth` diagonals below it are not 0: row i holds (i, i), (i, i − 1) … (i, i − 3). */
export class BandedMatrix {
  readonly size: number;
  readonly rows: Float64Array;

  constructor(size: number) {
    this.size = size;
    this.rows = new Float64Array(stride * size);
  }

  /** Adds to an element of the band and to its mirror image. */
  add(row: number, column: number, value: number): void {
    const at = stride * Math.max(row, column) + Math.abs(row - column);
    this.rows[at] = (this.rows[at] as number) + value;
  }

  set(other: BandedMatrix): void {
    this.rows.set(other.rows);
  }

  /** `this · vector`. */
  times(vector: Float64Array): Float64Array {
    const product = new Float64Array(this.size);
    for (let i = 0; i < this.size; i++) {
      let sum = (this.rows[stride * i] as number) * (vector[i] as number);
      for (let back = 1; back <= Math.min(bandwidth, i); back++) {
        const value = this.rows[stride * i + back] as number;
        sum += value * (vector[i - back] as number);
        product[i - back] = (product[i - back] as number) + value * (vector[i] as number);
      }
      product[i] = (product[i] as number) + sum;
    }
    return product;
  }

  /** Replaces the matrix, which must be positive definite, by its factors L and D, of which it is L · D · Lᵀ. */
  factor(): void {
    const { rows } = this;
    for (let i = 0; i < this.size; i++) {
      for (let back = Math.min(bandwidth, i); back >= 1; back--) {
        const j = i - back;
        let sum = rows[stride * i + back] as number;
        for (let k = Math.max(0, i - bandwidth); k < j; k++) {
          sum -= (rows[stride * i + (i - k)] as number) * (rows[stride * j + (j - k)] as number) * (rows[stride * k] as number);
        }
        rows[stride * i + back] = sum / (rows[stride * j] as number);
      }
      let diagonal = rows[stride * i] as number;
      for (let k = Math.max(0, i - bandwidth); k < i; k++) diagonal -= (rows[stride * i + (i - k)] as number) ** 2 * (rows[stride * k] as number);
      rows[stride * i] = diagonal;
    }
  }

  /** The x of which `matrix · x` is `right`, after `factor`. */
  solve(right: Float64Array): Float64Array {
    const { rows, size } = this;
    const x = right.slice();
    for (let i = 0; i < size; i++) {
      for (let back = 1; back <= Math.min(bandwidth, i); back++) x[i] = (x[i] as number) - (rows[stride * i + back] as number) * (x[i - back] as number);
    }
    for (let i = 0; i < size; i++) x[i] = (x[i] as number) / (rows[stride * i] as number);
    for (let i = size - 1; i >= 0; i--) {
      for (let ahead = 1; ahead <= Math.min(bandwidth, size - 1 - i); ahead++) x[i] = (x[i] as number) - (rows[stride * (i + ahead) + ahead] as number) * (x[i + ahead] as number);
    }
    return x;
  }
}
