import { findBox } from './metadata.ts';

/** Rewrites parts of an MP4's headers in place; every change keeps its box's size. The first track is the one with the pictures. */
export class TrackHeader {
  readonly bytes: Buffer;
  readonly #matrix: number;
  readonly #movieMatrix: number;
  readonly #entry: number;

  constructor(original: Buffer) {
    this.bytes = Buffer.from(original);
    const moov = findBox(this.bytes, 'moov');
    const within = (type: string): number => moov + this.bytes.subarray(moov).indexOf(type) + 4;
    this.#matrix = within('tkhd') + 4 + 20 + 16; // version 0: version and flags, times and id, layer and volume
    this.#movieMatrix = within('mvhd') + 4 + 16 + 16;
    this.#entry = within('avc1') + 24; // width and height
  }

  /** a, b, c, d of the track's matrix, in units. */
  setMatrix(values: readonly [number, number, number, number]): this {
    return this.#write(this.#matrix, values);
  }

  setMovieMatrix(values: readonly [number, number, number, number]): this {
    return this.#write(this.#movieMatrix, values);
  }

  /** The size that the track header states. */
  setShownSize(widthPx: number, heightPx: number): this {
    this.bytes.writeUInt32BE(widthPx * 0x10000, this.#matrix + 36);
    this.bytes.writeUInt32BE(heightPx * 0x10000, this.#matrix + 40);
    return this;
  }

  /** The size that the sample entry states. */
  setStoredSize(widthPx: number, heightPx: number): this {
    this.bytes.writeUInt16BE(widthPx, this.#entry);
    this.bytes.writeUInt16BE(heightPx, this.#entry + 2);
    return this;
  }

  #write(at: number, [a, b, c, d]: readonly [number, number, number, number]): this {
    [a, b, 0, c, d].forEach((value, i) => this.bytes.writeInt32BE(value * 0x10000, at + 4 * i));
    return this;
  }
}
