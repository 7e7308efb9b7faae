import { AppError } from '../core/errors.ts';
import type { DetectorChoice } from '../documents/observations.ts';
import type { JobEvent } from '../rpc/job-types.ts';
import { LanePool } from './lane-pool.ts';
import type { DetectorLane } from './lane-pool.ts';

/** A lane that can still be opened: loads and checks its models, then detects. */
export interface OpenableLane extends DetectorLane {
  /** Opens sessions for a detector; resolves with the models' SHA-256 by id. Throws `model/missing`, `model/hash-mismatch`. */
  open(detector: 'yunet' | 'embedded', modelsUrl: string, onBytes: (loaded: number, total: number) => void): Promise<Readonly<Record<string, string>>>;
  close(): void;
}

/** Lanes that run one detector. `close` ends them. */
export interface LaneSet {
  readonly detector: 'yunet' | 'embedded';
  readonly models: Readonly<Record<string, string>>;
  readonly pool: LanePool;
  close(): void;
}

/**
 * One wasm session and thread a lane, at most one lane a core; more than four gain nothing while one decoder feeds them.
 */
const lanesMax = 4;

/** Opens as many lanes as the machine has cores and the job has frames for; `auto` takes YuNet where its weights are, else the embedded detectors. */
export async function openLanes(
  choice: DetectorChoice,
  modelsUrl: string,
  makeLane: () => OpenableLane,
  frames: number,
  send: (event: JobEvent) => void,
): Promise<LaneSet> {
  const lanes = Array.from({ length: Math.min(lanesMax, frames, navigator.hardwareConcurrency) }, makeLane);
  const close = (): void => {
    for (const lane of lanes) lane.close();
  };
  const open = async (detector: 'yunet' | 'embedded'): Promise<LaneSet> => {
    const startedMs = performance.now();
    const onBytes = (done: number, total: number): void => {
      const perSecond = (done * 1000) / Math.max(1, performance.now() - startedMs);
      send({ kind: 'progress', stage: 'prepare', done, total, perSecond, secondsLeft: perSecond > 0 ? (total - done) / perSecond : null });
    };
    // The first lane fetches; the others then find the files in the browser's cache.
    const [first, ...others] = lanes as [OpenableLane, ...OpenableLane[]];
    const models = await first.open(detector, modelsUrl, onBytes);
    await Promise.all(others.map((lane) => lane.open(detector, modelsUrl, () => undefined)));
    return { detector, models, pool: new LanePool(lanes), close };
  };
  try {
    if (choice !== 'auto') return await open(choice);
    try {
      return await open('yunet');
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'model/missing') throw error;
      send({ kind: 'notice', code: 'embedded-detector', details: {} });
      return await open('embedded');
    }
  } catch (error) {
    close();
    throw error;
  }
}
