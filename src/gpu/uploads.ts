import type { Owned } from '../core/owned.ts';
import type { BufferPool } from './buffer-pool.ts';
import type { GpuTools } from './gpu-tools.ts';

/** What is written into a buffer as it is. */
export type UploadData = Int32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** The tables that the kernels of one batch read and the room that they need, in buffers of the pool. Close it when the batch was submitted: what comes later on the queue is written later. */
export class Uploads {
  readonly #device: GPUDevice;
  readonly #pool: BufferPool;
  readonly #held: Owned<GPUBuffer>[] = [];

  constructor({ gpu, pool }: Pick<GpuTools, 'gpu' | 'pool'>) {
    this.#device = gpu.device;
    this.#pool = pool;
  }

  /** A storage buffer that begins with the data. */
  add(data: UploadData): GPUBuffer {
    const buffer = this.room(data.byteLength, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST);
    this.#device.queue.writeBuffer(buffer, 0, data);
    return buffer;
  }

  /** A buffer for what the batch itself writes; what is in it is of no meaning. */
  room(byteLength: number, usage: GPUBufferUsageFlags): GPUBuffer {
    const held = this.#pool.take(byteLength, usage);
    this.#held.push(held);
    return held.value;
  }

  /** In place of closing, when something went wrong: see `BufferPool.discard`. */
  discard(): void {
    for (const held of this.#held.splice(0)) this.#pool.discard(held);
  }

  close(): void {
    for (const held of this.#held.splice(0)) held.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
