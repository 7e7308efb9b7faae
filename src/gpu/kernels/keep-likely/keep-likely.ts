import { groupsFor, type Kernel, type WorkgroupCount } from '../../kernel.ts';
import { taskStrideBytes } from '../../runner.ts';
import code from './keep-likely.wgsl?raw';

/** One output grid of a detector's run. */
export interface LikelyTask {
  readonly cells: number;
  /** Told with every record: which look and which of its grids it is from. */
  readonly grid: number;
  /** Records that the buffer takes. */
  readonly capacity: number;
  /** Numbers per cell of the two parts of a row; together at most `rowNumbersMax`. */
  readonly firstLength: number;
  readonly secondLength: number;
  /** Whether a cell's score is the product of two. */
  readonly product: boolean;
  /** Cells that score less are left out; a little below what is wanted, since f32 decides. */
  readonly least: number;
}

/** Longest row: BlazeFace's 16 numbers. */
export const rowNumbersMax = 16;
export const likelyRecordWords = 4 + rowNumbersMax;
/** Words before the records. */
export const likelyHeadWords = 4;

const workgroupSize = [64, 1] as const;

/** Compacts a detector's outputs; see the WGSL. Records come in any order. */
export const keepLikelyKernel: Kernel<'task' | 'scores' | 'otherScores' | 'firstPart' | 'secondPart' | 'kept'> = {
  name: 'keep-likely',
  code: [code],
  bindings: { task: 'task', scores: 'read', otherScores: 'read', firstPart: 'read', secondPart: 'read', kept: 'write' },
  workgroupSize,
  constants: {},
};

export function likelyGroups({ cells }: LikelyTask): WorkgroupCount {
  return [groupsFor(cells, workgroupSize[0]), 1, 1];
}

/** What the task buffer holds for some grids, in their order. */
export function packLikelyTasks(tasks: readonly LikelyTask[]): Uint32Array<ArrayBuffer> {
  const stride = taskStrideBytes / 4;
  const words = new Uint32Array(tasks.length * stride);
  const floats = new Float32Array(words.buffer);
  tasks.forEach(({ cells, grid, capacity, firstLength, secondLength, product, least }, i) => {
    words.set([cells, grid, capacity, likelyRecordWords, firstLength, secondLength, product ? 1 : 0], i * stride);
    floats[i * stride + 7] = least;
  });
  return words;
}
