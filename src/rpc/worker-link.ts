import * as Comlink from 'comlink';
import { AppError } from '../core/errors.ts';
import { installErrorTransfer } from './error-transfer.ts';
import { patience, Watchdog } from './watchdog.ts';
import type { Patience } from './watchdog.ts';

/**
 * A worker and its calls. comlink leaves calls pending when a worker dies; here every pending call rejects:
 * `worker/crashed` when the worker failed, `worker/hung` when it no longer gets anything done (it is ended then), `job/cancelled`
 * when `close` ended it.
 */
export class WorkerLink<Api extends object> {
  readonly #worker: Worker;
  readonly #remote: Comlink.Remote<Api>;
  readonly #ended: Promise<never>;
  readonly #watchdog: Watchdog;
  #end: (error: AppError) => void = () => undefined;

  constructor(worker: Worker, name: string, given: Patience = patience) {
    installErrorTransfer();
    this.#worker = worker;
    this.#remote = Comlink.wrap<Api>(worker);
    this.#ended = new Promise<never>((_, reject) => (this.#end = reject));
    this.#ended.catch(() => undefined); // only pending calls care
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#end(new AppError('worker/crashed', { worker: name, reason: event.message }));
    });
    worker.addEventListener('messageerror', () => this.#end(new AppError('worker/crashed', { worker: name, reason: 'a message could not be read' })));
    this.#watchdog = new Watchdog(worker, (reason) => this.#giveUp(new AppError('worker/hung', { worker: name, reason })), given);
  }

  /** Runs one call against the worker's API; rejects as soon as the worker is gone. */
  call<R>(run: (api: Comlink.Remote<Api>) => Promise<R>): Promise<R> {
    this.#watchdog.begin();
    return Promise.race([run(this.#remote), this.#ended]).finally(() => this.#watchdog.end());
  }

  /** The user lets the work rest: until it goes on, nothing getting done is no sign of anything. */
  rest(resting: boolean): void {
    this.#watchdog.rest(resting);
  }

  /** Ends the worker at once; calls under way reject. A second call does nothing. */
  close(): void {
    this.#giveUp(new AppError('job/cancelled'));
  }

  #giveUp(error: AppError): void {
    this.#end(error);
    this.#watchdog.stop();
    this.#worker.terminate();
  }
}
