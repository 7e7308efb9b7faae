import { iou } from '../core/boxes.ts';
import { poseStride } from '../documents/bodies.ts';
import type { Bodies } from '../documents/bodies.ts';
import type { Track } from '../documents/analysis.ts';
import { boxOf } from '../documents/box-columns.ts';
import { headsPerBody } from './head-region.ts';

/** Two boxes that share so much are of one body. */
const sameBodyIouMin = 0.3;
/** A point that the network is less sure of in either has no place to compare. */
const pointScoreMin = 0.3;

/** How far bodies lie from those of a full run. */
export interface PoseDistance {
  /** Points that are in both. */
  readonly points: number;
  /** Sum of the distances of these points in heads (of the full run's bodies), and in pixels. */
  readonly heads: number;
  readonly px: number;
  /** Bodies of the full run, and those of them that the other has not. */
  readonly bodies: number;
  readonly lost: number;
}

export const noDistance: PoseDistance = { points: 0, heads: 0, px: 0, bodies: 0, lost: 0 };

export function addDistances(a: PoseDistance, b: PoseDistance): PoseDistance {
  return { points: a.points + b.points, heads: a.heads + b.heads, px: a.px + b.px, bodies: a.bodies + b.bodies, lost: a.lost + b.lost };
}

/** Compares the bodies of a frame with those of a full look at it; each body of the full look is compared with the one that overlaps it most. */
export function poseDistance(full: Bodies, other: Bodies): PoseDistance {
  let sum = noDistance;
  for (let body = 0; body < full.count; body++) {
    const box = boxOf(full.boxes, body);
    let [same, most] = [-1, sameBodyIouMin];
    for (let candidate = 0; candidate < other.count; candidate++) {
      const shared = iou(box, boxOf(other.boxes, candidate));
      if (shared > most) [same, most] = [candidate, shared];
    }
    if (same < 0) {
      sum = addDistances(sum, { ...noDistance, bodies: 1, lost: 1 });
      continue;
    }
    const head = Math.max(1, headsPerBody * Math.max(box.width, box.height));
    const points = pointsBetween(full.poses.subarray(poseStride * body, poseStride * (body + 1)), other.poses.subarray(poseStride * same, poseStride * (same + 1)));
    const px = points.reduce((total, each) => total + each, 0);
    sum = addDistances(sum, { points: points.length, heads: px / head, px, bodies: 1, lost: 0 });
  }
  return sum;
}

/** The bodies that tracks of kind `person` have in a frame, as if they were just found. */
export function bodiesInFrame(tracks: readonly Track[], frame: number): Bodies {
  const here = tracks.flatMap((track) => {
    const sample = frame - (track.frames[0] ?? 0);
    return track.kind === 'person' && sample >= 0 && sample < track.frames.length ? [{ track, sample }] : [];
  });
  return {
    count: here.length,
    boxes: Float32Array.from(here.flatMap(({ track, sample }) => [...track.boxes.subarray(4 * sample, 4 * sample + 4)])),
    scores: Float32Array.from(here, ({ track, sample }) => track.scores[sample] as number),
    poses: Float32Array.from(here.flatMap(({ track, sample }) => [...(track.poses ?? new Float32Array(0)).subarray(poseStride * sample, poseStride * (sample + 1))])),
  };
}

function pointsBetween(a: Float32Array, b: Float32Array): number[] {
  const distances: number[] = [];
  for (let at = 0; at < poseStride; at += 3) {
    if (!((a[at + 2] as number) >= pointScoreMin && (b[at + 2] as number) >= pointScoreMin)) continue;
    distances.push(Math.hypot((a[at] as number) - (b[at] as number), (a[at + 1] as number) - (b[at + 1] as number)));
  }
  return distances;
}
