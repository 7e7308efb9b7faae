import type { FrameBox } from '../core/boxes.ts';
import { assignMinCost } from './assignment.ts';
import { stepS } from './kalman.ts';

/** What association needs to know of a track: where it should be, where it was seen, and how long ago. */
export interface Candidate {
  readonly predicted: FrameBox;
  readonly lastSeen: FrameBox;
  readonly sinceSeenS: number;
  /** Seen once only: its velocity is not known yet. */
  readonly fresh: boolean;
  /** Missed at least once since it was seen: it may have stopped, so that its last place counts as much as the predicted one. */
  readonly missed: boolean;
}

/**
 * How far, in face sizes, the centre may be from where it is expected: half a size that detectors and nods take, and what an
 * unforeseen movement adds with time. People turn and start within a few tenths of a second, so that it grows fast and ends early.
 */
const reachSizes = 0.75;
const reachSizesPerStep = 0.25;
const reachSizesMax = 2.5;
/** Before a velocity is known: a face crossing a 1280 px picture in a second moves 0.7 of a 60 px face per frame. */
const freshReachSizes = 0.5;
/** A face does not halve or double between two looks: that is another face. */
const sizeRatioMin = 0.5;
/** Overlap is the surest sign (ByteTrack has nothing else), distance is for small and fast faces that do not overlap, size tells near from far. */
const weightOfIou = 0.5;
const weightOfDistance = 0.35;
const weightOfSize = 0.15;

/**
 * Pairs candidates with the detections listed in `indices` (columns `boxes`: 4 per detection); returns for each candidate the
 * position in `indices`, −1 for none.
 */
export function associate(
  candidates: readonly Candidate[],
  boxes: Float32Array,
  indices: ArrayLike<number>,
  costMax: number,
): Int32Array {
  const costs = new Float64Array(candidates.length * indices.length);
  candidates.forEach((candidate, row) => {
    for (let column = 0; column < indices.length; column++) {
      costs[row * indices.length + column] = matchCost(candidate, boxes, 4 * (indices[column] as number));
    }
  });
  return assignMinCost(costs, candidates.length, indices.length, costMax);
}

function matchCost(candidate: Candidate, boxes: Float32Array, at: number): number {
  const reach =
    Math.min(reachSizesMax, reachSizes + (reachSizesPerStep * candidate.sinceSeenS) / stepS) + (candidate.fresh ? freshReachSizes : 0);
  const predicted = boxCost(candidate.predicted, boxes, at, reach);
  return candidate.missed ? Math.min(predicted, boxCost(candidate.lastSeen, boxes, at, reach)) : predicted;
}

/** 0 for the same box, Infinity outside of the gates. Written out for speed: it runs for every pair. */
function boxCost(box: FrameBox, boxes: Float32Array, at: number, reach: number): number {
  const x = boxes[at] as number;
  const y = boxes[at + 1] as number;
  const width = boxes[at + 2] as number;
  const height = boxes[at + 3] as number;
  const sizeA = Math.sqrt(box.width * box.height);
  const sizeB = Math.sqrt(width * height);
  const ratio = sizeA < sizeB ? sizeA / sizeB : sizeB / sizeA;
  if (!(ratio >= sizeRatioMin)) return Infinity;
  const dx = box.x + box.width / 2 - x - width / 2;
  const dy = box.y + box.height / 2 - y - height / 2;
  const distance = Math.sqrt(dx * dx + dy * dy) / ((sizeA + sizeB) / 2);
  if (distance > reach) return Infinity;
  const sharedWidth = Math.min(box.x + box.width, x + width) - Math.max(box.x, x);
  const sharedHeight = Math.min(box.y + box.height, y + height) - Math.max(box.y, y);
  const shared = sharedWidth > 0 && sharedHeight > 0 ? sharedWidth * sharedHeight : 0;
  const overlap = shared / (sizeA * sizeA + sizeB * sizeB - shared);
  return weightOfIou * (1 - overlap) + (weightOfDistance * distance) / reach + weightOfSize * (1 - ratio);
}
