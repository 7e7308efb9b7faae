import type { Detections } from '../documents/observations.ts';
import { keypointStride, type Candidates } from './candidates.ts';

export interface NmsOptions {
  /** A face goes when its IoU with a better one is above this. */
  readonly iouMax: number;
  /** A face goes when more than this share of its own area lies in a better one: tiles and scales see parts of one face. 1 = never. */
  readonly containedMax: number;
}

/** What non-maximum suppression looks at: 4 numbers per box (x, y, width, height), one score each. */
export interface ScoredBoxes {
  readonly count: number;
  readonly boxes: Float32Array;
  readonly scores: Float32Array;
}

/**
 * Greedy non-maximum suppression, best score first: the indices that stay. `onDuplicate` hears of each that goes, and whose duplicate it is.
 * Never the other way round: a larger, worse box around a better one stays (when in doubt, hide).
 */
export function withoutDuplicates(
  { count, boxes, scores }: ScoredBoxes, { iouMax, containedMax }: NmsOptions, onDuplicate: (index: number, better: number) => void = () => undefined,
): number[] {
  const order = Array.from({ length: count }, (_, index) => index).sort((a, b) => (scores[b] as number) - (scores[a] as number));
  const kept: number[] = [];
  for (const index of order) {
    const better = kept.find((other) => isDuplicate(boxes, index, other, iouMax, containedMax));
    if (better === undefined) kept.push(index);
    else onDuplicate(index, better);
  }
  return kept;
}

/** Faces without duplicates. One that goes leaves its keypoints to the better one if that has none: the networks of a union differ in what they give. */
export function suppressDuplicates(candidates: Candidates, options: NmsOptions): Detections {
  const { boxes, scores, keypoints } = candidates;
  const kept = withoutDuplicates(candidates, options, (index, better) => {
    if (Number.isNaN(keypoints[keypointStride * better])) copyRow(keypoints, index, keypoints, better, keypointStride);
  });
  const result = {
    count: kept.length,
    boxes: new Float32Array(4 * kept.length),
    scores: new Float32Array(kept.length),
    keypoints: new Float32Array(keypointStride * kept.length),
  };
  kept.forEach((index, row) => {
    copyRow(boxes, index, result.boxes, row, 4);
    copyRow(scores, index, result.scores, row, 1);
    copyRow(keypoints, index, result.keypoints, row, keypointStride);
  });
  return result;
}

function isDuplicate(boxes: Float32Array, index: number, better: number, iouMax: number, containedMax: number): boolean {
  const a = 4 * index;
  const b = 4 * better;
  const ax = boxes[a] as number;
  const ay = boxes[a + 1] as number;
  const aw = boxes[a + 2] as number;
  const ah = boxes[a + 3] as number;
  const bx = boxes[b] as number;
  const by = boxes[b + 1] as number;
  const bw = boxes[b + 2] as number;
  const bh = boxes[b + 3] as number;
  const width = Math.min(ax + aw, bx + bw) - Math.max(ax, bx);
  const height = Math.min(ay + ah, by + bh) - Math.max(ay, by);
  if (!(width > 0 && height > 0)) return false;
  const shared = width * height;
  return shared > iouMax * (aw * ah + bw * bh - shared) || shared > containedMax * aw * ah;
}

function copyRow(from: Float32Array, fromRow: number, to: Float32Array, toRow: number, width: number): void {
  for (let index = 0; index < width; index++) to[toRow * width + index] = from[fromRow * width + index] as number;
}
