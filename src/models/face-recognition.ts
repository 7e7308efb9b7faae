import type { I420Image } from '../core/i420.ts';
import type { Owned } from '../core/owned.ts';
import type { FaceEmbeddings } from '../documents/embeddings.ts';
import type { Session } from '../inference/session.ts';
import { cropToTensor } from '../pixels/face-crop.ts';
import { alignedFaces, cropLength, cropTarget, embeddedFace, recognitionTensors, toEmbeddings, type EmbeddedFace } from './aligned-faces.ts';
import type { EmbedRequest, FaceEmbedder } from './face-embedder.ts';

/** dlib's face recognition ResNet as face-api packs it. Takes the session. Faces go through it one by one: in wasm a batch gains nothing. */
export function createFaceRecognition(session: Owned<Session>): FaceEmbedder {
  const owned = session.take();

  async function embed(image: I420Image, { geometry, detections, faces }: EmbedRequest): Promise<FaceEmbeddings> {
    const found: EmbeddedFace[] = [];
    for (const { face, toCrop } of alignedFaces(detections, faces)) {
      const data = new Float32Array(cropLength);
      cropToTensor(image, geometry, toCrop, cropTarget, data);
      const outputs = await owned.value.run({ [recognitionTensors.input]: { data, dims: [1, 3, cropTarget.heightPx, cropTarget.widthPx] } });
      found.push(embeddedFace(detections, face, data, outputs[recognitionTensors.output]?.data));
    }
    return toEmbeddings(found);
  }
  return { embed, close: () => owned.close() };
}
