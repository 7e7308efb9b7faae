import type { JobEvent } from '../rpc/job-types.ts';
import { StageProgress } from './progress.ts';

/** Counts the frames of several videos that are made one after the other as one stage; each is audited when it is made. */
export class PartsProgress {
  readonly #frames: readonly number[];
  readonly #send: (event: JobEvent) => void;
  readonly #total: number;
  #done = 0;
  #render: StageProgress;
  #audit: StageProgress;

  /** `frames` of each video. */
  constructor(frames: readonly number[], send: (event: JobEvent) => void) {
    this.#frames = frames;
    this.#send = send;
    this.#total = frames.reduce((sum, each) => sum + each, 0);
    this.#render = new StageProgress('render', this.#total, send);
    this.#audit = new StageProgress('audit', frames.length, send);
  }

  /** The next video begins. */
  begin(part: number): void {
    this.#done = this.#frames.slice(0, part).reduce((sum, each) => sum + each, 0);
  }

  /** Its pictures begin, or begin anew. */
  renderBegins(): void {
    this.#render = new StageProgress('render', this.#total, this.#send, this.#done);
  }

  /** `done` frames of it are made. */
  rendered(done: number): void {
    this.#render.report(this.#done + done);
  }

  auditBegins(): void {
    this.#audit.report(this.#audited);
  }

  audited(): void {
    this.#audited += 1;
    this.#audit.report(this.#audited);
  }

  #audited = 0;
}
