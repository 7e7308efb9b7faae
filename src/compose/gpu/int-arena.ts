/** Ints of one frame, one after the other, kept between frames; grows and never shrinks. */
export class IntArena {
  #ints = new Int32Array(1024);
  #length = 0;

  clear(): void {
    this.#length = 0;
  }

  /** Makes room for `count` ints, all 0; returns where they begin. */
  reserve(count: number): number {
    const at = this.#length;
    this.#length += count;
    if (this.#length > this.#ints.length) {
      const grown = new Int32Array(Math.max(this.#length, 2 * this.#ints.length));
      grown.set(this.#ints);
      this.#ints = grown;
    }
    this.#ints.fill(0, at, this.#length);
    return at;
  }

  /** Adds ints; returns where they begin. */
  add(ints: readonly number[] | Int32Array): number {
    const at = this.reserve(ints.length);
    this.#ints.set(ints, at);
    return at;
  }

  /** What was added so far; valid until the next change. */
  get ints(): Int32Array<ArrayBuffer> {
    return this.#ints.subarray(0, this.#length);
  }
}
