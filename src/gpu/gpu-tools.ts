import { Owned } from '../core/owned.ts';
import { BufferPool } from './buffer-pool.ts';
import { openGpu, type Gpu } from './device.ts';
import { KernelRunner } from './runner.ts';

/** A device with what kernels are run by; shared by everything of a job that uses it. */
export interface GpuTools {
  readonly gpu: Gpu;
  readonly runner: KernelRunner;
  readonly pool: BufferPool;
}

/** Opens a device as `openGpu` does; closing destroys its buffers and the device. */
export async function openGpuTools(gpu: GPU | undefined): Promise<Owned<GpuTools>> {
  const opened = await openGpu(gpu);
  const pool = new BufferPool(opened.value.device);
  return new Owned({ gpu: opened.value, runner: new KernelRunner(opened.value), pool }, () => {
    pool.close();
    opened.close();
  });
}
