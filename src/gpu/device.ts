import { AppError } from '../core/errors.ts';
import type { AdapterFacts } from '../core/gpu-adapter.ts';
import { Owned } from '../core/owned.ts';

/** Storage buffers that a kernel may bind; the specification promises 8 on every adapter. */
const storageBuffersMax = 8;

/** One device with what is known of it. Made by `openGpu`; every error of it is an `AppError`. */
export class Gpu {
  readonly device: GPUDevice;
  readonly adapter: AdapterFacts;
  /** Whether kernels can be timed. */
  readonly timestamps: boolean;
  #lost: AppError | undefined;
  #uncaught: AppError | undefined;

  constructor(device: GPUDevice, adapter: AdapterFacts) {
    this.device = device;
    this.adapter = adapter;
    this.timestamps = device.features.has('timestamp-query');
    // What no scope caught (a submit long after it was recorded, say) is told at the next opportunity.
    device.addEventListener('uncapturederror', ({ error }) => {
      this.#uncaught ??= error instanceof GPUOutOfMemoryError ? new AppError('gpu/out-of-memory') : new AppError('gpu/refused', { reason: error.message });
    });
    void device.lost.then(({ reason, message }) => {
      this.#lost = new AppError('gpu/device-lost', { reason, message });
    });
  }

  /** Why nothing more can be had of the device, once that is so: it is gone, or an error of it belongs to no one. */
  get broken(): AppError | undefined {
    return this.#lost ?? this.#uncaught;
  }

  /**
   * Runs what uses the device and waits until its errors are known: only then may what it gave be used. Throws `gpu/device-lost`,
   * `gpu/out-of-memory`, or `gpu/refused` for what WebGPU does not carry out; what `run` throws itself comes after those, because it is
   * often only their consequence.
   */
  async checked<T>(what: string, run: () => T | Promise<T>): Promise<T> {
    if (this.broken !== undefined) throw this.broken;
    const { device } = this;
    for (const filter of ['validation', 'internal', 'out-of-memory'] as const) device.pushErrorScope(filter);
    // Scopes nest by call order, not by await: they are popped before anything else can run.
    let outcome: { readonly value: T | Promise<T> } | { readonly thrown: unknown };
    try {
      outcome = { value: run() };
    } catch (thrown) {
      outcome = { thrown };
    }
    const scopes = Promise.all([device.popErrorScope(), device.popErrorScope(), device.popErrorScope()]);
    const settled = 'thrown' in outcome ? outcome : await Promise.resolve(outcome.value).then((value) => ({ value }), (thrown: unknown) => ({ thrown }));
    const [memory, internal, validation] = await scopes.catch(() => [null, null, null] as const); // a lost device pops nothing
    if (this.#lost === undefined && 'thrown' in settled) await lossIsTold();
    if (this.#lost !== undefined) throw this.#lost;
    if (memory !== null) throw new AppError('gpu/out-of-memory', { what, reason: memory.message });
    const refused = internal ?? validation;
    if (refused !== null) throw new AppError('gpu/refused', { what, reason: refused.message });
    if (this.#uncaught !== undefined) throw this.#uncaught;
    if (!('thrown' in settled)) return settled.value;
    // WebGPU's own rejections (a mapping that fails, a pipeline) are DOMExceptions.
    throw settled.thrown instanceof DOMException ? new AppError('gpu/refused', { what, reason: settled.thrown.message }, settled.thrown) : settled.thrown;
  }
}

/** `device.lost` settles in a task of its own, after the rejections that the loss causes. */
function lossIsTold(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** The best adapter of `gpu`. Throws `gpu/unavailable` with the reason. */
export async function findAdapter(gpu: GPU | undefined): Promise<{ readonly adapter: GPUAdapter; readonly facts: AdapterFacts }> {
  if (gpu === undefined) throw new AppError('gpu/unavailable', { reason: 'this browser has no WebGPU' });
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' }).catch(unavailable);
  if (adapter === null) throw new AppError('gpu/unavailable', { reason: 'WebGPU found no adapter' });
  const { limits, info } = adapter;
  if (limits.maxStorageBuffersPerShaderStage < storageBuffersMax) throw new AppError('gpu/unavailable', { reason: 'the adapter binds too few buffers' });
  const { vendor, architecture, device, description, isFallbackAdapter: software } = info;
  return { adapter, facts: { vendor, architecture, device, description, software } };
}

/**
 * Opens the best adapter of `gpu` with its own limits for buffers, and timestamps where it has them. Closing destroys the device.
 * Throws `gpu/unavailable` with the reason.
 */
export async function openGpu(gpu: GPU | undefined): Promise<Owned<Gpu>> {
  const { adapter, facts } = await findAdapter(gpu);
  const { limits, features } = adapter;
  const device = await adapter
    .requestDevice({
      requiredLimits: { maxBufferSize: limits.maxBufferSize, maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize },
      requiredFeatures: features.has('timestamp-query') ? ['timestamp-query'] : [],
    })
    .catch(unavailable);
  return new Owned(new Gpu(device, facts), (opened) => opened.device.destroy());
}

function unavailable(error: unknown): never {
  throw new AppError('gpu/unavailable', { reason: error instanceof Error ? error.message : String(error) }, error);
}
