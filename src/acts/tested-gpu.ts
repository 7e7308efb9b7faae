import { selfTestComposer } from '../compose/gpu/self-test.ts';
import { AppError } from '../core/errors.ts';
import type { Owned } from '../core/owned.ts';
import { openGpuTools, type GpuTools } from '../gpu/gpu-tools.ts';

/** The GPU of a job, opened when it is first asked for, and proven to compose as it should, each time anew. Close it. */
export class TestedGpu {
  readonly #gpu: GPU | undefined;
  #opened: Owned<GpuTools> | undefined;
  #real = false;

  constructor(gpu: GPU | undefined) {
    this.#gpu = gpu;
  }

  /** What is open, or is opened now. Throws `gpu/unavailable`, and the device's errors. */
  async tools(): Promise<GpuTools> {
    return this.#opened?.value ?? (await this.#open());
  }

  /** A new device in the place of one that is lost or refused its work. Throws as `tools`; also when only a software adapter is left of a real one. */
  async reopen(): Promise<GpuTools> {
    this.close();
    return this.#open();
  }

  close(): void {
    this.#opened?.close();
    this.#opened = undefined;
  }

  async #open(): Promise<GpuTools> {
    using opened = await openGpuTools(this.#gpu);
    const { software } = opened.value.gpu.adapter;
    if (software && this.#real) throw new AppError('gpu/unavailable', { reason: 'only an adapter that the processor carries out is left' });
    this.#real = !software;
    await selfTestComposer(opened.value);
    this.#opened = opened.take();
    return this.#opened.value;
  }
}
