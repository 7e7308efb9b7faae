import type { JobEvent } from '../rpc/job-types.ts';
import { StageProgress } from './progress.ts';

/** Counts the frames of several outputs, some of them made at once, as one stage; each is audited when it is made. */
export class OutputsProgress {
  readonly #send: (event: JobEvent) => void;
  /** Frames of all outputs. */
  readonly total: number;
  /** By output. */
  readonly #done: number[];
  #render: StageProgress;
  readonly #audit: StageProgress;
  #audited = 0;

  /** `frames` of each output. */
  constructor(frames: readonly number[], send: (event: JobEvent) => void) {
    this.#send = send;
    this.total = frames.reduce((sum, each) => sum + each, 0);
    this.#done = frames.map(() => 0);
    this.#render = new StageProgress('render', this.total, send);
    this.#audit = new StageProgress('audit', frames.length, send);
  }

  /** Some outputs begin, or begin anew. */
  begins(outputs: readonly number[]): void {
    for (const output of outputs) this.#done[output] = 0;
    this.#render = new StageProgress('render', this.total, this.#send, this.done);
  }

  /** `done` frames of an output are made. */
  rendered(output: number, done: number): void {
    this.#done[output] = done;
    this.#render.report(this.done);
  }

  auditBegins(): void {
    this.#audit.report(this.#audited);
  }

  audited(): void {
    this.#audited += 1;
    this.#audit.report(this.#audited);
  }

  /** Frames of all outputs that are made. */
  get done(): number {
    return this.#done.reduce((sum, each) => sum + each, 0);
  }
}
