import { boxOf } from '../documents/box-columns.ts';
import type { Mouths } from '../documents/mouths.ts';
import type { Detections } from '../documents/observations.ts';
import { AppError } from '../core/errors.ts';
import { wholeness } from '../core/face-look.ts';
import type { I420Image } from '../core/i420.ts';
import type { Owned } from '../core/owned.ts';
import type { SimilarityTransform } from '../core/similarity.ts';
import type { Session } from '../inference/session.ts';
import { cropToTensor } from '../pixels/face-crop.ts';
import type { TensorTarget } from '../pixels/letterbox.ts';
import { keypointStride } from './candidates.ts';
import type { EmbedRequest } from './face-embedder.ts';

const sidePx = 192;
/** What the network looks at: RGB 0–1. */
export const meshTarget: TensorTarget = { widthPx: sidePx, heightPx: sidePx, channels: 'rgb', layout: 'nchw', mean: 0, scale: 1 / 255, padValue: 0 };
/** The network's one input and two outputs: 468 points of x, y, z in pixels of the crop, and how sure it is that it sees a face (0–1). */
export const meshTensors = { input: 'input', points: 'points', face: 'face' } as const;
export const meshNumbers = 3 * 468;
/** The crop's side in sides of the face's box: as much around a face as MediaPipe's own pipeline leaves. */
const cropSides = 1.5;

/** Places in the mesh, by MediaPipe's canonical face model. Lips as pairs of upper and lower edge: right of the middle, in it, left of it. */
const innerLips = [[82, 87], [13, 14], [312, 317]] as const;
const outerLips = [[37, 84], [0, 17], [267, 314]] as const;
const outerEyeCorners = [33, 263] as const;

/** Reads how far mouths are open. */
export interface MouthNetwork {
  /** One row for each of the faces asked for, in their order. Borrows the picture until it resolves. Throws `model/run-failed`, also for NaN. */
  read(image: I420Image, request: EmbedRequest): Promise<Mouths>;
  /** Frees the network after the calls that are under way. */
  close(): void;
}

/** MediaPipe's face mesh. Takes the session. Faces go through it one by one: in wasm a batch gains nothing. */
export function createFaceMesh(session: Owned<Session>): MouthNetwork {
  const owned = session.take();
  const data = new Float32Array(3 * sidePx * sidePx);

  async function read(image: I420Image, { geometry, detections, faces }: EmbedRequest): Promise<Mouths> {
    const openings = new Float32Array(faces.length);
    const qualities = new Float32Array(faces.length);
    for (const [row, face] of faces.entries()) {
      cropToTensor(image, geometry, uprightFace(detections, face), meshTarget, data);
      const outputs = await owned.value.run({ [meshTensors.input]: { data, dims: [1, 3, sidePx, sidePx] } });
      openings[row] = mouthOpening(outputs[meshTensors.points]?.data);
      qualities[row] = faceScore(outputs[meshTensors.face]?.data) * wholeness(detections.scores[face] as number);
    }
    return { detections: faces, openings, qualities };
  }
  return { read, close: () => owned.close() };
}

/** From upright displayed pixels to those of a crop with the face in its middle, its eyes level where they are known. */
export function uprightFace({ boxes, keypoints }: Detections, face: number): SimilarityTransform {
  const { x, y, width, height } = boxOf(boxes, face);
  const [rightX, rightY, leftX, leftY] = keypoints.subarray(keypointStride * face, keypointStride * face + 4) as unknown as [number, number, number, number];
  const tilt = Math.atan2(leftY - rightY, leftX - rightX);
  const angle = Number.isNaN(tilt) ? 0 : tilt;
  const scale = sidePx / (cropSides * Math.max(width, height));
  const [a, b] = [scale * Math.cos(angle), -scale * Math.sin(angle)];
  const [centreX, centreY] = [x + width / 2, y + height / 2];
  return { a, b, e: sidePx / 2 - (a * centreX - b * centreY), f: sidePx / 2 - (b * centreX + a * centreY) };
}

/**
 * How far apart the lips are, the mean of their inner and of their outer edges, in distances between the outer corners of the eyes; all in the mesh's
 * three dimensions, so that a face turned away keeps its measures. Lips alone are thin in the picture, and jitter: of several measures (inner edges,
 * outer edges, lower lip to nose, width) this told best who talks from who only moves the head. Throws `model/run-failed` for NaN and for another length.
 */
export function mouthOpening(points: Float32Array | undefined): number {
  if (points?.length !== meshNumbers) throw new AppError('model/run-failed', { output: meshTensors.points, length: points?.length ?? 0 });
  const distance = ([from, to]: readonly [number, number]): number => {
    const [x = NaN, y = NaN, z = NaN] = [0, 1, 2].map((axis) => (points[3 * from + axis] as number) - (points[3 * to + axis] as number));
    return Math.hypot(x, y, z);
  };
  const lips = [...innerLips, ...outerLips];
  const opening = lips.reduce((sum, pair) => sum + distance(pair), 0) / lips.length / distance(outerEyeCorners);
  if (!Number.isFinite(opening)) throw new AppError('model/run-failed', { output: meshTensors.points, opening: String(opening) });
  return opening;
}

function faceScore(face: Float32Array | undefined): number {
  const score = face?.[0];
  if (score === undefined || !Number.isFinite(score)) throw new AppError('model/run-failed', { output: meshTensors.face, score: String(score) });
  return score;
}
