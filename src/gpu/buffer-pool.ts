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
  readonly #all: GPUBuffer[] = [];

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** How many buffers were ever made: it stands still once every size was seen. */
  get made(): number {
    return this.#all.length;
  }

  /** A buffer of at least the given size. */
  take(byteLength: number, usage: GPUBufferUsageFlags): Owned<GPUBuffer> {
    const size = 2 ** Math.ceil(Math.log2(Math.max(bytesMin, byteLength)));
    const key = `${usage}/${size}`;
    const free = this.#free.get(key) ?? [];
    this.#free.set(key, free);
    const buffer = free.pop() ?? this.#make(size, usage);
    return new Owned(buffer, () => free.push(buffer));
  }

  /** Destroys every buffer, taken ones too. */
  close(): void {
    for (const buffer of this.#all) buffer.destroy();
    this.#all.length = 0;
    this.#free.clear();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #make(size: number, usage: GPUBufferUsageFlags): GPUBuffer {
    const buffer = this.#device.createBuffer({ size, usage });
    this.#all.push(buffer);
    return buffer;
  }
}
