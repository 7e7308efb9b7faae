import { AppError } from '../core/errors.ts';
import { otherTasks } from '../core/other-tasks.ts';
import { Owned } from '../core/owned.ts';
import { checkCatalog, findModel, speechAdapter } from '../inference/catalog.ts';
import type { CatalogEntry } from '../inference/catalog.ts';
import { fetchFrom, loadModel } from '../inference/load-model.ts';
import { createRuntime } from '../inference/ort.ts';
import { builtWasmFiles } from '../inference/runtime-files.ts';
import { openSession } from '../inference/session.ts';
import { createSileroVad } from '../models/silero-vad.ts';
import type { SoundStretch, SpeechDetector } from '../models/silero-vad.ts';

/** A worker that runs the network for speech, beside the one that decodes. */
export interface SpeechLane {
  /** Loads and checks it. Throws `model/*`. */
  open(modelsUrl: string): Promise<void>;
  /** The stretches' buffers move there and do not come back. Throws `model/run-failed`, `model/wrong-answer`. */
  probabilities(stretches: readonly SoundStretch[]): Promise<readonly Float32Array<ArrayBuffer>[]>;
  close(): void;
}

/** What hears speech, opened when it is wanted. */
export interface DetectorSource {
  /** SHA-256 of the network that `open` will load. Throws `model/missing`. */
  sha256(): Promise<string>;
  /** Throws `model/*`. */
  open(): Promise<Owned<SpeechDetector>>;
}

/** The catalogue's network for speech in a worker of its own: while it runs, the next minutes are decoded. */
export function speechDetectorIn(makeLane: () => SpeechLane, modelsUrl: string): DetectorSource {
  return {
    sha256: async () => (await speechEntry(modelsUrl)).sha256,
    open: async () => {
      const lane = makeLane();
      await lane.open(modelsUrl).catch((error: unknown) => {
        lane.close();
        throw error;
      });
      const probabilities: SpeechDetector['probabilities'] = async (stretches, breathe) => {
        await breathe();
        return [...(await lane.probabilities(stretches))];
      };
      return new Owned<SpeechDetector>({ probabilities, close: () => lane.close() }, (detector) => detector.close());
    },
  };
}

/** The network for speech with its runtime, as its worker holds it. Ends with the worker. */
export class SpeechHost {
  #detector: Owned<SpeechDetector> | undefined;

  /** Fetches, checks and opens the network, on the processor. Throws `model/*`. */
  async open(modelsUrl: string): Promise<void> {
    const bytes = await loadModel(await speechEntry(modelsUrl), fetchFrom(modelsUrl));
    using session = await openSession(await createRuntime({ files: builtWasmFiles }), bytes);
    this.#detector = new Owned(createSileroVad(session), (detector) => detector.close());
  }

  /** See `SpeechDetector`; now and then other messages have their turn. */
  async probabilities(stretches: readonly SoundStretch[]): Promise<Float32Array<ArrayBuffer>[]> {
    if (this.#detector === undefined) throw new AppError('internal/bug', { reason: 'open comes first' });
    return this.#detector.value.probabilities(stretches, otherTasks);
  }
}

async function speechEntry(modelsUrl: string): Promise<CatalogEntry> {
  const response = await fetch(`${modelsUrl}catalog.json`);
  if (!response.ok) throw new AppError('model/missing', { file: 'catalog.json', status: response.status });
  const entry = findModel(checkCatalog(await response.json()), speechAdapter);
  if (entry === undefined) throw new AppError('model/missing', { adapter: speechAdapter });
  return entry;
}
