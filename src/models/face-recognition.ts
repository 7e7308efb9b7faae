import { AppError } from '../core/errors.ts';
import { lookQuality } from '../core/face-look.ts';
import { alignByEyes } from '../core/similarity.ts';
import type { EyeTemplate, SimilarityTransform } from '../core/similarity.ts';
import type { I420Image } from '../core/i420.ts';
import type { Owned } from '../core/owned.ts';
import { embeddingLength } from '../documents/embeddings.ts';
import type { FaceEmbeddings } from '../documents/embeddings.ts';
import type { Detections } from '../documents/observations.ts';
import type { Session } from '../inference/session.ts';
import { cropToTensor } from '../pixels/face-crop.ts';
import type { TensorTarget } from '../pixels/letterbox.ts';
import { keypointStride } from './candidates.ts';
import type { EmbedRequest, FaceEmbedder } from './face-embedder.ts';
import { sharpness } from './sharpness.ts';

const sidePx = 150;
/** RGB 0–255; the network takes its mean off itself. Outside the picture is black, as in training. */
const target: TensorTarget = { widthPx: sidePx, heightPx: sidePx, channels: 'rgb', layout: 'nchw', mean: 0, scale: 1, padValue: 0 };
/** Where the eyes lie in a crop: about where dlib's chips, by which the network was trained, have them. Chosen by trying a few places on test photos. */
const template: EyeTemplate = { rightEye: { x: 0.32 * sidePx, y: 0.32 * sidePx }, leftEye: { x: 0.68 * sidePx, y: 0.32 * sidePx } };

/** dlib's face recognition ResNet as face-api packs it. Takes the session. Faces go through it one by one: in wasm a batch gains nothing. */
export function createFaceRecognition(session: Owned<Session>): FaceEmbedder {
  const owned = session.take();

  async function embed(image: I420Image, { geometry, detections, faces }: EmbedRequest): Promise<FaceEmbeddings> {
    const found: { readonly face: number; readonly quality: number; readonly vector: Float32Array }[] = [];
    for (const face of faces) {
      const toCrop = alignment(detections, face);
      if (toCrop === undefined) continue;
      const data = new Float32Array(3 * sidePx * sidePx);
      cropToTensor(image, geometry, toCrop, target, data);
      const { embedding } = await owned.value.run({ input: { data, dims: [1, 3, sidePx, sidePx] } });
      const vector = embedding?.data;
      if (vector?.length !== embeddingLength || vector.some(Number.isNaN)) throw new AppError('model/run-failed', { output: 'embedding', length: vector?.length ?? 0 });
      const quality = lookQuality(detections, face, keypointStride) * sharpness(data, sidePx);
      found.push({ face, quality, vector });
    }
    const vectors = new Float32Array(embeddingLength * found.length);
    found.forEach(({ vector }, row) => vectors.set(vector, embeddingLength * row));
    return { count: found.length, detections: Uint32Array.from(found, ({ face }) => face), qualities: Float32Array.from(found, ({ quality }) => quality), vectors };
  }
  return { embed, close: () => owned.close() };
}

function alignment({ keypoints }: Detections, face: number): SimilarityTransform | undefined {
  const [rightX, rightY, leftX, leftY] = keypoints.subarray(keypointStride * face, keypointStride * face + 4) as unknown as [number, number, number, number];
  return alignByEyes({ x: rightX, y: rightY }, { x: leftX, y: leftY }, template);
}
