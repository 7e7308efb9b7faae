import type { WorkClock } from '../core/work-clock.ts';
import type { QualityStep } from '../documents/quality-step.ts';
import type { JobEvent } from '../rpc/job-types.ts';
import { Deadline } from './deadline.ts';
import { decideOnTime } from './time-decision.ts';
import type { TimeDecision } from './time-decision.ts';

/** What can step down. */
interface Steppable {
  readonly stepsLeft: number;
  /** `asked`: to step down, which it has not done yet; `waiting`: for its video to begin. */
  readonly stepping: 'waiting' | 'asked' | 'done';
  stepDown(): void;
}

export interface TimeKeeperDeps {
  /** Seconds for all that the clock counts. */
  readonly budgetS: number;
  readonly clock: WorkClock;
  /** Those whose quality can still matter, asked at each step. */
  readonly unfinished: () => readonly Steppable[];
  readonly send: (event: JobEvent) => void;
}

/** Watches the pace of a render that was given a time, and has quality step down, one step at a time, while it would not be kept. Nothing is stopped for time. */
export class TimeKeeper {
  readonly #deps: TimeKeeperDeps;
  readonly #deadline: Deadline;
  readonly #told = new Set<string>();
  /** Nothing before the next frame says how fast those after it are made: codecs start, or a step is tried. */
  #unsettled = true;

  constructor(deps: TimeKeeperDeps) {
    this.#deps = deps;
    this.#deadline = new Deadline(deps.budgetS, deps.clock);
  }

  /** Some outputs begin, or begin anew, with `done` frames of all behind them. What is late already takes its steps before the first of them. */
  begins(total: number, done: number): void {
    this.#deadline.paceChanges(total, done);
    this.#unsettled = true;
    while (this.#decide(done) === 'step') this.#step();
  }

  /** `done` frames of all are made. */
  made(total: number, done: number): void {
    if (done >= total || this.#isTakingSteps()) return;
    if (this.#unsettled) this.#deadline.paceChanges(total, done);
    this.#unsettled = false;
    const decision = this.#decide(done);
    if (decision === 'step') this.#step();
    else if (decision === 'too-late') this.#tell('time-too-short', { budgetS: this.#deps.budgetS });
  }

  /** An output took a step; others take the same at the same time, which is told once. */
  stepped(step: QualityStep): void {
    if (step.what === 'profile') this.#tell('quality-stepped', { from: step.from, to: step.to });
  }

  #decide(done: number): TimeDecision {
    return decideOnTime({ ...this.#deadline.look(done), stepsLeft: Math.max(0, ...this.#deps.unfinished().map(({ stepsLeft }) => stepsLeft)) });
  }

  #step(): void {
    for (const each of this.#deps.unfinished()) each.stepDown();
    this.#unsettled = true;
  }

  /** Until one of those that are made has taken the step that was asked for, nobody knows what it does to the pace. Some may have come to their last picture before it. */
  #isTakingSteps(): boolean {
    const made = this.#deps.unfinished().filter(({ stepping }) => stepping !== 'waiting');
    return made.length > 0 && made.every(({ stepping }) => stepping === 'asked');
  }

  #tell(code: 'quality-stepped' | 'time-too-short', details: Readonly<Record<string, string | number>>): void {
    const key = JSON.stringify([code, details]);
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.#deps.send({ kind: 'notice', code, details });
  }
}
