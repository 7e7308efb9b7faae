import { frameStatus } from '../documents/observations.ts';
import type { FrameObservation } from '../documents/observations.ts';

/**
 * How far a face may lie beside its interpolated box, in its own widths. A head mask reaches a quarter of a width beyond a face; the rest
 * is for what the measured frames did not show.
 */
const deviationMax = 0.15;
/** How far a face may travel between two looks, in its own widths: further apart the tracker may take it for another. */
const travelMax = 1;
/** Boxes further apart than this, in face widths, are not one face. */
const matchReach = 1.5;
/** While faces come and go: every other frame. */
const strideOfChange = 2;
/** Scores from here on count: lower ones flicker on clutter (0.5 starts a track, faces in the open stand above 0.8). */
const scoreMin = 0.7;

/**
 * The largest number of frames from one look to the next, at most `strideMax`, that would have done in these frames: had only every n-th
 * been looked at and the boxes between been interpolated, no face would have been far from its box.
 */
export function safeStride(frames: readonly FrameObservation[], strideMax: number): number {
  if (frames.some((each) => each.status === frameStatus.unknown)) return 1;
  const looked = frames.filter((each) => each.status === frameStatus.observed).sort((a, b) => a.frame - b.frame);
  let stride = strideMax;
  while (stride > 1 && !wouldDo(looked, stride)) stride -= 1;
  return stride;
}

function wouldDo(looked: readonly FrameObservation[], stride: number): boolean {
  for (let i = 0; i < looked.length - 1; i += 1) {
    const from = looked[i] as FrameObservation;
    let j = i + 1;
    while (j < looked.length - 1 && (j < i + 2 || (looked[j] as FrameObservation).frame - from.frame < stride)) j += 1;
    const to = looked[j] as FrameObservation;
    const elapsed = to.frame - from.frame;
    const perStride = stride / Math.max(stride, elapsed);
    if (!follows(from, to, looked.slice(i + 1, j), stride, perStride) || !follows(to, from, [], stride, perStride)) return false;
  }
  return true;
}

/** Whether each face of one look is found again in another, near enough, and in none of the looks between beside the straight line. */
function follows(from: FrameObservation, to: FrameObservation, between: readonly FrameObservation[], stride: number, perStride: number): boolean {
  for (let i = 0; i < from.detections.count; i += 1) {
    if ((from.detections.scores[i] as number) < scoreMin) continue;
    const start = boxOf(from, i);
    const end = nearest(start, to);
    if (end === undefined) {
      if (stride > strideOfChange) return false;
      continue;
    }
    if (distance(start, end) * perStride > travelMax) return false;
    for (const look of between) {
      const t = (look.frame - from.frame) / (to.frame - from.frame);
      const expected = start.map((value, field) => value + t * ((end[field] as number) - value));
      const found = nearest(expected, look);
      if (found !== undefined && distance(expected, found) > deviationMax) return false;
    }
  }
  return true;
}

function boxOf({ detections }: FrameObservation, index: number): number[] {
  return Array.from(detections.boxes.subarray(4 * index, 4 * index + 4));
}

/** The box of a look that is most likely the same face; undefined when none is within reach. */
function nearest(box: readonly number[], look: FrameObservation): number[] | undefined {
  let best: number[] | undefined;
  let bestDistance = matchReach;
  for (let i = 0; i < look.detections.count; i += 1) {
    const other = boxOf(look, i);
    const apart = distance(box, other);
    if (apart > bestDistance) continue;
    best = other;
    bestDistance = apart;
  }
  return best;
}

/** Change of position and size between two boxes (x, y, width, height), in widths of the first. */
function distance(a: readonly number[], b: readonly number[]): number {
  const [ax, ay, aw, ah] = a as [number, number, number, number];
  const [bx, by, bw, bh] = b as [number, number, number, number];
  const shift = Math.hypot(bx + bw / 2 - ax - aw / 2, by + bh / 2 - ay - ah / 2);
  return (shift + Math.abs(bw - aw) / 2) / Math.max(1, aw);
}
