import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { create, globals } from 'webgpu';
import { openGpuTools, type GpuTools } from '../../src/gpu/gpu-tools.ts';
import { findBrowser } from '../../tools/browser/find-browser.ts';

const icdName = 'vk_swiftshader_icd.json';

/** WebGPU of Node (Dawn): this machine's own adapter, or the software one that comes with Chromium. */
export interface Dawn {
  readonly gpu: GPU;
}

/** Chromium's software Vulkan driver: it lies beside the browser. */
function softwareDriver(): string | undefined {
  const folders = ['/usr/lib/chromium', '/opt/google/chrome'];
  try {
    folders.unshift(dirname(findBrowser().path));
  } catch {
    // No browser: the usual places are left.
  }
  return folders.map((folder) => join(folder, icdName)).find((path) => existsSync(path));
}

/** Kept for the life of the process: Dawn crashes when what `create` returned is collected. */
const kept: GPU[] = [];

function createGpu(): GPU {
  Object.assign(globalThis, globals);
  const gpu = create([]);
  kept.push(gpu);
  return gpu;
}

/**
 * Opens Dawn. `software` asks for Chromium's software driver (tests: the same everywhere), `any` for this machine's adapter first (benches).
 * A VK_ICD_FILENAMES that is set is kept. A string says why there is none.
 */
export async function openDawn(wanted: 'software' | 'any'): Promise<Dawn | string> {
  if (wanted === 'any') {
    const own = createGpu();
    if ((await own.requestAdapter()) !== null) return { gpu: own };
  }
  const driver = process.env['VK_ICD_FILENAMES'] ?? softwareDriver();
  if (driver === undefined) return `needs ${icdName}, which comes with Chromium (or VK_ICD_FILENAMES)`;
  process.env['VK_ICD_FILENAMES'] = driver;
  const gpu = createGpu();
  return (await gpu.requestAdapter()) === null ? `Dawn finds no adapter through ${driver}` : { gpu };
}

/** A device of Dawn's software adapter with its tools; close it. */
export interface OpenedKernels extends GpuTools {
  close(): void;
}

/** Opens Dawn's software adapter, for `beforeAll`; a string says why that cannot be. */
export async function openKernels(): Promise<OpenedKernels | string> {
  const dawn = await openDawn('software');
  if (typeof dawn === 'string') return dawn;
  const opened = await openGpuTools(dawn.gpu);
  return { ...opened.value, close: () => opened.close() };
}

/** For the inside of a test: what `openKernels` gave, or the test is skipped and its report says why. */
export function requireKernels(context: { skip(note?: string): never }, kernels: OpenedKernels | string): OpenedKernels {
  return typeof kernels === 'string' ? context.skip(kernels) : kernels;
}
