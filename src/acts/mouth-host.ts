import { AppError } from '../core/errors.ts';
import type { I420Image } from '../core/i420.ts';
import { signOfLife } from '../core/signs-of-life.ts';
import type { Mouths } from '../documents/mouths.ts';
import { meshAdapter } from '../inference/catalog.ts';
import { fetchFrom, loadModel } from '../inference/load-model.ts';
import { createRuntime } from '../inference/ort.ts';
import { builtWasmFiles } from '../inference/runtime-files.ts';
import { openSession } from '../inference/session.ts';
import type { EmbedRequest } from '../models/face-embedder.ts';
import { createFaceMesh, type MouthNetwork } from '../models/face-mesh.ts';
import { selfTestOf } from '../models/self-test.ts';
import { modelEntry } from './model-entry.ts';

/** The network that looks at mouths with its runtime, as its worker holds it. Ends with the worker. */
export class MouthHost {
  #network: MouthNetwork | undefined;

  /** Fetches, checks, opens and tests the network. Throws `model/missing`, `model/hash-mismatch`, `model/run-failed`, `model/wrong-answer`. */
  async open(modelsUrl: string): Promise<void> {
    this.close();
    const entry = await modelEntry(modelsUrl, meshAdapter);
    const bytes = await loadModel(entry, fetchFrom(modelsUrl));
    using session = await openSession(await createRuntime({ files: builtWasmFiles }), bytes);
    signOfLife();
    const test = selfTestOf(entry);
    test.check(await session.value.run({ [test.inputName]: test.input }));
    this.#network = createFaceMesh(session);
  }

  /** Looks at mouths of a picture, which is taken and given back. Throws `model/run-failed`. */
  async read(image: I420Image, request: EmbedRequest): Promise<{ mouths: Mouths; data: Uint8Array<ArrayBuffer> }> {
    if (this.#network === undefined) throw new AppError('internal/bug', { reason: 'open comes first' });
    return { mouths: await this.#network.read(image, request), data: image.data };
  }

  /** Frees the network; a worker's end does that, too. */
  close(): void {
    this.#network?.close();
  }
}
