import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';

/** Addresses of the runtime's two files. */
export interface WasmFiles {
  readonly mjs: string;
  readonly wasm: string;
}

/** The files as Vite serves and builds them; workers of the app hand them to `createRuntime`. */
export const builtWasmFiles: WasmFiles = { mjs, wasm };
