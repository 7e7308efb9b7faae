import type { BufferPool } from './buffer-pool.ts';
import type { Batch } from './runner.ts';

/** Bytes on their way back. */
export interface Readback {
  /** Waits for the GPU, lets `use` look at the bytes (valid only there) and gives the buffer back to the pool. Call it once, after submitting. */
  read(use: (bytes: Uint8Array) => void): Promise<void>;
}

/** Records the copy of a buffer's first bytes (a multiple of 4) into one that can be read. */
export function readBack(batch: Batch, pool: BufferPool, from: GPUBuffer, byteLength: number): Readback {
  const staging = pool.take(byteLength, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
  batch.copy(from, staging.value, byteLength);
  return {
    read: async (use) => {
      using held = staging;
      await held.value.mapAsync(GPUMapMode.READ, 0, byteLength);
      try {
        use(new Uint8Array(held.value.getMappedRange(0, byteLength)));
      } finally {
        held.value.unmap();
      }
    },
  };
}
