import { AppError } from '../core/errors.ts';
import type { FrameGeometry } from '../core/geometry.ts';
import type { I420Image } from '../core/i420.ts';
import { noEmbeddings } from '../documents/embeddings.ts';
import type { FaceEmbeddings } from '../documents/embeddings.ts';
import { frameStatus } from '../documents/observations.ts';
import type { FrameObservation } from '../documents/observations.ts';
import type { EmbedRequest } from '../models/face-embedder.ts';
import type { LookPolicy } from '../tracking/look-policy.ts';
import type { LanePool } from './lane-pool.ts';
import type { Recognizer } from './recognizer.ts';

/** A frame on its way: what was found, and its picture as long as somebody may want to look closer (none where looking failed or was skipped). */
export interface LookedAt {
  readonly observation: FrameObservation;
  readonly image: I420Image | undefined;
}

/**
 * Looks closely at the faces that the policy chooses, frame after frame: detectors answer in any order, but who is new and who crossed whom depends
 * on all frames before. A failed look is no look, and hides nobody less: who was not looked at is unsure.
 */
export class CloserLooks {
  readonly #policy: LookPolicy;
  readonly #lanes: LanePool;
  readonly #recognizer: Recognizer;
  readonly #geometry: FrameGeometry;
  readonly #timeS: (frame: number) => number;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(policy: LookPolicy, lanes: LanePool, recognizer: Recognizer, geometry: FrameGeometry, timeS: (frame: number) => number) {
    this.#policy = policy;
    this.#lanes = lanes;
    this.#recognizer = recognizer;
    this.#geometry = geometry;
    this.#timeS = timeS;
  }

  /** Takes the frames in order; each waits for those before. Its picture is released. */
  look(lookedAt: Promise<LookedAt>): Promise<FrameObservation> {
    const before = this.#turn;
    const own = (async (): Promise<FrameObservation> => {
      const { observation, image } = await lookedAt;
      await before;
      return this.#look(observation, image);
    })();
    this.#turn = own.catch(() => undefined); // its caller hears of it
    return own;
  }

  /** A frame of a journal: the policy hears of it as it did when the frame was new. */
  replay(observation: FrameObservation): void {
    if (this.#choose(observation).length > 0) this.#policy.learn(this.#timeS(observation.frame), observation.embeddings ?? noEmbeddings);
  }

  async #look(observation: FrameObservation, image: I420Image | undefined): Promise<FrameObservation> {
    const faces = this.#choose(observation);
    if (image === undefined) return observation;
    if (faces.length === 0) {
      this.#lanes.release(image);
      return observation;
    }
    const embeddings = await embedOrNone(image, { geometry: this.#geometry, detections: observation.detections, faces }, this.#recognizer, this.#lanes);
    this.#policy.learn(this.#timeS(observation.frame), embeddings);
    return embeddings.count === 0 ? observation : { ...observation, embeddings };
  }

  /** A frame that was not looked at, or in which looking failed, is no evidence that anybody is gone. */
  #choose({ frame, status, detections }: FrameObservation): Uint32Array {
    if (status !== frameStatus.observed && detections.count === 0) return new Uint32Array(0);
    return this.#policy.choose(this.#timeS(frame), detections);
  }
}

/** Looks closely at faces of a picture that came back from the lanes, and releases it. A failed look is none. */
export async function embedOrNone(image: I420Image, request: EmbedRequest, recognizer: Recognizer, lanes: LanePool): Promise<FaceEmbeddings> {
  try {
    const looked = await recognizer.embed(image, request);
    lanes.release(looked.image);
    return looked.embeddings;
  } catch (error) {
    lanes.drop();
    if (error instanceof AppError && error.code === 'model/run-failed') return noEmbeddings;
    throw error;
  }
}
