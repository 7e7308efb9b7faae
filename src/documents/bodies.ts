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

/** How often bodies are looked for. `every-n`: each n-th frame; `motion`: where the picture moved; `scenes`: where a scene begins, and each second. */
export const bodySamplings = ['all', 'every-2', 'every-3', 'every-4', 'motion', 'scenes'] as const;
export type BodySampling = (typeof bodySamplings)[number];

/** Sides of the pictures that the networks see, in parts of their own input: less is faster, and finds fewer small people. */
export const bodyScales = [1, 0.8, 0.6] as const;
export type BodyScale = (typeof bodyScales)[number];

/** How bodies are looked for, as a journal says it. */
export interface BodySettings {
  readonly sampling: BodySampling;
  readonly scale: BodyScale;
}

/** Bodies of a whole video, columns over its observed frames like the detections of `Observations`. */
export interface BodyColumns {
  /** By frame: 1 where somebody looked for bodies and the network answered, else 0. */
  readonly looked: Uint8Array;
  /** The bodies of frame `firstFrame + i` are `offsets[i]` to `offsets[i + 1]` of the columns below. */
  readonly offsets: Uint32Array;
  readonly boxes: Float32Array;
  readonly scores: Float32Array;
  readonly poses: Float32Array;
}
