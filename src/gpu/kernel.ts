/** How a kernel uses a binding: small numbers chosen by offset, a table it only reads, a buffer it changes; a texture, or a frame of video as one. */
export type BindingKind = 'task' | 'read' | 'write' | 'texture' | 'external';

/** What is bound: a buffer for the first three kinds, a view of a texture, an imported frame. */
export type Bound = GPUBuffer | GPUTextureView | GPUExternalTexture;

/** Workgroups along x, y and z. */
export type WorkgroupCount = readonly [number, number, number];

/**
 * A compute kernel as a value. `@binding(n) @group(0)` is the n-th key of `bindings`; the entry point is `main`; the workgroup's
 * size comes in as the overrides `workgroupX` and `workgroupY`.
 */
export interface Kernel<Binding extends string = string> {
  readonly name: string;
  /** Whole WGSL files, compiled together. */
  readonly code: readonly string[];
  readonly bindings: Readonly<Partial<Record<Binding, BindingKind>>>;
  readonly workgroupSize: readonly [number, number];
  /** Values of further `override`s, in WGSL's sense: numbers that TypeScript knows too. */
  readonly constants: Readonly<Record<string, number>>;
}

/** How many groups of `size` hold `count` items. */
export function groupsFor(count: number, size: number): number {
  return Math.ceil(count / size);
}
