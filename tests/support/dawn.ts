import { openDawn } from '../../bench/parts/dawn.ts';
import { openGpuTools, type GpuTools } from '../../src/gpu/gpu-tools.ts';

/** A device of Dawn's software adapter with its tools; close it. */
export interface OpenedKernels extends GpuTools {
  close(): void;
}

/** Opens Dawn's software adapter, for `beforeAll`; a string says why that cannot be. */
export async function openKernels(): Promise<OpenedKernels | string> {
  const dawn = await openDawn('software');
  if (typeof dawn === 'string') {
    console.log(`kernels are skipped: ${dawn}`); // the reporter counts skipped tests and keeps their reasons to itself
    return dawn;
  }
  const opened = await openGpuTools(dawn.gpu);
  return { ...opened.value, close: () => opened.close() };
}

/** For the inside of a test: what `openKernels` gave, or the test is skipped and its report says why. */
export function requireKernels(context: { skip(note?: string): never }, kernels: OpenedKernels | string): OpenedKernels {
  return typeof kernels === 'string' ? context.skip(kernels) : kernels;
}
