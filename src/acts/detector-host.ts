import { AppError } from '../core/errors.ts';
import type { I420Image } from '../core/i420.ts';
import type { Owned } from '../core/owned.ts';
import type { Detections } from '../documents/observations.ts';
import type { FaceEmbeddings } from '../documents/embeddings.ts';
import { checkCatalog, faceAdapters, findModel, recognitionAdapter } from '../inference/catalog.ts';
import type { CatalogEntry } from '../inference/catalog.ts';
import { fetchFrom, loadModel } from '../inference/load-model.ts';
import { createRuntime } from '../inference/ort.ts';
import type { Runtime } from '../inference/ort.ts';
import { openSession } from '../inference/session.ts';
import type { Session } from '../inference/session.ts';
import { builtWasmFiles } from '../inference/wasm-files.ts';
import { createEmbeddedDetector } from '../models/embedded.ts';
import type { EmbedRequest, FaceEmbedder } from '../models/face-embedder.ts';
import { createFaceRecognition } from '../models/face-recognition.ts';
import type { FaceDetector, FaceDetectorId } from '../models/face-detector.ts';
import { createYunetDetector } from '../models/yunet.ts';
import type { LaneRequest } from './lane-pool.ts';

const adaptersOf: Readonly<Record<FaceDetectorId, readonly string[]>> = {
  yunet: [faceAdapters.yunet],
  embedded: [faceAdapters.ssd, faceAdapters.blazeface],
};

/** One lane's detector and recognizer with their runtime, as the infer worker holds them. End with the worker. */
export class DetectorHost {
  #detector: FaceDetector | undefined;
  #openEmbedder: (() => Promise<FaceEmbedder>) | undefined;
  #embedder: Promise<FaceEmbedder> | undefined;

  /**
   * Fetches the runtime and a detector's models, checks and opens these; resolves with their SHA-256 by id, and that of the recognizer, which
   * is fetched when the first face is to be looked at closely: many videos are of nobody.
   * Throws `model/missing`, `model/hash-mismatch`, `model/run-failed`.
   */
  async open(id: FaceDetectorId, modelsUrl: string, onBytes: (loaded: number, total: number) => void): Promise<Record<string, string>> {
    this.#detector?.close();
    const entries = await catalogEntries(adaptersOf[id], modelsUrl);
    const [recognition] = (await catalogEntries([recognitionAdapter], modelsUrl)) as [CatalogEntry];
    const modelBytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
    const wasm = await fetchFrom('')(builtWasmFiles.wasm, (done, size) => onBytes(done, Math.max(done, size ?? 0) + modelBytes));
    const runtime = await createRuntime({ wasmFiles: builtWasmFiles, wasmBinary: wasm.buffer });
    const sessions: Owned<Session>[] = [];
    const total = wasm.byteLength + modelBytes;
    let loaded = wasm.byteLength;
    for (const entry of entries) {
      const bytes = await loadModel(entry, fetchFrom(modelsUrl), (done) => onBytes(loaded + done, total));
      loaded += entry.bytes;
      sessions.push(await openSession(runtime, bytes));
    }
    const [first, second] = sessions as [Owned<Session>, Owned<Session>];
    this.#detector = id === 'yunet' ? createYunetDetector(first) : createEmbeddedDetector(first, second);
    this.#embedder = undefined;
    this.#openEmbedder = () => openRecognition(recognition, modelsUrl, runtime);
    return Object.fromEntries([...entries, recognition].map((entry) => [entry.id, entry.sha256]));
  }

  /** Detects faces; the picture is taken and its buffer given back for the next one. */
  async detect(image: I420Image, request: LaneRequest): Promise<{ detections: Detections; data: Uint8Array<ArrayBuffer> }> {
    if (this.#detector === undefined) throw new AppError('internal/bug', { reason: 'open comes first' });
    return { detections: await this.#detector.detect(image, request), data: image.data };
  }

  /** Looks closely at faces of a picture, which is taken and given back likewise. Throws `model/missing`, `model/hash-mismatch`, `model/run-failed`. */
  async embed(image: I420Image, request: EmbedRequest): Promise<{ embeddings: FaceEmbeddings; data: Uint8Array<ArrayBuffer> }> {
    if (this.#openEmbedder === undefined) throw new AppError('internal/bug', { reason: 'open comes first' });
    this.#embedder ??= this.#openEmbedder();
    return { embeddings: await (await this.#embedder).embed(image, request), data: image.data };
  }
}

async function openRecognition(entry: CatalogEntry, modelsUrl: string, runtime: Runtime): Promise<FaceEmbedder> {
  return createFaceRecognition(await openSession(runtime, await loadModel(entry, fetchFrom(modelsUrl))));
}

async function catalogEntries(adapters: readonly string[], modelsUrl: string): Promise<CatalogEntry[]> {
  const response = await fetch(`${modelsUrl}catalog.json`);
  if (!response.ok) throw new AppError('model/missing', { file: 'catalog.json', status: response.status });
  const catalog = checkCatalog(await response.json());
  return adapters.map((adapter) => {
    const entry = findModel(catalog, adapter);
    if (entry === undefined) throw new AppError('model/missing', { adapter });
    return entry;
  });
}
