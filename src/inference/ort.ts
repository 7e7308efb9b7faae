import type * as Ort from 'onnxruntime-web/wasm';
import { toAppError } from '../core/errors.ts';
import { OneAtATime } from './one-at-a-time.ts';
import type { WasmFiles } from './wasm-files.ts';

export type OrtModule = typeof Ort;

/**
 * One loaded onnxruntime-web with its one queue: sessions of a runtime run one at a time (the wasm instance is not reentrant).
 * Only the wasm provider is loaded; a WebGPU runtime is another entry of the package and will be another maker beside this one.
 */
export interface Runtime {
  readonly ort: OrtModule;
  readonly executionProviders: readonly Ort.InferenceSession.ExecutionProviderConfig[];
  readonly queue: OneAtATime;
}

export interface RuntimeOptions {
  /** Where the built app serves the runtime's two files; without it (Node) the package finds its own. */
  readonly wasmFiles?: WasmFiles;
  /** The .wasm already fetched (for progress); else the runtime fetches it itself, which compiles while loading. */
  readonly wasmBinary?: ArrayBuffer;
}

/** Loads the wasm runtime on demand, single-threaded (threads × workers must stay ≤ cores, and the lanes are workers). Throws `model/missing`. */
export async function createRuntime(options: RuntimeOptions = {}): Promise<Runtime> {
  try {
    const ort = await import('onnxruntime-web/wasm');
    ort.env.logLevel = 'error';
    ort.env.wasm.numThreads = 1;
    if (options.wasmFiles !== undefined) ort.env.wasm.wasmPaths = { ...options.wasmFiles };
    if (options.wasmBinary !== undefined) ort.env.wasm.wasmBinary = options.wasmBinary;
    return { ort, executionProviders: ['wasm'], queue: new OneAtATime() };
  } catch (error) {
    throw toAppError(error, 'model/missing', { file: 'onnxruntime-web' });
  }
}
