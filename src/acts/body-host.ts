import { AppError } from '../core/errors.ts';
import type { FrameGeometry } from '../core/geometry.ts';
import type { I420Image } from '../core/i420.ts';
import type { Owned } from '../core/owned.ts';
import { signOfLife } from '../core/signs-of-life.ts';
import type { Bodies, BodyScale } from '../documents/bodies.ts';
import { poseAdapter } from '../inference/catalog.ts';
import { fetchFrom, loadModel } from '../inference/load-model.ts';
import { createRuntime, type Runtime } from '../inference/ort.ts';
import { builtWasmFiles } from '../inference/runtime-files.ts';
import { openSession, type Session } from '../inference/session.ts';
import type { BodyNetwork } from '../models/body-network.ts';
import { createCenternet } from '../models/centernet.ts';
import { createMovenet } from '../models/movenet.ts';
import { selfTestOf } from '../models/self-test.ts';
import { createTopDownBodies } from '../models/top-down-bodies.ts';
import { createYolox } from '../models/yolox.ts';
import type { BodyNetworks } from './body-finder.ts';
import { modelEntry } from './model-entry.ts';
import { openOwnBodies, ownModelId } from './own-bodies.ts';
import { sha256OfFile } from './sha256.ts';

const personDetectors = { yolox: createYolox, centernet: createCenternet } as const;

/** What finds bodies with its runtime, as a body worker holds it. Ends with the worker. */
export class BodyHost {
  #network: BodyNetwork | undefined;

  /**
   * Fetches, checks, opens and tests the networks, or opens the user's own; resolves with the models' SHA-256 by id. Throws `model/missing`,
   * `model/hash-mismatch`, `model/run-failed`, and `model/wrong-answer` for one that fails its test, or a file that is no network for bodies.
   */
  async open(modelsUrl: string, networks: BodyNetworks): Promise<Readonly<Record<string, string>>> {
    this.close();
    const runtime = await createRuntime({ files: builtWasmFiles });
    signOfLife();
    if (networks instanceof Blob) {
      this.#network = await openOwnBodies(runtime, new Uint8Array(await networks.arrayBuffer()));
      return { [ownModelId]: await sha256OfFile(networks) };
    }
    const persons = await openTested(runtime, modelsUrl, networks);
    using detector = persons.session;
    const poses = await openTested(runtime, modelsUrl, poseAdapter);
    using estimator = poses.session;
    this.#network = createTopDownBodies(personDetectors[networks](detector), createMovenet(estimator));
    return { ...persons.model, ...poses.model };
  }

  /** Finds the people of a picture, which is taken and given back. Throws `model/run-failed`. */
  async find(image: I420Image, geometry: FrameGeometry, scale: BodyScale): Promise<{ bodies: Bodies; data: Uint8Array<ArrayBuffer> }> {
    if (this.#network === undefined) throw new AppError('internal/bug', { reason: 'open comes first' });
    return { bodies: await this.#network.find(image, geometry, scale), data: image.data };
  }

  /** Frees the networks; a worker's end does that, too. */
  close(): void {
    this.#network?.close();
    this.#network = undefined;
  }
}

async function openTested(runtime: Runtime, modelsUrl: string, adapter: string): Promise<{ session: Owned<Session>; model: Record<string, string> }> {
  const entry = await modelEntry(modelsUrl, adapter);
  using session = await openSession(runtime, await loadModel(entry, fetchFrom(modelsUrl)));
  signOfLife();
  const test = selfTestOf(entry);
  test.check(await session.value.run({ [test.inputName]: test.input }));
  signOfLife();
  return { session: session.take(), model: { [entry.id]: entry.sha256 } };
}
