/** Rows per chunk: small enough that the last, half-filled one costs little (240 KB of detections), large enough that there are few. */
const chunkRowsUsual = 4096;

/** One column of `width` numbers per row, grown without ever copying what is there. */
export class ColumnChunks {
  readonly #width: number;
  readonly #chunkRows: number;
  #chunks: Float32Array[] = [];
  #rows = 0;

  constructor(width: number, chunkRows = chunkRowsUsual) {
    this.#width = width;
    this.#chunkRows = chunkRows;
  }

  /** Rows so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Appends row `item` of a column of the same width. */
  push(column: Float32Array, item: number): void {
    const row = this.#rows % this.#chunkRows;
    if (row === 0) this.#chunks.push(new Float32Array(this.#chunkRows * this.#width));
    const chunk = this.#chunks[this.#chunks.length - 1] as Float32Array;
    for (let index = 0; index < this.#width; index++) chunk[row * this.#width + index] = column[item * this.#width + index] as number;
    this.#rows += 1;
  }

  drain(): Float32Array {
    const all = new Float32Array(this.#rows * this.#width);
    const chunks = this.#chunks.reverse();
    for (let at = 0; chunks.length > 0; ) {
      const chunk = (chunks.pop() as Float32Array).subarray(0, all.length - at);
      all.set(chunk, at);
      at += chunk.length;
    }
    this.#rows = 0;
    return all;
  }
}
