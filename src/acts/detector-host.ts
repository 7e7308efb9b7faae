import { AppError } from '../core/errors.ts';
import type { I420Image } from '../core/i420.ts';
import type { Owned } from '../core/owned.ts';
import type { Detections } from '../documents/observations.ts';
import { createRuntime } from '../inference/ort.ts';
import { builtWasmFiles } from '../inference/runtime-files.ts';
import { openSession } from '../inference/session.ts';
import type { Session } from '../inference/session.ts';
import { createCpuDetector } from '../models/cpu-detector.ts';
import type { FaceDetector, FaceDetectorId } from '../models/face-detector.ts';
import { selfTestOf } from '../models/self-test.ts';
import type { LaneRequest } from './lane-pool.ts';
import { hashesOf, loadDetector } from './load-detector.ts';

/** One lane's detector with its runtime, as the infer worker holds it. Ends with the worker. */
export class DetectorHost {
  #detector: FaceDetector | undefined;

  /**
   * Fetches the runtime and a detector's models, checks, opens and tests these; resolves with their SHA-256 by id.
   * Throws `model/missing`, `model/hash-mismatch`, `model/run-failed`, and `model/wrong-answer` for one that fails its self-test.
   */
  async open(id: FaceDetectorId, modelsUrl: string, onBytes: (loaded: number, total: number) => void): Promise<Record<string, string>> {
    this.#detector?.close();
    const loaded = await loadDetector(id, modelsUrl, builtWasmFiles, onBytes);
    const runtime = await createRuntime({ files: builtWasmFiles, wasmBinary: loaded.wasmBinary });
    const sessions: Owned<Session>[] = [];
    try {
      for (const { entry, bytes } of loaded.models) {
        const session = await openSession(runtime, bytes);
        sessions.push(session);
        const test = selfTestOf(entry);
        test.check(await session.value.run({ [test.inputName]: test.input }));
      }
      this.#detector = createCpuDetector(id, sessions);
    } finally {
      for (const session of sessions) session.close(); // empty where the detector took them
    }
    return hashesOf(loaded);
  }

  /** Frees the networks; a worker's end does that, too. */
  close(): void {
    this.#detector?.close();
  }

  /** Detects faces; the picture is taken and its buffer given back for the next one. */
  async detect(image: I420Image, request: LaneRequest): Promise<{ detections: Detections; data: Uint8Array<ArrayBuffer> }> {
    if (this.#detector === undefined) throw new AppError('internal/bug', { reason: 'open comes first' });
    return { detections: await this.#detector.detect(image, request), data: image.data };
  }
}
