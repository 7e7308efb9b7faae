import { RateMeter } from '../core/rate-meter.ts';
import type { JobEvent, JobStage } from '../rpc/job-types.ts';

/** Progress events go out at most this often; a message a frame would cost more than it tells. */
const everyMs = 100;

/** Counts one stage's frames and reports them, calmly. */
export class StageProgress {
  readonly #stage: JobStage;
  readonly #total: number;
  readonly #send: (event: JobEvent) => void;
  readonly #meter: RateMeter;
  #sentAtMs = -Infinity;

  constructor(stage: JobStage, total: number, send: (event: JobEvent) => void, done = 0) {
    this.#stage = stage;
    this.#total = total;
    this.#send = send;
    this.#meter = new RateMeter(total, performance.now(), done);
  }

  /** `done` of the total are finished; the first and last report always goes out. */
  report(done: number): void {
    const nowMs = performance.now();
    if (done < this.#total && nowMs - this.#sentAtMs < everyMs) return;
    this.#sentAtMs = nowMs;
    const { perSecond, secondsLeft } = this.#meter.update(done, nowMs);
    this.#send({ kind: 'progress', stage: this.#stage, done, total: this.#total, perSecond, secondsLeft });
  }
}
