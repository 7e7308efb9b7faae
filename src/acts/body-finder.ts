import { AppError } from '../core/errors.ts';
import type { FrameGeometry } from '../core/geometry.ts';
import type { I420Image } from '../core/i420.ts';
import { signOfLife } from '../core/signs-of-life.ts';
import { bodyScales } from '../documents/bodies.ts';
import type { Bodies, BodyScale } from '../documents/bodies.ts';
import type { DetectionFacts } from '../documents/detection-facts.ts';

/** What finds the persons (MoveNet adds the poses), or the user's own file, which does both. */
export type BodyNetworks = 'yolox' | 'centernet' | Blob;

/** `auto`: YOLOX where its weights are, else CenterNet, which always is. */
export type BodyChoice = 'auto' | BodyNetworks;

/** A worker that finds bodies. */
export interface BodyLane {
  /** Loads, checks and tests the networks; resolves with their SHA-256 by id. Throws `model/*`. */
  open(modelsUrl: string, networks: BodyNetworks): Promise<Readonly<Record<string, string>>>;
  /** The picture's buffer moves there and comes back. Throws `model/run-failed`. */
  find(image: I420Image, geometry: FrameGeometry, scale: BodyScale): Promise<{ bodies: Bodies; data: Uint8Array<ArrayBuffer> }>;
  close(): void;
}

/**
 * What finds bodies, always on the processor: of the networks none has run on a GPU here, and a lane that has one would only have to answer alike.
 * `close` ends it.
 */
export interface BodyFinder {
  /** SHA-256 by id. */
  readonly models: Readonly<Record<string, string>>;
  /** In which sizes it can look, the largest first: the files of others than CenterNet take one only. */
  readonly scales: readonly BodyScale[];
  /** Pictures that it works on at a time at most; more wait. */
  readonly lanesMax: number;
  /** Finds the bodies of a picture, which is taken and comes back; a failure takes it away. `scale` (1 when absent) as `BodyNetwork.find` has it. Throws `model/run-failed`. */
  find(image: I420Image, geometry: FrameGeometry, scale?: BodyScale): Promise<{ bodies: Bodies; image: I420Image }>;
  /** What it ran on, by model id. */
  facts(): Pick<DetectionFacts, 'models' | 'troubles'>;
  close(): void;
}

/** What a finder is opened with. */
export interface BodyFinderMeans {
  readonly modelsUrl: string;
  readonly choice: BodyChoice;
  readonly makeLane: () => BodyLane;
  /** Lanes at most; absent: one a core, four at most. */
  readonly lanesMax?: number;
}

interface OpenLane {
  readonly lane: BodyLane;
  readonly ready: Promise<unknown>;
  queued: number;
}

/** One wasm session and thread a lane, at most one lane a core. */
const lanesMaximum = 4;

/**
 * Opens the first lane, so that what is missing or wrong is known before any frame is looked at; others start when all are busy. Throws
 * `model/missing`, `model/hash-mismatch`, `model/run-failed`, `model/wrong-answer`, with no lane left.
 */
export async function openBodyFinder({ modelsUrl, choice, makeLane, lanesMax = Math.min(lanesMaximum, navigator.hardwareConcurrency) }: BodyFinderMeans): Promise<BodyFinder> {
  const { networks, models, lane } = await openFirst(modelsUrl, choice, makeLane);
  const lanes: OpenLane[] = [{ lane, ready: Promise.resolve(), queued: 0 }];
  let limit = lanesMax;

  const leastBusy = (): OpenLane => {
    const least = lanes.reduce((best, each) => (each.queued < best.queued ? each : best));
    if (least.queued === 0 || lanes.length >= limit) return least;
    const made = makeLane();
    const another = { lane: made, ready: made.open(modelsUrl, networks), queued: 0 };
    lanes.push(another);
    return another;
  };

  /** One more lane may be one too many (memory): those that are open go on without it. The first one is open and never ends here. */
  const openLane = async (): Promise<OpenLane> => {
    const chosen = leastBusy();
    chosen.queued += 1;
    try {
      await chosen.ready;
      return chosen;
    } catch {
      chosen.lane.close();
      if (lanes.includes(chosen)) lanes.splice(lanes.indexOf(chosen), 1);
      limit = lanes.length;
      return openLane();
    }
  };

  return {
    models,
    scales: networks === 'centernet' ? bodyScales : [1],
    lanesMax,
    find: async (image, geometry, scale = 1) => {
      const chosen = await openLane();
      try {
        const { bodies, data } = await chosen.lane.find(image, geometry, scale);
        signOfLife();
        return { bodies, image: { ...image, data } };
      } finally {
        chosen.queued -= 1;
      }
    },
    facts: () => ({ models: Object.fromEntries(Object.keys(models).map((id) => [id, 'wasm'])), troubles: [] }),
    close: () => lanes.forEach((each) => each.lane.close()),
  };
}

interface FirstLane {
  readonly networks: BodyNetworks;
  readonly models: Readonly<Record<string, string>>;
  readonly lane: BodyLane;
}

async function openFirst(modelsUrl: string, choice: BodyChoice, makeLane: () => BodyLane): Promise<FirstLane> {
  const networks = choice === 'auto' ? 'yolox' : choice;
  const lane = makeLane();
  try {
    return { networks, lane, models: await lane.open(modelsUrl, networks) };
  } catch (error) {
    lane.close();
    if (choice !== 'auto' || !(error instanceof AppError) || error.code !== 'model/missing') throw error;
    return openFirst(modelsUrl, 'centernet', makeLane);
  }
}
