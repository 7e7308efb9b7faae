import type { BufferPool } from './buffer-pool.ts';
import type { Batch } from './runner.ts';

/** Bytes on their way back: `bytes` waits for the GPU, copies them out and gives the buffer back to the pool. */
export interface Readback {
  /** Fills `into` from its start. Call it after the batch was submitted, once. */
  bytes(into: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** Records the copy of a buffer's first bytes (a multiple of 4) into one that can be read. */
export function readBack(batch: Batch, pool: BufferPool, from: GPUBuffer, byteLength: number): Readback {
  const staging = pool.take(byteLength, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
  batch.copy(from, staging.value, byteLength);
  return {
    bytes: async (into) => {
      using held = staging;
      await held.value.mapAsync(GPUMapMode.READ, 0, byteLength);
      into.set(new Uint8Array(held.value.getMappedRange(0, byteLength)).subarray(0, into.length));
      held.value.unmap();
    },
  };
}
