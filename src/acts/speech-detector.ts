import { AppError } from '../core/errors.ts';
import { Owned } from '../core/owned.ts';
import { checkCatalog, findModel, speechAdapter } from '../inference/catalog.ts';
import type { CatalogEntry } from '../inference/catalog.ts';
import { fetchFrom, loadModel } from '../inference/load-model.ts';
import { createRuntime } from '../inference/ort.ts';
import { builtWasmFiles } from '../inference/runtime-files.ts';
import { openSession } from '../inference/session.ts';
import { createSileroVad } from '../models/silero-vad.ts';
import type { SpeechDetector } from '../models/silero-vad.ts';

/** What hears speech, opened when it is wanted. */
export interface DetectorSource {
  /** SHA-256 of the network that `open` will load. Throws `model/missing`. */
  sha256(): Promise<string>;
  /** Loads, checks and opens it. Throws `model/*`. */
  open(): Promise<Owned<SpeechDetector>>;
}

/** The catalogue's network for speech, on the processor. */
export function catalogSpeechDetector(modelsUrl: string): DetectorSource {
  return {
    sha256: async () => (await speechEntry(modelsUrl)).sha256,
    open: async () => openSpeechDetector(await speechEntry(modelsUrl), modelsUrl),
  };
}

async function openSpeechDetector(entry: CatalogEntry, modelsUrl: string): Promise<Owned<SpeechDetector>> {
  const bytes = await loadModel(entry, fetchFrom(modelsUrl));
  using session = await openSession(await createRuntime({ files: builtWasmFiles }), bytes);
  return new Owned(createSileroVad(session), (detector) => detector.close());
}

async function speechEntry(modelsUrl: string): Promise<CatalogEntry> {
  const response = await fetch(`${modelsUrl}catalog.json`);
  if (!response.ok) throw new AppError('model/missing', { file: 'catalog.json', status: response.status });
  const entry = findModel(checkCatalog(await response.json()), speechAdapter);
  if (entry === undefined) throw new AppError('model/missing', { adapter: speechAdapter });
  return entry;
}
