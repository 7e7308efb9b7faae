import { AppError } from '../core/errors.ts';
import type { Gpu } from './device.ts';
import type { BindingKind, Bound, Kernel, WorkgroupCount } from './kernel.ts';
import type { KernelTimer } from './timing.ts';

/** Distance of tasks in a buffer: WebGPU's greatest alignment of dynamic offsets. */
export const taskStrideBytes = 256;
/** Bind groups kept per kernel: two frames in flight, each with a few sets of buffers. */
const bindGroupsKept = 8;

interface Compiled {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
  readonly groups: { readonly bound: readonly Bound[]; readonly group: GPUBindGroup }[];
}

const bindingTypes: Readonly<Record<BindingKind, Omit<GPUBindGroupLayoutEntry, 'binding' | 'visibility'>>> = {
  task: { buffer: { type: 'uniform', hasDynamicOffset: true, minBindingSize: 0 } },
  read: { buffer: { type: 'read-only-storage' } },
  write: { buffer: { type: 'storage' } },
  texture: { texture: { sampleType: 'float' } },
  external: { externalTexture: {} },
};

/** Compiles kernels for one device, once each, and keeps the bind groups of the buffers they were run with. */
export class KernelRunner {
  readonly gpu: Gpu;
  readonly #compiled = new Map<Kernel, Compiled>();

  constructor(gpu: Gpu) {
    this.gpu = gpu;
  }

  /** Compiles what is not compiled yet. Throws `gpu/refused` with the compiler's messages when one is wrong. */
  async prepare(kernels: readonly Kernel[]): Promise<void> {
    const missing = kernels.filter((kernel) => !this.#compiled.has(kernel));
    await Promise.all(
      missing.map(async (kernel) => this.#compiled.set(kernel, await this.gpu.checked(`kernel ${kernel.name}`, () => this.#compile(kernel)))),
    );
  }

  /** Begins a list of dispatches that are submitted together; `timer` times each. */
  batch(timer?: KernelTimer): Batch {
    return new Batch(this.gpu.device, (kernel, bound) => this.#bind(kernel, bound), timer);
  }

  async #compile(kernel: Kernel): Promise<Compiled> {
    const { device } = this.gpu;
    const module = device.createShaderModule({ label: kernel.name, code: kernel.code.join('\n') });
    const entries = Object.values<BindingKind>(kernel.bindings as Readonly<Record<string, BindingKind>>).map((kind, binding) => ({ binding, visibility: GPUShaderStage.COMPUTE, ...bindingTypes[kind] }));
    const layout = device.createBindGroupLayout({ label: kernel.name, entries });
    const [workgroupX, workgroupY] = kernel.workgroupSize;
    const pipeline = await device.createComputePipelineAsync({
      label: kernel.name,
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module, entryPoint: 'main', constants: { workgroupX, workgroupY, ...kernel.constants } },
    });
    return { pipeline, layout, groups: [] };
  }

  #bind<Binding extends string>(kernel: Kernel<Binding>, given: Readonly<Record<Binding, Bound>>): { pipeline: GPUComputePipeline; group: GPUBindGroup } {
    const compiled = this.#compiled.get(kernel);
    if (compiled === undefined) throw new AppError('internal/bug', { kernel: kernel.name, reason: 'run before it was prepared' });
    const names = Object.keys(kernel.bindings) as Binding[];
    const bound = names.map((name) => given[name]);
    const { pipeline, layout, groups } = compiled;
    const held = groups.find((each) => each.bound.every((one, i) => one === bound[i]));
    if (held !== undefined) return { pipeline, group: held.group };
    const entries = names.map((name, binding) => ({ binding, resource: resourceOf(kernel.bindings[name], given[name]) }));
    const group = this.gpu.device.createBindGroup({ label: kernel.name, layout, entries });
    // A frame of video is gone when its task ends: a group that holds it never serves again.
    if (Object.values(kernel.bindings).includes('external')) return { pipeline, group };
    groups.push({ bound, group });
    if (groups.length > bindGroupsKept) groups.shift();
    return { pipeline, group };
  }
}

function resourceOf(kind: BindingKind | undefined, bound: Bound): GPUBindingResource {
  if (kind === 'texture' || kind === 'external') return bound;
  const buffer = bound as GPUBuffer;
  return kind === 'task' ? { buffer, size: taskStrideBytes } : { buffer };
}

type Bind = <Binding extends string>(kernel: Kernel<Binding>, bound: Readonly<Record<Binding, Bound>>) => { pipeline: GPUComputePipeline; group: GPUBindGroup };

/** Dispatches and copies in the order in which they take effect. Ends with `submit`. */
export class Batch {
  readonly #device: GPUDevice;
  readonly #bind: Bind;
  readonly #timer: KernelTimer | undefined;
  readonly #encoder: GPUCommandEncoder;
  #pass: GPUComputePassEncoder | undefined;

  constructor(device: GPUDevice, bind: Bind, timer: KernelTimer | undefined) {
    this.#device = device;
    this.#bind = bind;
    this.#timer = timer;
    this.#encoder = device.createCommandEncoder();
  }

  /** Runs a kernel over `count` workgroups with the task at `taskIndex` of its task buffer; no workgroups is nothing to do. */
  run<Binding extends string>(kernel: Kernel<Binding>, bound: Readonly<Record<Binding, Bound>>, taskIndex: number, count: WorkgroupCount): void {
    if (count.some((each) => each === 0)) return;
    const { pipeline, group } = this.#bind(kernel, bound);
    const pass = this.#open(kernel);
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group, Object.values(kernel.bindings).includes('task') ? [taskIndex * taskStrideBytes] : []);
    pass.dispatchWorkgroups(...count);
    if (this.#timer !== undefined) this.#end();
  }

  /** Sets a buffer's first bytes to 0. */
  clear(buffer: GPUBuffer, byteLength: number): void {
    this.#end();
    this.#encoder.clearBuffer(buffer, 0, byteLength);
  }

  /** Copies bytes from `fromByte` on to the beginning of a buffer. */
  copy(from: GPUBuffer, to: GPUBuffer, byteLength: number, fromByte = 0): void {
    this.#end();
    this.#encoder.copyBufferToBuffer(from, fromByte, to, 0, byteLength);
  }

  submit(): void {
    this.#end();
    this.#timer?.resolve(this.#encoder);
    this.#device.queue.submit([this.#encoder.finish()]);
  }

  /** One pass for all dispatches between copies; when timed, one pass each. */
  #open(kernel: Kernel): GPUComputePassEncoder {
    const timestampWrites = this.#timer?.next(kernel.name);
    return (this.#pass ??= this.#encoder.beginComputePass(timestampWrites === undefined ? {} : { timestampWrites }));
  }

  #end(): void {
    this.#pass?.end();
    this.#pass = undefined;
  }
}
