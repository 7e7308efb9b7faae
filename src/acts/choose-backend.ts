import type { BackendReason } from '../core/backend-reason.ts';
import { AppError, toAppError } from '../core/errors.ts';
import { adapterName, type AdapterFacts } from '../core/gpu-adapter.ts';
import type { BackendChoice } from '../rpc/job-types.ts';

/** What some work runs on, and why. */
export interface Chosen {
  readonly kind: 'cpu' | 'gpu';
  readonly reason: BackendReason;
}

/** Milliseconds that one frame of the work takes each way. */
export interface Measured {
  readonly gpuMs: number;
  readonly cpuMs: number;
}

/** How some work (composing, detecting) is tried on a GPU; asked only where the answer decides. */
export interface GpuTrial {
  /** Throws when the GPU does not give what it should. */
  readonly selfTest: () => Promise<void>;
  /** Times both ways, within a second. */
  readonly measure: () => Promise<Measured>;
}

/**
 * GPU or processor for some work. `found` is the adapter, or the error that says why there is none. `gpu` is obeyed, and throws that error
 * or the self-test's; `auto` takes a real adapter that passes its self-test and is measured to be faster, and never throws.
 */
export async function chooseBackend(choice: BackendChoice, found: AdapterFacts | AppError, trial: GpuTrial): Promise<Chosen> {
  if (choice === 'cpu') return { kind: 'cpu', reason: { code: 'asked-cpu', details: {} } };
  if (found instanceof AppError) {
    if (choice === 'gpu') throw found;
    return { kind: 'cpu', reason: { code: 'no-adapter', details: { reason: reasonOf(found) } } };
  }
  const adapter = adapterName(found);
  if (choice === 'gpu') {
    await trial.selfTest();
    return { kind: 'gpu', reason: { code: 'asked-gpu', details: { adapter } } };
  }
  if (found.software) return { kind: 'cpu', reason: { code: 'software-adapter', details: { adapter } } };
  let measured: Measured;
  try {
    await trial.selfTest();
    measured = await trial.measure();
  } catch (error) {
    return { kind: 'cpu', reason: { code: 'self-test-failed', details: { adapter, reason: reasonOf(error) } } };
  }
  const { gpuMs, cpuMs } = measured;
  const details = { adapter, gpuMs: Number(gpuMs.toFixed(2)), cpuMs: Number(cpuMs.toFixed(2)) };
  return gpuMs <= cpuMs ? { kind: 'gpu', reason: { code: 'faster', details } } : { kind: 'cpu', reason: { code: 'slower', details } };
}

/** The plainest words that an error has. */
export function reasonOf(error: unknown): string {
  const known = toAppError(error);
  const { reason } = known.details;
  return typeof reason === 'string' && reason !== '' ? reason : known.message;
}
