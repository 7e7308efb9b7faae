import { AppError } from '../core/errors.ts';
import { lookQuality } from '../core/face-look.ts';
import { alignByEyes } from '../core/similarity.ts';
import type { EyeTemplate, SimilarityTransform } from '../core/similarity.ts';
import { embeddingLength } from '../documents/embeddings.ts';
import type { FaceEmbeddings } from '../documents/embeddings.ts';
import type { Detections } from '../documents/observations.ts';
import type { TensorTarget } from '../pixels/letterbox.ts';
import { keypointStride } from './candidates.ts';
import { sharpness } from './sharpness.ts';

const sidePx = 150;
/** What the recognizer looks at: RGB 0–255; the network takes its mean off itself. Outside the picture is black, as in training. */
export const cropTarget: TensorTarget = { widthPx: sidePx, heightPx: sidePx, channels: 'rgb', layout: 'nchw', mean: 0, scale: 1, padValue: 0 };
/** Values of one crop. */
export const cropLength = 3 * sidePx * sidePx;
/** The network's one input and one output. */
export const recognitionTensors = { input: 'input', output: 'embedding' } as const;
/** Where the eyes lie in a crop: about where dlib's chips, by which the network was trained, have them. Chosen by trying a few places on test photos. */
const template: EyeTemplate = { rightEye: { x: 0.32 * sidePx, y: 0.32 * sidePx }, leftEye: { x: 0.68 * sidePx, y: 0.32 * sidePx } };

/** A face whose eyes are known, and the way from upright displayed pixels to its crop. */
export interface AlignedFace {
  /** Index into the detections. */
  readonly face: number;
  readonly toCrop: SimilarityTransform;
}

/** A face that was looked at. */
export interface EmbeddedFace {
  readonly face: number;
  readonly quality: number;
  readonly vector: Float32Array;
}

/** The faces that can be aligned, in the order given. */
export function alignedFaces({ keypoints }: Detections, faces: Uint32Array): AlignedFace[] {
  return [...faces].flatMap((face) => {
    const [rightX, rightY, leftX, leftY] = keypoints.subarray(keypointStride * face, keypointStride * face + 4) as unknown as [number, number, number, number];
    const toCrop = alignByEyes({ x: rightX, y: rightY }, { x: leftX, y: leftY }, template);
    return toCrop === undefined ? [] : [{ face, toCrop }];
  });
}

/** What the network said of a face's crop. Throws `model/run-failed` for NaN and for another length. */
export function embeddedFace(detections: Detections, face: number, crop: Float32Array, vector: Float32Array | undefined): EmbeddedFace {
  if (vector?.length !== embeddingLength || vector.some(Number.isNaN)) throw new AppError('model/run-failed', { output: recognitionTensors.output, length: vector?.length ?? 0 });
  return { face, quality: lookQuality(detections, face, keypointStride) * sharpness(crop, sidePx), vector };
}

/** Faces as a struct of arrays, in the order given. */
export function toEmbeddings(found: readonly EmbeddedFace[]): FaceEmbeddings {
  const vectors = new Float32Array(embeddingLength * found.length);
  found.forEach(({ vector }, row) => vectors.set(vector, embeddingLength * row));
  return { count: found.length, detections: Uint32Array.from(found, ({ face }) => face), qualities: Float32Array.from(found, ({ quality }) => quality), vectors };
}
