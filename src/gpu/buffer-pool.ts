import { Owned } from '../core/owned.ts';

/** Smallest buffer: below it, sizes are not worth telling apart. */
const bytesMin = 256;

/**
 * Buffers of one device by usage and size class (powers of two), taken for a while and given back by closing. Whoever takes the same
 * sizes frame after frame gets the same buffers, with what was last written in them.
 */
export class BufferPool {
  readonly #device: GPUDevice;
  readonly #free = new Map<string, GPUBuffer[]>();
  readonly #all = new Set<GPUBuffer>();
  #made = 0;

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** How many buffers were ever made: it stands still once every size was seen. */
  get made(): number {
    return this.#made;
  }

  /** A buffer of at least the given size. */
  take(byteLength: number, usage: GPUBufferUsageFlags): Owned<GPUBuffer> {
    const size = 2 ** Math.ceil(Math.log2(Math.max(bytesMin, byteLength)));
    const key = `${usage}/${size}`;
    const free = this.#free.get(key) ?? [];
    this.#free.set(key, free);
    const buffer = free.pop() ?? this.#make(size, usage);
    return new Owned(buffer, () => {
      if (this.#all.has(buffer)) free.push(buffer);
    });
  }

  /** Closes a buffer that shall not be used again: for want of memory one is made that is none, and nothing on it tells. */
  discard(held: Owned<GPUBuffer>): void {
    if (held.closed) return;
    const buffer = held.value;
    this.#all.delete(buffer);
    held.close();
    buffer.destroy();
  }

  /** Destroys the buffers that nobody holds. */
  trim(): void {
    for (const buffer of [...this.#free.values()].flat()) {
      this.#all.delete(buffer);
      buffer.destroy();
    }
    for (const free of this.#free.values()) free.length = 0; // holders give back into these lists
  }

  /** Destroys every buffer, taken ones too. */
  close(): void {
    for (const buffer of this.#all) buffer.destroy();
    this.#all.clear();
    this.#free.clear();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #make(size: number, usage: GPUBufferUsageFlags): GPUBuffer {
    const buffer = this.#device.createBuffer({ size, usage });
    this.#all.add(buffer);
    this.#made += 1;
    return buffer;
  }
}
