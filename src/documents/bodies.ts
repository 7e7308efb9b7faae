/** The points of a body in the order of COCO, as seen by the person: `left` is the person's left. */
export const bodyPoints = [
  'nose', 'left-eye', 'right-eye', 'left-ear', 'right-ear', 'left-shoulder', 'right-shoulder', 'left-elbow', 'right-elbow',
  'left-wrist', 'right-wrist', 'left-hip', 'right-hip', 'left-knee', 'right-knee', 'left-ankle', 'right-ankle',
] as const;
export type BodyPoint = (typeof bodyPoints)[number];

/** Numbers of one pose: x, y, score (0–1) for each point, in upright displayed pixels. All NaN where nobody estimated it. */
export const poseStride = 3 * bodyPoints.length;

/** Bodies of one frame, a struct of arrays. */
export interface Bodies {
  readonly count: number;
  /** 4 per body: x, y, width, height in upright displayed pixels; may reach outside the picture. */
  readonly boxes: Float32Array;
  /** 0–1: how sure it is that this is a person. */
  readonly scores: Float32Array;
  /** `poseStride` per body. */
  readonly poses: Float32Array;
}

export const noBodies: Bodies = { count: 0, boxes: new Float32Array(0), scores: new Float32Array(0), poses: new Float32Array(0) };
