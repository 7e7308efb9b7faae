import { AppError } from '../core/errors.ts';
import type { I420Image } from '../core/i420.ts';
import type { Owned } from '../core/owned.ts';
import type { Detections } from '../documents/observations.ts';
import { checkCatalog, findModel } from '../inference/catalog.ts';
import type { CatalogEntry } from '../inference/catalog.ts';
import { fetchFrom, loadModel } from '../inference/load-model.ts';
import { createRuntime } from '../inference/ort.ts';
import { openSession } from '../inference/session.ts';
import type { Session } from '../inference/session.ts';
import { builtWasmFiles } from '../inference/runtime-files.ts';
import { createCpuDetector } from '../models/cpu-detector.ts';
import { detectorParts } from '../models/detector-parts.ts';
import type { FaceDetector, FaceDetectorId } from '../models/face-detector.ts';
import type { LaneRequest } from './lane-pool.ts';

/** One lane's detector with its runtime, as the infer worker holds it. Ends with the worker. */
export class DetectorHost {
  #detector: FaceDetector | undefined;

  /**
   * Fetches the runtime and a detector's models, checks and opens these; resolves with their SHA-256 by id.
   * Throws `model/missing`, `model/hash-mismatch`, `model/run-failed`.
   */
  async open(id: FaceDetectorId, modelsUrl: string, onBytes: (loaded: number, total: number) => void): Promise<Record<string, string>> {
    this.#detector?.close();
    const entries = await catalogEntries(id, modelsUrl);
    const modelBytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
    const wasm = await fetchFrom('')(builtWasmFiles.wasm, (done, size) => onBytes(done, Math.max(done, size ?? 0) + modelBytes));
    const runtime = await createRuntime({ files: builtWasmFiles, wasmBinary: wasm.buffer });
    const sessions: Owned<Session>[] = [];
    const total = wasm.byteLength + modelBytes;
    let loaded = wasm.byteLength;
    for (const entry of entries) {
      const bytes = await loadModel(entry, fetchFrom(modelsUrl), (done) => onBytes(loaded + done, total));
      loaded += entry.bytes;
      sessions.push(await openSession(runtime, bytes));
    }
    this.#detector = createCpuDetector(id, sessions);
    return Object.fromEntries(entries.map((entry) => [entry.id, entry.sha256]));
  }

  /** Detects faces; the picture is taken and its buffer given back for the next one. */
  async detect(image: I420Image, request: LaneRequest): Promise<{ detections: Detections; data: Uint8Array<ArrayBuffer> }> {
    if (this.#detector === undefined) throw new AppError('internal/bug', { reason: 'open comes first' });
    return { detections: await this.#detector.detect(image, request), data: image.data };
  }
}

async function catalogEntries(id: FaceDetectorId, modelsUrl: string): Promise<CatalogEntry[]> {
  const response = await fetch(`${modelsUrl}catalog.json`);
  if (!response.ok) throw new AppError('model/missing', { file: 'catalog.json', status: response.status });
  const catalog = checkCatalog(await response.json());
  return detectorParts[id].map(({ adapter }) => {
    const entry = findModel(catalog, adapter);
    if (entry === undefined) throw new AppError('model/missing', { adapter });
    return entry;
  });
}
