import type { PackedPlanes } from '../../packed-planes.ts';
import { taskStrideBytes } from '../../runner.ts';

/** One dispatch of a compose kernel; `shared/task.wgsl` says what each field means. */
export interface ComposeTask {
  readonly first?: number;
  readonly count?: number;
  readonly firstTile?: number;
  readonly tileCount?: number;
  readonly step?: number;
  /** Samples of Y, U and V. */
  readonly fill?: readonly [number, number, number];
}

/** Words by rows of one plane that a workgroup of a tiled kernel works on. */
export const tileSize = [16, 8] as const;

/** Workgroups along x at most (WebGPU's limit is 65535); more go along y. */
const groupsAcross = 32768;

/** Workgroups for so many tiles. */
export function tileGroups(count: number): readonly [number, number, number] {
  return [Math.min(count, groupsAcross), Math.ceil(count / groupsAcross), 1];
}

/** A tile as the kernels read it: plane, column and row in tiles. */
export function tileCode(plane: number, column: number, row: number): number {
  return plane | (column << 2) | (row << 16);
}

const taskWords = taskStrideBytes / 4;

/** The task buffer of one frame: tasks of one picture size, each at its own offset. */
export class ComposeTasks {
  #words = new Uint32Array(8 * taskWords);
  #count = 0;

  clear(): void {
    this.#count = 0;
  }

  /** Adds a task; returns its index. */
  add({ widthPx, heightPx, lumaStride, chromaStride, uWord, vWord }: PackedPlanes, task: ComposeTask): number {
    const at = this.#count * taskWords;
    if (at + taskWords > this.#words.length) {
      const grown = new Uint32Array(2 * this.#words.length);
      grown.set(this.#words);
      this.#words = grown;
    }
    const { first = 0, count = 0, firstTile = 0, tileCount = 0, step = 0, fill = [0, 0, 0] } = task;
    const [y, u, v] = fill.map((sample) => sample * 0x01010101) as [number, number, number];
    this.#words.set([widthPx, heightPx, lumaStride, chromaStride, uWord, vWord, first, count, firstTile, tileCount, step, 0, y, u, v, 0], at);
    this.#count += 1;
    return this.#count - 1;
  }

  /** What to write into the buffer; valid until the next change. */
  get bytes(): Uint32Array<ArrayBuffer> {
    return this.#words.subarray(0, this.#count * taskWords);
  }
}
