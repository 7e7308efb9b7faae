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

/** ONNX Runtime asks whether there is a `navigator.gpu` before it takes a device from us. */
function offerAsBrowsersDo(gpu: GPU): void {
  const holder = (globalThis as { navigator?: object }).navigator ?? {};
  Object.defineProperty(holder, 'gpu', { value: gpu, configurable: true });
  Object.defineProperty(globalThis, 'navigator', { value: holder, configurable: true });
}

/** Dawn for Node refuses to write from shared memory, in which ONNX Runtime keeps everything; browsers take it. */
function takeSharedMemory(): void {
  const prototype = GPUQueue.prototype as { writeBuffer: GPUQueue['writeBuffer'] & { readonly copies?: true } };
  const write = prototype.writeBuffer;
  if (write.copies === true) return;
  const writeBuffer = function (this: GPUQueue, ...[buffer, at, data, from = 0, size]: Parameters<GPUQueue['writeBuffer']>): undefined {
    if (!(data instanceof Uint8Array && data.buffer instanceof SharedArrayBuffer)) return write.call(this, buffer, at, data, from, size);
    return write.call(this, buffer, at, data.slice(from, size === undefined ? undefined : from + size));
  };
  prototype.writeBuffer = Object.assign(writeBuffer, { copies: true as const });
}

/** Kept for the life of the process: Dawn crashes when what `create` returned is collected. */
const kept: GPU[] = [];

function createGpu(): GPU {
  Object.assign(globalThis, globals);
  takeSharedMemory();
  const gpu = create(['disable-dawn-features=timestamp_quantization']); // else times come in steps of 0.1 ms
  kept.push(gpu);
  offerAsBrowsersDo(gpu);
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
