import { AppError } from '../core/errors.ts';
import { actionAdapter } from '../inference/catalog.ts';
import { fetchFrom, loadModel } from '../inference/load-model.ts';
import { createRuntime } from '../inference/ort.ts';
import { builtWasmFiles } from '../inference/runtime-files.ts';
import { openSession } from '../inference/session.ts';
import { createActionNetwork } from '../models/action-network.ts';
import type { ActionNetwork, WindowBatch } from '../models/action-network.ts';
import { actionLabelsOf, testActionNetwork } from '../models/action-self-test.ts';
import { modelEntry } from './model-entry.ts';

/** The network that tells actions with its runtime, as its worker holds it. Ends with the worker. */
export class ActionHost {
  #network: ActionNetwork | undefined;

  /** Fetches, checks, opens and tests the network; resolves with its labels. Throws `model/missing`, `model/hash-mismatch`, `model/run-failed`, `model/wrong-answer`. */
  async open(modelsUrl: string): Promise<readonly string[]> {
    this.close();
    const entry = await modelEntry(modelsUrl, actionAdapter);
    const labels = actionLabelsOf(entry);
    const bytes = await loadModel(entry, fetchFrom(modelsUrl));
    using session = await openSession(await createRuntime({ files: builtWasmFiles }), bytes);
    this.#network = createActionNetwork(session, labels.length);
    await testActionNetwork(this.#network, entry);
    return labels;
  }

  /** See `ActionNetwork`. Throws `model/run-failed`. */
  async probabilities(batch: WindowBatch): Promise<Float32Array<ArrayBuffer>> {
    if (this.#network === undefined) throw new AppError('internal/bug', { reason: 'open comes first' });
    return this.#network.probabilities(batch);
  }

  /** Frees the network; a worker's end does that, too. */
  close(): void {
    this.#network?.close();
    this.#network = undefined;
  }
}
