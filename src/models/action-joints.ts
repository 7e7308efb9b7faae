import { bodyPoints, poseStride } from '../documents/bodies.ts';
import type { BodyPoint } from '../documents/bodies.ts';
import { pointSeenMin } from '../documents/seen-points.ts';

/** The joints that the network for actions looks at, in its order; the dataset's own. Left and right are the person's. */
export const actionJoints = [
  'neck', 'belly', 'face', 'right-shoulder', 'left-shoulder', 'right-hip', 'left-hip', 'right-elbow', 'left-elbow',
  'right-knee', 'left-knee', 'right-wrist', 'left-wrist', 'right-ankle', 'left-ankle',
] as const;
export const jointCount = actionJoints.length;
export const joints = { neck: 0, belly: 1, face: 2, rightShoulder: 3, leftShoulder: 4, rightHip: 5, leftHip: 6 } as const;

/** Where neck and belly lie on the line from mid-hips (0) to mid-shoulders (1): medians of the training clips (tools/training/windows.py). */
const neckOnTorso = 1.14;
const bellyOnTorso = 0.26;
/** Where hips are out of view: the neck on the line from mid-shoulders (0) to the face (1), by the same medians (the face is at 1.38 of the torso). */
const neckToFace = 0.14 / 0.38;

/** A place in pixels, or nothing where a joint is not seen. */
export type Place = readonly [x: number, y: number] | undefined;

const pointOf = Object.fromEntries(bodyPoints.map((name, index) => [name, index])) as Readonly<Record<BodyPoint, number>>;
const faceParts = (['nose', 'left-eye', 'right-eye', 'left-ear', 'right-ear'] as const).map((name) => pointOf[name]);

/** A point of a pose (its sample in a column of poses), where it was seen. */
export function placeOf(poses: Float32Array, sample: number, point: number): Place {
  const at = sample * poseStride + 3 * point;
  const [x, y, score] = [poses[at] as number, poses[at + 1] as number, poses[at + 2] as number];
  return score >= pointSeenMin && Number.isFinite(x + y) ? [x, y] : undefined;
}

/** The network's joints of COCO's points, which have neither neck nor belly, and five points for the face. */
export function jointsOf(points: readonly Place[]): Place[] {
  const mid = (a: BodyPoint, b: BodyPoint): Place => middle([points[pointOf[a]], points[pointOf[b]]], 2);
  const [shoulders, hips] = [mid('left-shoulder', 'right-shoulder'), mid('left-hip', 'right-hip')];
  const face = middle(faceParts.map((part) => points[part]), 1);
  const neck = shoulders === undefined ? undefined : hips !== undefined ? between(hips, shoulders, neckOnTorso) : face !== undefined ? between(shoulders, face, neckToFace) : shoulders;
  const belly = shoulders === undefined || hips === undefined ? undefined : between(hips, shoulders, bellyOnTorso);
  return actionJoints.map((joint): Place => (joint === 'neck' ? neck : joint === 'belly' ? belly : joint === 'face' ? face : points[pointOf[joint]]));
}

/** The mean of those that are seen, where so many are. */
function middle(places: readonly Place[], needed: number): Place {
  const seen = places.filter((place) => place !== undefined);
  if (seen.length < needed) return undefined;
  return [seen.reduce((sum, [x]) => sum + x, 0) / seen.length, seen.reduce((sum, [, y]) => sum + y, 0) / seen.length];
}

export function between([fromX, fromY]: readonly [number, number], [toX, toY]: readonly [number, number], part: number): readonly [number, number] {
  return [fromX + part * (toX - fromX), fromY + part * (toY - fromY)];
}
