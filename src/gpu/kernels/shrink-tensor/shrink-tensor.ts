import { groupsFor, type Kernel, type WorkgroupCount } from '../../kernel.ts';
import { taskStrideBytes } from '../../runner.ts';
import code from './shrink-tensor.wgsl?raw';

/** One tensor made from another one in the same buffer. */
export interface ShrinkTask {
  /** First values of both. */
  readonly from: number;
  readonly to: number;
  readonly fromSize: { readonly widthPx: number; readonly heightPx: number };
  readonly toSize: { readonly widthPx: number; readonly heightPx: number };
  /** First covered column of each output column that holds picture, and where the last one ends; rows likewise. */
  readonly startX: Int32Array;
  readonly startY: Int32Array;
  readonly padding: number;
}

const workgroupSize = [16, 8] as const;

/** Shrinks a tensor by averaging; see the WGSL. */
export const shrinkTensorKernel: Kernel<'numbers' | 'task' | 'tensor'> = {
  name: 'shrink-tensor',
  code: [code],
  bindings: { numbers: 'read', task: 'task', tensor: 'write' },
  workgroupSize,
  constants: {},
};

export function shrinkGroups({ toSize }: ShrinkTask): WorkgroupCount {
  return [groupsFor(toSize.widthPx, workgroupSize[0]), groupsFor(toSize.heightPx, workgroupSize[1]), 3];
}

/** What the kernel's buffers hold for some tensors; none takes an empty table, for a buffer cannot be empty. */
export function packShrinkTasks(tasks: readonly ShrinkTask[]): { readonly tasks: Uint32Array<ArrayBuffer>; readonly numbers: Uint32Array<ArrayBuffer> } {
  const stride = taskStrideBytes / 4;
  const words = new Uint32Array(Math.max(1, tasks.length) * stride);
  const floats = new Float32Array(words.buffer);
  const numbers: number[] = [];
  tasks.forEach(({ from, to, fromSize, toSize, startX, startY, padding }, i) => {
    const planeLength = fromSize.widthPx * fromSize.heightPx;
    words.set([from, to, fromSize.widthPx, planeLength, toSize.widthPx, toSize.heightPx, startX.length - 1, startY.length - 1, numbers.length], i * stride);
    floats[i * stride + 9] = padding;
    numbers.push(...startX, ...startY);
  });
  return { tasks: words, numbers: Uint32Array.from(numbers.length === 0 ? [0] : numbers) };
}
