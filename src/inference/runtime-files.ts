import gpuMjs from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import gpuWasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';

/** Addresses of a runtime's two files. */
export interface RuntimeFiles {
  readonly mjs: string;
  readonly wasm: string;
}

/** The processor's runtime as Vite serves and builds it; workers of the app hand it to `createRuntime`. */
export const builtWasmFiles: RuntimeFiles = { mjs, wasm };

/** The GPU's runtime, twice as large, for `createGpuRuntime`: nobody fetches it but who is about to use a GPU. */
export const builtGpuFiles: RuntimeFiles = { mjs: gpuMjs, wasm: gpuWasm };
