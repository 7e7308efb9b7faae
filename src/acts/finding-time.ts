import type { WorkClock } from '../core/work-clock.ts';
import type { JobEvent } from '../rpc/job-types.ts';
import { Deadline } from './deadline.ts';
import { decideOnTime } from './time-decision.ts';

/**
 * Watches how long it takes to look for faces, where a job was given a time. Nothing is stepped down for it: who looks less carefully finds less. That looking
 * alone takes longer than that time is told, once, as soon as it is known.
 */
export class FindingTime {
  readonly #budgetS: number;
  readonly #deadline: Deadline;
  readonly #send: (event: JobEvent) => void;
  #total = 0;
  #told = false;

  constructor(budgetS: number, clock: WorkClock, send: (event: JobEvent) => void) {
    this.#budgetS = budgetS;
    this.#deadline = new Deadline(budgetS, clock);
    this.#send = send;
  }

  /** `done` frames of `total` are known from a former run. */
  begins(total: number, done: number): void {
    this.#total = total;
    this.#deadline.paceChanges(total, done);
  }

  /** `done` frames are looked at. */
  looked(done: number): void {
    const { leftS, neededS, lateForS } = this.#deadline.look(done);
    const restS = done >= this.#total ? 0 : neededS;
    // Without an estimate there is nothing to tell yet, not even that time is up.
    if (this.#told || restS === null || decideOnTime({ leftS, neededS: restS, lateForS, stepsLeft: 0 }) === 'keep') return;
    this.#told = true;
    this.#send({ kind: 'notice', code: 'finding-too-long', details: { seconds: Math.ceil(this.#deadline.workedS + restS), budgetS: this.#budgetS } });
  }
}
