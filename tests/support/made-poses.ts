import { bodyPoints, poseStride } from '../../src/documents/bodies.ts';
import type { BodyPoint } from '../../src/documents/bodies.ts';

/** Where points of a body are, in pixels; those that are not named are not seen. */
export type MadePose = Partial<Record<BodyPoint, readonly [x: number, y: number, score?: number]>>;

/** Poses as a track has them: NaN where a point is not named. */
export function posesOf(poses: readonly MadePose[]): Float32Array {
  const column = new Float32Array(poses.length * poseStride).fill(NaN);
  poses.forEach((pose, sample) => {
    bodyPoints.forEach((name, point) => {
      const place = pose[name];
      if (place !== undefined) column.set([place[0], place[1], place[2] ?? 0.9], sample * poseStride + 3 * point);
    });
  });
  return column;
}

/** Somebody who stands upright, a torso of 100 px, the neck at x, 100; `wrist` is where the right one is, from the shoulder. */
export function standing(x: number, wrist: readonly [number, number] = [0, 80]): MadePose {
  return {
    nose: [x, 72], 'right-shoulder': [x - 35, 112], 'left-shoulder': [x + 35, 112], 'right-hip': [x - 12, 200], 'left-hip': [x + 12, 200],
    'right-elbow': [x - 35 + wrist[0] / 2, 112 + wrist[1] / 2], 'left-elbow': [x + 38, 150], 'right-wrist': [x - 35 + wrist[0], 112 + wrist[1]], 'left-wrist': [x + 38, 190],
    'right-knee': [x - 13, 250], 'left-knee': [x + 13, 250], 'right-ankle': [x - 15, 300], 'left-ankle': [x + 15, 300],
  };
}
