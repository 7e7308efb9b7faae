import { AppError } from '../core/errors.ts';
import { likelyHeadWords, likelyRecordWords, type LikelyTask } from '../gpu/kernels/keep-likely/keep-likely.ts';
import type { Candidates, ToFrame } from './candidates.ts';
import { isLikely, type FaceNetwork, type OutputGrid } from './face-network.ts';

/** One run whose likely cells were kept: its grids have the numbers from `firstGrid` on. */
export interface KeptLook {
  readonly network: FaceNetwork;
  readonly grids: readonly OutputGrid[];
  readonly firstGrid: number;
  readonly toFrame: ToFrame;
  readonly faceMinPx: number;
  readonly scoreMin: number;
}

/** The kernel judges in f32, whose product and comparison are at most two roundings away from those in f64. */
const roundings = 1e-6;

/** What the kernel is asked about the grids of a run; `capacity` in records. */
export function likelyTasks({ network, grids, firstGrid, scoreMin }: KeptLook, capacity: number): LikelyTask[] {
  const least = network.least(scoreMin);
  return grids.map(({ cells, first, second, otherScores }, index) => ({
    cells,
    grid: firstGrid + index,
    capacity,
    firstLength: first.length,
    secondLength: second?.length ?? 0,
    product: otherScores !== undefined,
    least: least - roundings * Math.max(Math.abs(least), 1e-3),
  }));
}

/** How many records the kernel wanted to write: more than there was room for means that faces are missing. Throws `model/run-failed` when a grid was not gone through. */
export function likelyCount(words: Uint32Array, looks: readonly KeptLook[]): number {
  const grids = looks.reduce((sum, look) => sum + look.grids.length, 0);
  const [count, gone] = words;
  if (gone !== grids) throw new AppError('model/run-failed', { reason: 'the GPU left outputs unread', grids, gone: gone ?? 0 });
  return count as number;
}

/**
 * Adds the faces of kept records, which come in any order, in the order in which `decode` finds them. Throws `model/run-failed` for NaN.
 */
export function addLikely(words: Uint32Array<ArrayBuffer>, looks: readonly KeptLook[], candidates: Candidates): void {
  const count = likelyCount(words, looks);
  const floats = new Float32Array(words.buffer, words.byteOffset, words.length);
  const records = Array.from({ length: count }, (_, index) => likelyHeadWords + index * likelyRecordWords).sort(
    (a, b) => (words[a] as number) - (words[b] as number) || (words[a + 1] as number) - (words[b + 1] as number),
  );
  let next = 0;
  for (const { network, grids, firstGrid, toFrame, faceMinPx, scoreMin } of looks) {
    const least = network.least(scoreMin);
    const first = candidates.count;
    for (; next < count && (words[records[next] as number] as number) < firstGrid + grids.length; next++) {
      const at = records[next] as number;
      const grid = grids[(words[at] as number) - firstGrid] as OutputGrid;
      const score = grid.otherScores === undefined ? (floats[at + 2] as number) : (floats[at + 2] as number) * (floats[at + 3] as number);
      if (!isLikely(score, least)) continue;
      grid.addFace(words[at + 1] as number, score, { first: floats, firstAt: at + 4, second: floats, secondAt: at + 4 + grid.first.length }, toFrame, candidates);
    }
    candidates.dropSmall(first, faceMinPx);
  }
}
