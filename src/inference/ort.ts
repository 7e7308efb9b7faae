import type * as Ort from 'onnxruntime-web/wasm';
import { toAppError } from '../core/errors.ts';
import { OneAtATime } from './one-at-a-time.ts';
import type { RuntimeFiles } from './runtime-files.ts';

export type OrtModule = typeof Ort;

/**
 * One loaded onnxruntime-web with its one queue: sessions of a runtime run one at a time (the wasm instance is not reentrant, and a realm has
 * one of each entry, however often it is loaded).
 */
export interface Runtime {
  readonly ort: OrtModule;
  readonly queue: OneAtATime;
}

export interface RuntimeOptions {
  /** Where the built app serves the runtime's two files; without it (Node) the package finds its own. */
  readonly files?: RuntimeFiles;
  /** The .wasm already fetched (for progress); else the runtime fetches it itself, which compiles while loading. */
  readonly wasmBinary?: ArrayBuffer;
}

/** Loads the wasm runtime on demand. Throws `model/missing`. */
export async function createRuntime(options: RuntimeOptions = {}): Promise<Runtime> {
  return loaded(() => import('onnxruntime-web/wasm'), options);
}

/**
 * Loads the runtime that has the WebGPU provider too, on demand; sessions name their device (`openGpuSession`). It is the package's build by
 * asyncify: the one by JSPI is 10 MB smaller, but does not run in every browser that has WebGPU, nor in Node 20, where it is tested too.
 * Throws `model/missing`.
 */
export async function createGpuRuntime(options: RuntimeOptions = {}): Promise<Runtime> {
  return loaded(() => import('onnxruntime-web/webgpu'), options);
}

/** Single-threaded: threads × workers must stay ≤ cores, and the lanes are workers. */
async function loaded(load: () => Promise<OrtModule>, { files, wasmBinary }: RuntimeOptions): Promise<Runtime> {
  try {
    const ort = await load();
    ort.env.logLevel = 'error';
    ort.env.wasm.numThreads = 1;
    if (files !== undefined) ort.env.wasm.wasmPaths = { ...files };
    if (wasmBinary !== undefined) ort.env.wasm.wasmBinary = wasmBinary;
    return { ort, queue: queueOf(ort) };
  } catch (error) {
    throw toAppError(error, 'model/missing', { file: 'onnxruntime-web' });
  }
}

/** Queues by entry, as the realm keeps the entries themselves: two runtimes over one wasm instance must not run at once. */
const queues = new WeakMap<OrtModule, OneAtATime>();

function queueOf(ort: OrtModule): OneAtATime {
  const queue = queues.get(ort) ?? new OneAtATime();
  queues.set(ort, queue);
  return queue;
}
