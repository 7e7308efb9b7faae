import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { create, globals } from 'webgpu';
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
  const gpu = create(['disable-dawn-features=timestamp_quantization']); // else times come in steps of 0.1 ms
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
