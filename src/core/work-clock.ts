import type { Gate } from './gate.ts';

/** Counts the time in which a job works: what its gate is shut for does not count, for nobody waits for work that rests. */
export class WorkClock {
  readonly #gate: Pick<Gate, 'shutMs'>;
  readonly #startedMs: number;
  readonly #shutBeforeMs: number;

  /** Begins now, `earlierMs` of work behind it. */
  constructor(gate: Pick<Gate, 'shutMs'>, earlierMs = 0) {
    const nowMs = performance.now();
    this.#gate = gate;
    this.#startedMs = nowMs - earlierMs;
    this.#shutBeforeMs = gate.shutMs(nowMs);
  }

  /** Milliseconds of work so far. */
  get ms(): number {
    const nowMs = performance.now();
    return nowMs - this.#startedMs - (this.#gate.shutMs(nowMs) - this.#shutBeforeMs);
  }
}
