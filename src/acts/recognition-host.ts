import { AppError } from '../core/errors.ts';
import type { GpuTrouble } from '../core/gpu-trouble.ts';
import type { I420Image } from '../core/i420.ts';
import { Owned } from '../core/owned.ts';
import { signOfLife } from '../core/signs-of-life.ts';
import type { FaceEmbeddings } from '../documents/embeddings.ts';
import { openGpuTools } from '../gpu/gpu-tools.ts';
import { recognitionAdapter } from '../inference/catalog.ts';
import type { CatalogEntry } from '../inference/catalog.ts';
import { openGpuSession } from '../inference/gpu-session.ts';
import { fetchFrom, loadModel } from '../inference/load-model.ts';
import { createGpuRuntime, createRuntime } from '../inference/ort.ts';
import { builtGpuFiles, builtWasmFiles } from '../inference/runtime-files.ts';
import { openSession } from '../inference/session.ts';
import type { EmbedRequest, FaceEmbedder } from '../models/face-embedder.ts';
import { createFaceRecognition } from '../models/face-recognition.ts';
import { createGpuFaceRecognition } from '../models/gpu-face-recognition.ts';
import { selfTestOnGpu } from '../models/gpu-self-test.ts';
import { selfTestOf } from '../models/self-test.ts';
import { GpuEmbedder } from './gpu-embedder.ts';
import { modelEntry } from './model-entry.ts';
import type { RecognitionProvider } from './recognizer.ts';

/** Faces of one picture that go through the network together: 4 MB of crops. */
const facesAtOnce = 16;

/** The face recognizer with its runtime, as its worker holds it. Ends with the worker. */
export class RecognitionHost {
  readonly #gpu: GPU | undefined;
  #embedder: FaceEmbedder | undefined;
  #provider: () => RecognitionProvider = () => 'wasm';

  /** `gpu` is `navigator.gpu`. */
  constructor(gpu: GPU | undefined) {
    this.#gpu = gpu;
  }

  /**
   * Fetches and checks the network, and on the processor opens and tests it. On the GPU that comes with the first picture, and whatever goes
   * wrong there is told and ends on the processor. Throws `model/missing`, `model/hash-mismatch`, `model/run-failed`, `model/wrong-answer`.
   */
  async open(modelsUrl: string, onGpu: boolean, onTrouble: (trouble: GpuTrouble) => Promise<void>): Promise<void> {
    this.close();
    const entry = await modelEntry(modelsUrl, recognitionAdapter);
    const bytes = await loadModel(entry, fetchFrom(modelsUrl));
    if (!onGpu) {
      this.#embedder = await openOnCpu(entry, bytes);
      this.#provider = () => 'wasm';
      return;
    }
    const embedder = new GpuEmbedder({ open: () => openOnGpu(entry, bytes, this.#gpu), fallBack: () => openOnCpu(entry, bytes), onTrouble });
    this.#embedder = embedder;
    this.#provider = () => embedder.provider;
  }

  /** Looks closely at faces of a picture, which is taken and given back. Throws `model/run-failed`. */
  async embed(image: I420Image, request: EmbedRequest): Promise<{ embeddings: FaceEmbeddings; data: Uint8Array<ArrayBuffer>; provider: RecognitionProvider }> {
    if (this.#embedder === undefined) throw new AppError('internal/bug', { reason: 'open comes first' });
    const embeddings = await this.#embedder.embed(image, request);
    return { embeddings, data: image.data, provider: this.#provider() };
  }

  /** Frees the network; a worker's end does that, too. */
  close(): void {
    this.#embedder?.close();
  }
}

async function openOnCpu(entry: CatalogEntry, bytes: Uint8Array): Promise<FaceEmbedder> {
  using session = await openSession(await createRuntime({ files: builtWasmFiles }), bytes);
  const test = selfTestOf(entry);
  test.check(await session.value.run({ [test.inputName]: test.input }));
  return createFaceRecognition(session);
}

/** On a device of its own: what the detectors' device meets is not met here, and a picture goes up to both. */
async function openOnGpu(entry: CatalogEntry, bytes: Uint8Array, gpu: GPU | undefined): Promise<Owned<FaceEmbedder>> {
  const runtime = await createGpuRuntime({ files: builtGpuFiles });
  using tools = await openGpuTools(gpu);
  signOfLife();
  using session = await openGpuSession(runtime, tools.value.gpu, bytes);
  signOfLife();
  await selfTestOnGpu(selfTestOf(entry), session.value, tools.value);
  signOfLife();
  // A processor that imitates a GPU would be silent for minutes.
  const embedder = await createGpuFaceRecognition(session, tools.value, { facesAtOnce: tools.value.gpu.adapter.software ? 1 : facesAtOnce });
  const kept = tools.take();
  return new Owned<FaceEmbedder>(embedder, () => {
    embedder.close();
    kept.close();
  });
}
