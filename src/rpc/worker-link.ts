import * as Comlink from 'comlink';
import { AppError } from '../core/errors.ts';
import { installErrorTransfer } from './error-transfer.ts';

/**
 * A worker and its calls. comlink leaves calls pending when a worker dies; here every pending call rejects:
 * `worker/crashed` when the worker failed, `job/cancelled` when `close` ended it.
 */
export class WorkerLink<Api extends object> {
  readonly #worker: Worker;
  readonly #remote: Comlink.Remote<Api>;
  readonly #ended: Promise<never>;
  #end: (error: AppError) => void = () => undefined;

  constructor(worker: Worker, name: string) {
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
  }

  /** Runs one call against the worker's API; rejects as soon as the worker is gone. */
  call<R>(run: (api: Comlink.Remote<Api>) => Promise<R>): Promise<R> {
    return Promise.race([run(this.#remote), this.#ended]);
  }

  /** Ends the worker at once; calls under way reject. A second call does nothing. */
  close(): void {
    this.#end(new AppError('job/cancelled'));
    this.#worker.terminate();
  }
}
