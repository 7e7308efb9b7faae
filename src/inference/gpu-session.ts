import type { InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import { AppError, toAppError } from '../core/errors.ts';
import { Owned } from '../core/owned.ts';
import type { Gpu } from '../gpu/device.ts';
import type { Runtime } from './ort.ts';

/** A float tensor in a buffer of the session's device, row-major, from the buffer's first byte on; the buffer may be longer. */
export interface GpuTensor {
  readonly buffer: GPUBuffer;
  readonly dims: readonly number[];
}

export type GpuTensors = Readonly<Record<string, GpuTensor>>;

/** A loaded network on a GPU. */
export interface GpuSession {
  /**
   * Reads the inputs' buffers and writes the outputs' (all of the network's, STORAGE with COPY_SRC and COPY_DST); all stay the caller's.
   * When it resolves, the work is in the device's queue: what is submitted next sees the outputs. Throws `model/run-failed`; a failed run
   * does not harm later ones. What the device itself refuses is known to its `Gpu` alone: look there before outputs are believed.
   */
  run(inputs: GpuTensors, outputs: GpuTensors): Promise<void>;
}

/**
 * Opens a network from the bytes of an ONNX file on a device of ours; the caller closes it, before the device. Throws `model/run-failed`
 * when it cannot be loaded. The device can be handed over by this option alone: `env.webgpu.device` is passed over without a word.
 */
export async function openGpuSession(runtime: Runtime, gpu: Gpu, bytes: Uint8Array): Promise<Owned<GpuSession>> {
  const opened = await runtime.queue
    .run(() =>
      runtime.ort.InferenceSession.create(bytes, {
        executionProviders: [{ name: 'webgpu', device: gpu.device }],
        preferredOutputLocation: 'gpu-buffer',
        graphOptimizationLevel: 'all',
      }),
    )
    .catch((error: unknown) => {
      throw toAppError(error, 'model/run-failed', { step: 'load' });
    });
  const session = new OrtGpuSession(runtime, opened);
  return new Owned<GpuSession>(session, () => session.close());
}

class OrtGpuSession implements GpuSession {
  readonly #runtime: Runtime;
  readonly #session: InferenceSession;
  #closed = false;

  constructor(runtime: Runtime, session: InferenceSession) {
    this.#runtime = runtime;
    this.#session = session;
  }

  async run(inputs: GpuTensors, outputs: GpuTensors): Promise<void> {
    try {
      await this.#runtime.queue.run(async () => {
        if (this.#closed) throw new AppError('model/run-failed', { reason: 'the session is closed' });
        await this.#session.run(this.#tensors(inputs), this.#tensors(outputs));
      });
    } catch (error) {
      throw toAppError(error, 'model/run-failed');
    }
  }

  /** Releases the network after the runs that are under way. One whose device is gone cannot be released; it goes with its worker. */
  close(): void {
    this.#closed = true;
    this.#runtime.queue.run(() => this.#session.release()).catch(() => undefined);
  }

  #tensors(given: GpuTensors): Record<string, Tensor> {
    return Object.fromEntries(
      Object.entries(given).map(([name, { buffer, dims }]) => [name, this.#runtime.ort.Tensor.fromGpuBuffer(buffer, { dataType: 'float32', dims })]),
    );
  }
}
