import { RateMeter } from '../core/rate-meter.ts';
import type { WorkClock } from '../core/work-clock.ts';
import { isLate } from './time-decision.ts';
import type { TimeFacts } from './time-decision.ts';

/** Holds the pace of a stage against the time that its job was given. */
export class Deadline {
  readonly #budgetS: number;
  readonly #clock: WorkClock;
  #meter = new RateMeter(0, 0);
  #lateSinceS: number | null = null;

  /** `budgetS` for all that the clock counts. */
  constructor(budgetS: number, clock: WorkClock) {
    this.#budgetS = budgetS;
    this.#clock = clock;
  }

  /** The pace is another from here on, with `done` frames of `total` behind it: a stage begins, begins anew, or works with less quality. */
  paceChanges(total: number, done: number): void {
    this.#meter = new RateMeter(total, this.#clock.ms, done);
    this.#lateSinceS = null;
  }

  /** How it stands after `done` frames. */
  look(done: number): Omit<TimeFacts, 'stepsLeft'> {
    const workedS = this.workedS;
    const { secondsLeft: neededS } = this.#meter.update(done, workedS * 1000);
    const leftS = this.#budgetS - workedS;
    this.#lateSinceS = isLate({ leftS, neededS }) ? (this.#lateSinceS ?? workedS) : null;
    return { leftS, neededS, lateForS: this.#lateSinceS === null ? 0 : workedS - this.#lateSinceS };
  }

  /** Seconds of work so far. */
  get workedS(): number {
    return this.#clock.ms / 1000;
  }
}
