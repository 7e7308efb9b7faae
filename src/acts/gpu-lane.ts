import { AppError } from '../core/errors.ts';
import type { GpuTrouble } from '../core/gpu-trouble.ts';
import type { I420Image } from '../core/i420.ts';
import type { Owned } from '../core/owned.ts';
import { signOfLife } from '../core/signs-of-life.ts';
import type { RanOn } from '../documents/detection-facts.ts';
import type { Detections } from '../documents/observations.ts';
import type { BatchBudget } from './batch-budget.ts';
import { reasonOf } from './choose-backend.ts';
import type { OpenGpuDetector } from './gpu-detector-host.ts';
import type { DetectorLane, LanePool, LaneRequest } from './lane-pool.ts';

/** Pictures at a time: one in the networks, one being read back, one on its way up. */
const picturesAtOnce = 3;
/** New devices that are tried before the processor takes over, counted anew after so many pictures without trouble. */
const reopensMax = 3;
const picturesToForgive = 300;

export interface GpuLaneDeps {
  /** Opens a detector on a new device; throws what keeps it from that. */
  readonly open: (batchBytesMax: () => number) => Promise<Owned<OpenGpuDetector>>;
  /** Opens the lanes of the processor. */
  readonly fallBack: () => Promise<LanePool>;
  readonly onTrouble: (trouble: GpuTrouble) => void;
}

/**
 * A lane on the GPU that outlives its devices: whatever goes wrong with a picture there (a lost device, refused work, too little memory, a
 * failed run), a new device is opened and the picture is done again; after `reopensMax` times the processor does it and all that follow. No
 * picture is lost, and none is answered by a device that failed meanwhile. Takes the detector that is open; close it.
 */
export class GpuLane implements DetectorLane {
  readonly #deps: GpuLaneDeps;
  readonly #budget: BatchBudget;
  #current: Promise<Owned<OpenGpuDetector>>;
  #fallen: Promise<LanePool> | undefined;
  #capacity = picturesAtOnce;
  #reopened = 0;
  #well = 0;
  #closed = false;

  constructor(deps: GpuLaneDeps, opened: Owned<OpenGpuDetector>, budget: BatchBudget) {
    this.#deps = deps;
    this.#budget = budget;
    this.#current = Promise.resolve(opened.take());
  }

  get backend(): RanOn {
    return this.#fallen === undefined ? 'gpu' : 'gpu, cpu';
  }

  get capacity(): number {
    return this.#capacity;
  }

  async detect(image: I420Image, request: LaneRequest): Promise<{ detections: Detections; data: Uint8Array<ArrayBuffer> }> {
    for (;;) {
      if (this.#closed) throw new AppError('job/cancelled');
      if (this.#fallen !== undefined) return (await this.#fallen).detectAndReturn(image, request);
      const current = this.#current;
      try {
        const { value } = await current;
        const detections = await value.detector.detect(image, request);
        this.#went();
        return { detections, data: image.data };
      } catch (error) {
        signOfLife();
        if (this.#closed) throw new AppError('job/cancelled');
        if (this.#current === current && this.#fallen === undefined) this.#renew(current, error); // else another picture saw to it
      }
    }
  }

  close(): void {
    this.#closed = true;
    void this.#current.then((opened) => opened.close(), () => undefined);
  }

  #went(): void {
    this.#budget.went();
    this.#well += 1;
    if (this.#well < picturesToForgive) return;
    this.#well = 0;
    this.#reopened = 0;
  }

  /** Begins to open what comes after `failed`: everybody who waits for it gets the new one. */
  #renew(failed: Promise<Owned<OpenGpuDetector>>, error: unknown): void {
    void failed.then((opened) => opened.close(), () => undefined);
    this.#well = 0;
    const reason = reasonOf(error);
    const lessMemory = error instanceof AppError && error.code === 'gpu/out-of-memory' && this.#budget.halve();
    if (!lessMemory) this.#reopened += 1; // halving comes to an end by itself
    if (this.#reopened > reopensMax) {
      this.#deps.onTrouble({ kind: 'gpu-gave-up', reason });
      this.#fallen = this.#deps.fallBack().then((pool) => {
        this.#capacity = pool.capacity;
        return pool;
      });
      this.#fallen.catch(() => undefined); // told to every picture that waits for it
      return;
    }
    this.#deps.onTrouble({ kind: lessMemory ? 'gpu-memory' : 'gpu-reopened', reason });
    this.#current = this.#deps.open(() => this.#budget.bytes);
    this.#current.catch(() => undefined); // the same
  }
}
