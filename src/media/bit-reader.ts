/** Reads big-endian bit fields; past the end it reads zeros. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get ended(): boolean {
    return this.#position >= this.#bytes.length * 8;
  }

  read(count: number): number {
    let value = 0;
    for (let k = 0; k < count; k++, this.#position++) {
      value = value * 2 + (((this.#bytes[this.#position >> 3] ?? 0) >> (7 - (this.#position & 7))) & 1);
    }
    return value;
  }

  /** Unsigned Exp-Golomb code (ITU-T H.264, 9.1). */
  readUe(): number {
    let zeros = 0;
    while (zeros < 32 && !this.ended && this.read(1) === 0) zeros += 1;
    return 2 ** zeros - 1 + this.read(zeros);
  }

  /** Signed Exp-Golomb code. */
  readSe(): number {
    const code = this.readUe();
    return code % 2 === 1 ? (code + 1) / 2 : -code / 2;
  }
}
