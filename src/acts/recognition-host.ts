import { AppError } from '../core/errors.ts';
import type { I420Image } from '../core/i420.ts';
import type { FaceEmbeddings } from '../documents/embeddings.ts';
import { fetchFrom, loadModel } from '../inference/load-model.ts';
import { createRuntime } from '../inference/ort.ts';
import { builtWasmFiles } from '../inference/runtime-files.ts';
import { openSession } from '../inference/session.ts';
import type { EmbedRequest, FaceEmbedder } from '../models/face-embedder.ts';
import { createFaceRecognition } from '../models/face-recognition.ts';
import { recognitionEntry } from './recognizer.ts';

/** The face recognizer with its runtime, as its worker holds it. Ends with the worker. */
export class RecognitionHost {
  #embedder: FaceEmbedder | undefined;

  /** Fetches, checks and opens the network. Throws `model/missing`, `model/hash-mismatch`, `model/run-failed`. */
  async open(modelsUrl: string): Promise<void> {
    const bytes = await loadModel(await recognitionEntry(modelsUrl), fetchFrom(modelsUrl));
    using session = await openSession(await createRuntime({ files: builtWasmFiles }), bytes);
    this.#embedder = createFaceRecognition(session);
  }

  /** Looks closely at faces of a picture, which is taken and given back. Throws `model/run-failed`. */
  async embed(image: I420Image, request: EmbedRequest): Promise<{ embeddings: FaceEmbeddings; data: Uint8Array<ArrayBuffer> }> {
    if (this.#embedder === undefined) throw new AppError('internal/bug', { reason: 'open comes first' });
    return { embeddings: await this.#embedder.embed(image, request), data: image.data };
  }
}
