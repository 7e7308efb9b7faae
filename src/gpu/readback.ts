import type { BufferPool } from './buffer-pool.ts';
import type { Batch } from './runner.ts';

/** Bytes on their way back. Ends with `read`, `take` or `discard`. */
export interface Readback {
  /** Waits for the GPU and takes: where what is read goes nowhere before the errors of its task are known. */
  read(use: (bytes: Uint8Array) => void): Promise<void>;
  /** Waits for the GPU. Call it once, after submitting. */
  arrived(): Promise<void>;
  /** Lets `use` look at the bytes that arrived (valid only there) and gives the buffer back to the pool. */
  take(use: (bytes: Uint8Array) => void): void;
  /** Throws them away, and the buffer with them. */
  discard(): void;
}

/** Records the copy of a buffer's first bytes (a multiple of 4) into one that can be read. */
export function readBack(batch: Batch, pool: BufferPool, from: GPUBuffer, byteLength: number): Readback {
  const staging = pool.take(byteLength, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
  batch.copy(from, staging.value, byteLength);
  const discard = (): void => pool.discard(staging);
  const arrived = (): Promise<void> => staging.value.mapAsync(GPUMapMode.READ, 0, byteLength);
  const take = (use: (bytes: Uint8Array) => void): void => {
    using held = staging;
    try {
      use(new Uint8Array(held.value.getMappedRange(0, byteLength)));
    } finally {
      held.value.unmap();
    }
  };
  const read = async (use: (bytes: Uint8Array) => void): Promise<void> => {
    try {
      await arrived();
      take(use);
    } finally {
      discard(); // what was taken is closed already
    }
  };
  return { read, arrived, take, discard };
}
