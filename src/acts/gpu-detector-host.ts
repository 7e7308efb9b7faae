import type { AdapterFacts } from '../core/gpu-adapter.ts';
import { Owned } from '../core/owned.ts';
import { signOfLife } from '../core/signs-of-life.ts';
import { openGpuTools } from '../gpu/gpu-tools.ts';
import { openGpuSession, type GpuSession } from '../inference/gpu-session.ts';
import { createGpuRuntime, type Runtime } from '../inference/ort.ts';
import { builtGpuFiles, type RuntimeFiles } from '../inference/runtime-files.ts';
import type { FaceDetector, FaceDetectorId } from '../models/face-detector.ts';
import { createGpuDetector } from '../models/gpu-detector.ts';
import { selfTestOnGpu } from '../models/gpu-self-test.ts';
import { selfTestOf } from '../models/self-test.ts';
import { loadDetector, type LoadedDetector } from './load-detector.ts';

/** A detector on a device of its own; closing ends both. */
export interface OpenGpuDetector {
  readonly detector: FaceDetector;
  readonly adapter: AdapterFacts;
}

/** What opens a detector on a GPU, as often as devices are lost: its files and its runtime stay. */
export class GpuDetectorSource {
  readonly id: FaceDetectorId;
  readonly loaded: LoadedDetector;
  readonly #runtime: Runtime;
  readonly #gpu: GPU | undefined;

  constructor(id: FaceDetectorId, loaded: LoadedDetector, runtime: Runtime, gpu: GPU | undefined) {
    this.id = id;
    this.loaded = loaded;
    this.#runtime = runtime;
    this.#gpu = gpu;
  }

  /** Fetches the GPU's runtime and the models; nothing else fetches these files. Throws `model/missing`, `model/hash-mismatch`. */
  static async load(
    id: FaceDetectorId, modelsUrl: string, gpu: GPU | undefined, onBytes: (loaded: number, total: number) => void, files: RuntimeFiles = builtGpuFiles,
  ): Promise<GpuDetectorSource> {
    const loaded = await loadDetector(id, modelsUrl, files, onBytes);
    return new GpuDetectorSource(id, loaded, await createGpuRuntime({ files, wasmBinary: loaded.wasmBinary }), gpu);
  }

  /**
   * Opens a device, the models on it, and tests each. Throws `gpu/unavailable`, `model/wrong-answer`, `model/run-failed` and what the device does.
   * `onTested` counts the models that passed.
   */
  async open(batchBytesMax: () => number, onTested: (models: number) => void = () => undefined): Promise<Owned<OpenGpuDetector>> {
    using tools = await openGpuTools(this.#gpu);
    const sessions: Owned<GpuSession>[] = [];
    try {
      for (const { entry, bytes } of this.loaded.models) {
        const session = await openGpuSession(this.#runtime, tools.value.gpu, bytes);
        sessions.push(session);
        signOfLife();
        await selfTestOnGpu(selfTestOf(entry), session.value, tools.value);
        signOfLife();
        onTested(sessions.length);
      }
      const detector = await createGpuDetector(this.id, sessions, tools.value, { batchBytesMax });
      const kept = tools.take();
      return new Owned<OpenGpuDetector>({ detector, adapter: kept.value.gpu.adapter }, () => {
        detector.close();
        kept.close();
      });
    } finally {
      for (const session of sessions) session.close(); // empty where the detector took them
    }
  }
}
