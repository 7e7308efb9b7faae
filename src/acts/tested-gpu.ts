import { selfTestComposer } from '../compose/gpu/self-test.ts';
import { AppError } from '../core/errors.ts';
import type { Owned } from '../core/owned.ts';
import { openGpuTools, type GpuTools } from '../gpu/gpu-tools.ts';

/** The GPU of a job, opened when it is first asked for, and proven to compose as it should, each time anew. Several composers may share it. Close it. */
export class TestedGpu {
  readonly #gpu: GPU | undefined;
  #opened: Owned<GpuTools> | undefined;
  #opening: Promise<GpuTools> | undefined;
  #real = false;

  constructor(gpu: GPU | undefined) {
    this.#gpu = gpu;
  }

  /** What is open, or is opened now. Throws `gpu/unavailable`, and the device's errors. */
  async tools(): Promise<GpuTools> {
    if (this.#opened !== undefined) return this.#opened.value;
    this.#opening ??= this.#open().finally(() => (this.#opening = undefined));
    return this.#opening;
  }

  /**
   * A new device in the place of one that is lost or refused its work, or the one that another composer has opened in its place meanwhile. Throws as
   * `tools`; also when only a software adapter is left of a real one.
   */
  async reopen(failed: GpuTools | undefined): Promise<GpuTools> {
    if (this.#opened?.value === failed) this.close();
    return this.tools();
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
