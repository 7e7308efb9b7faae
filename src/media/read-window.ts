import { AppError } from '../core/errors.ts';
import { readBlob } from './read-blob.ts';

/** Large enough that reading costs nothing beside decoding, small enough not to count in memory (shared facts: ~2 MiB). */
const windowBytes = 2 * 1024 * 1024;

/** Reads sample payloads of a file through one sliding window; one per reader of a track. */
export class WindowReader {
  readonly #file: Blob;
  readonly #signal: AbortSignal | undefined;
  #start = 0;
  #window: Uint8Array<ArrayBuffer> = new Uint8Array(0);

  constructor(file: Blob, signal?: AbortSignal) {
    this.#file = file;
    this.#signal = signal;
  }

  /** A view of `[offset, offset + size)`, valid until the next call. Throws `media/truncated` past the end, `media/file-gone`. */
  async read(offset: number, size: number): Promise<Uint8Array<ArrayBuffer>> {
    const end = offset + size;
    if (end > this.#file.size) throw new AppError('media/truncated', { expectedBytes: end, actualBytes: this.#file.size });
    if (offset < this.#start || end > this.#start + this.#window.length) {
      const windowEnd = Math.min(this.#file.size, Math.max(end, offset + windowBytes));
      this.#window = await readBlob(this.#file, offset, windowEnd, this.#signal);
      this.#start = offset;
    }
    return this.#window.subarray(offset - this.#start, end - this.#start);
  }
}
