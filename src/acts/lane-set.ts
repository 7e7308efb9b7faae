import { LanePool } from './lane-pool.ts';
import type { DetectorLane } from './lane-pool.ts';

/** A lane that can still be opened: loads, checks and tests its models, then detects. */
export interface OpenableLane extends DetectorLane {
  /** Opens sessions for a detector; resolves with the models' SHA-256 by id. Throws `model/missing`, `model/hash-mismatch`, `model/wrong-answer`. */
  open(detector: 'yunet' | 'embedded', modelsUrl: string, onBytes: (loaded: number, total: number) => void): Promise<Readonly<Record<string, string>>>;
  readonly close: () => void;
}

/** Lanes of the processor that run one detector. `close` ends them. */
export interface CpuLanes {
  readonly models: Readonly<Record<string, string>>;
  readonly pool: LanePool;
  readonly close: () => void;
}

/** One wasm session and thread a lane, at most one lane a core; more than four gain nothing while one decoder feeds them. */
const lanesMax = 4;

/** Opens as many lanes as the machine has cores and the job has frames for. Throws like `OpenableLane.open`, with all lanes ended. */
export async function openCpuLanes(
  detector: 'yunet' | 'embedded', modelsUrl: string, makeLane: () => OpenableLane, frames: number, onBytes: (loaded: number, total: number) => void,
): Promise<CpuLanes> {
  const lanes = Array.from({ length: Math.min(lanesMax, frames, navigator.hardwareConcurrency) }, makeLane);
  const close = (): void => {
    for (const lane of lanes) lane.close();
  };
  try {
    // The first lane fetches; the others then find the files in the browser's cache.
    const [first, ...others] = lanes as [OpenableLane, ...OpenableLane[]];
    const models = await first.open(detector, modelsUrl, onBytes);
    await Promise.all(others.map((lane) => lane.open(detector, modelsUrl, () => undefined)));
    return { models, pool: new LanePool(lanes), close };
  } catch (error) {
    close();
    throw error;
  }
}
