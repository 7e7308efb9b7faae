import { AppError, throwIfCancelled } from './errors.ts';

/** Pause and resume for a running job: every stage passes through it once per frame. */
export class Gate {
  #shutAtMs: number | null = null;
  #shutBeforeMs = 0;
  #waiting: (() => void)[] = [];

  get shut(): boolean {
    return this.#shutAtMs !== null;
  }

  /** Milliseconds for which it has been shut so far, in all. */
  shutMs(nowMs: number): number {
    return this.#shutBeforeMs + (this.#shutAtMs === null ? 0 : nowMs - this.#shutAtMs);
  }

  pause(): void {
    this.#shutAtMs ??= performance.now();
  }

  resume(): void {
    this.#shutBeforeMs = this.shutMs(performance.now());
    this.#shutAtMs = null;
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Resolves at once while open, else on `resume`; throws `job/cancelled` when the signal fires meanwhile. */
  async passed(signal?: AbortSignal): Promise<void> {
    throwIfCancelled(signal);
    while (this.shut) {
      await new Promise<void>((resolve, reject) => {
        const onAbort = (): void => reject(new AppError('job/cancelled'));
        signal?.addEventListener('abort', onAbort, { once: true });
        this.#waiting.push(() => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        });
      });
    }
  }
}
