import type { WorkClock } from '../core/work-clock.ts';
import type { JobEvent } from '../rpc/job-types.ts';
import { Deadline } from './deadline.ts';
import { calmS, isLate } from './time-decision.ts';

/**
 * Watches how long it takes to look for faces, where a job was given a time. Nothing is stepped down for it: who looks less carefully finds less. That looking
 * alone takes longer than that time is told, once, as soon as it is known.
 */
export class FindingTime {
  readonly #budgetS: number;
  readonly #deadline: Deadline;
  readonly #send: (event: JobEvent) => void;
  #total = 0;
  #known = 0;
  #told = false;

  constructor(budgetS: number, clock: WorkClock, send: (event: JobEvent) => void) {
    this.#budgetS = budgetS;
    this.#deadline = new Deadline(budgetS, clock);
    this.#send = send;
  }

  /** `done` frames of `total` are known from a former run. */
  begins(total: number, done: number): void {
    this.#total = total;
    this.#known = done;
    this.#deadline.paceChanges(total, done);
  }

  /** `done` frames are looked at. */
  looked(done: number): void {
    if (done <= this.#known) return;
    // The first frame waited for models.
    if (done === this.#known + 1) this.#deadline.paceChanges(this.#total, done);
    const { leftS, neededS, lateForS } = this.#deadline.look(done);
    const isLast = done >= this.#total;
    const restS = isLast ? 0 : neededS;
    // Even where time is up, what it will take is told when it is known.
    if (this.#told || restS === null || !isLate({ leftS, neededS: restS }) || (lateForS < calmS && !isLast)) return;
    this.#told = true;
    this.#send({ kind: 'notice', code: 'finding-too-long', details: { seconds: Math.ceil(this.#deadline.workedS + restS), budgetS: this.#budgetS } });
  }
}
