/** WebAssembly text, assembled while building (`tools/build/wat.mjs`). */
declare module '*.wat' {
  /** The module's bytes. */
  export const code: Uint8Array<ArrayBuffer>;
}
