/** Columns of faces, as in `Detections`; keypoints are right eye, left eye, nose, …, x and y each. */
export interface FaceColumns {
  readonly boxes: Float32Array;
  readonly scores: Float32Array;
  readonly keypoints: Float32Array;
}

/** Smaller faces never decide who somebody is: of faces shrunk to 24 px 89 % were still known, at 16 px 40 % (measured on the model's conversion). */
export const faceMinPx = 24;
/** From this size on nothing is gained: at 32 px all were known, and half as much again for what video does to a picture. */
const faceFullPx = 48;
const qualityAtMin = 0.5;
/**
 * A detector is this sure of a whole face, and at the lower end nothing is left: faces that another person half hides are scored lower and look like
 * nobody. Chosen by eye on one clip of three people who cross.
 */
export const wholeScore = 0.9;
const noFaceScore = 0.6;
/** Beyond this part of the way from the middle to an eye, the nose belongs to a face from the side, which looks like nobody. */
const noseMax = 0.9;
/** A network that gives no nose says nothing of the side. */
const unknownFrontality = 0.5;

/**
 * 0–1: what a single look at a face is worth for telling who it is, before its pixels are looked at. 0 for a face that is too small, half hidden,
 * seen from the side, or whose eyes are not known.
 */
export function lookQuality({ boxes, scores, keypoints }: FaceColumns, item: number, keypointStride: number): number {
  const sizePx = Math.sqrt((boxes[4 * item + 2] as number) * (boxes[4 * item + 3] as number));
  if (!(sizePx >= faceMinPx)) return 0;
  const size = Math.min(1, qualityAtMin + ((1 - qualityAtMin) * (sizePx - faceMinPx)) / (faceFullPx - faceMinPx));
  return size * wholeness(scores[item] as number) * frontality(keypoints, item * keypointStride);
}

/** 0–1: how sure a detector's score makes it that nothing hides part of a face. */
export function wholeness(score: number): number {
  return Math.min(1, Math.max(0, (score - noFaceScore) / (wholeScore - noFaceScore)));
}

/** 1 for a nose half-way between the eyes, falling to 0 where it reaches one of them: the head is turned by about 40° there. */
function frontality(keypoints: Float32Array, at: number): number {
  const [rightX, rightY, leftX, leftY, noseX, noseY] = keypoints.subarray(at, at + 6) as unknown as [number, number, number, number, number, number];
  const acrossX = leftX - rightX;
  const acrossY = leftY - rightY;
  const squared = acrossX * acrossX + acrossY * acrossY;
  if (!(squared > 0)) return 0; // NaN too
  const along = ((noseX - (rightX + leftX) / 2) * acrossX + (noseY - (rightY + leftY) / 2) * acrossY) / squared;
  if (Number.isNaN(along)) return unknownFrontality;
  return Math.max(0, 1 - Math.abs(2 * along) / noseMax);
}
