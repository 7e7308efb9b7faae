import { AppError } from '../core/errors.ts';
import { checkCatalog, findModel, type CatalogEntry } from '../inference/catalog.ts';
import { fetchFrom, loadModel } from '../inference/load-model.ts';
import type { RuntimeFiles } from '../inference/runtime-files.ts';
import { detectorParts } from '../models/detector-parts.ts';
import type { FaceDetectorId } from '../models/face-detector.ts';

/** A detector's files, every model checked byte by byte. */
export interface LoadedDetector {
  readonly wasmBinary: ArrayBuffer;
  /** In the order of the detector's parts. */
  readonly models: readonly { readonly entry: CatalogEntry; readonly bytes: Uint8Array<ArrayBuffer> }[];
}

/** Fetches a runtime and a detector's models. Throws `model/missing`, `model/hash-mismatch`. */
export async function loadDetector(id: FaceDetectorId, modelsUrl: string, files: RuntimeFiles, onBytes: (loaded: number, total: number) => void): Promise<LoadedDetector> {
  const entries = await catalogEntries(id, modelsUrl);
  const modelBytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  const wasm = await fetchFrom('')(files.wasm, (done, size) => onBytes(done, Math.max(done, size ?? 0) + modelBytes));
  const total = wasm.byteLength + modelBytes;
  let loaded = wasm.byteLength;
  const models: { entry: CatalogEntry; bytes: Uint8Array<ArrayBuffer> }[] = [];
  for (const entry of entries) {
    models.push({ entry, bytes: await loadModel(entry, fetchFrom(modelsUrl), (done) => onBytes(loaded + done, total)) });
    loaded += entry.bytes;
  }
  return { wasmBinary: wasm.buffer, models };
}

/** The models' SHA-256 by id. */
export function hashesOf({ models }: LoadedDetector): Record<string, string> {
  return Object.fromEntries(models.map(({ entry }) => [entry.id, entry.sha256]));
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
