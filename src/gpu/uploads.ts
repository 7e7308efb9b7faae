import type { Owned } from '../core/owned.ts';
import type { BufferPool } from './buffer-pool.ts';
import type { GpuTools } from './gpu-tools.ts';

/** What is written into a buffer as it is. */
export type UploadData = Int32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** The tables that the kernels of one batch read, in buffers of the pool. Close it when the batch was submitted: what comes later on the queue is written later. */
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
    const held = this.#pool.take(data.byteLength, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST);
    this.#held.push(held);
    this.#device.queue.writeBuffer(held.value, 0, data);
    return held.value;
  }

  close(): void {
    for (const held of this.#held.splice(0)) held.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
