import { signsOfLife } from '../core/signs-of-life.ts';

/**
 * When a worker counts as hung. Ticks are the watcher's own: time in which it slept itself (a frozen tab, a closed lid) is one tick, and
 * a throttled background tab only makes them longer.
 */
export interface Patience {
  readonly tickMs: number;
  /** Without an answer: a worker in an endless loop. Compiling a model on a slow machine takes 20 s, flushing a large file to a slow disk longer. */
  readonly silentTicksMax: number;
  /** Answering, but nothing gets done: it waits for a codec or a disk that never comes back. */
  readonly stalledTicksMax: number;
}

export const patience: Patience = { tickMs: 1000, silentTicksMax: 60, stalledTicksMax: 300 };

/** Travels beside comlink's messages, which ignores what has no type of its own. */
type Pulse = { readonly veilPing: true } | { readonly veilPong: number };

/** In a worker: answers a watchdog's pings, which a worker in a loop cannot. */
export function answerPings(): void {
  globalThis.addEventListener('message', ({ data }: MessageEvent<Partial<Pulse> | null>) => {
    if (data !== null && typeof data === 'object' && 'veilPing' in data) globalThis.postMessage({ veilPong: signsOfLife.count } satisfies Pulse);
  });
}

/** Watches a worker while calls to it are under way, and says once when it is hung. */
export class Watchdog {
  readonly #worker: Pick<Worker, 'postMessage' | 'addEventListener'>;
  readonly #onHung: (reason: 'silent' | 'stalled') => void;
  readonly #patience: Patience;
  #timer: ReturnType<typeof setInterval> | undefined;
  #calls = 0;
  #resting = false;
  #everAnswered = false;
  #answered = true;
  #done = -1;
  #silentTicks = 0;
  #stalledTicks = 0;

  constructor(worker: Pick<Worker, 'postMessage' | 'addEventListener'>, onHung: (reason: 'silent' | 'stalled') => void, given: Patience) {
    this.#worker = worker;
    this.#onHung = onHung;
    this.#patience = given;
    worker.addEventListener('message', (event) => {
      const data = (event as MessageEvent<Partial<Pulse> | null>).data;
      if (data !== null && typeof data === 'object' && 'veilPong' in data) this.#hear(data.veilPong);
    });
  }

  /** A call begins: the ping goes before it, so that a worker that never comes back from the call has answered once. */
  begin(): void {
    this.#calls += 1;
    if (this.#calls > 1) return;
    this.#resting = false;
    this.#restart();
    this.#ping();
    this.#timer = setInterval(() => this.#tick(), this.#patience.tickMs);
  }

  end(): void {
    this.#calls -= 1;
    if (this.#calls === 0) this.stop();
  }

  /** While the user lets the work rest, nothing is expected of it. */
  rest(resting: boolean): void {
    this.#resting = resting;
    this.#restart();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tick(): void {
    if (this.#resting) return;
    // Until the worker's program has arrived it cannot answer; one that fails to load is an error of its own.
    if (!this.#answered && this.#everAnswered) this.#silentTicks += 1;
    this.#stalledTicks += 1;
    const { silentTicksMax, stalledTicksMax } = this.#patience;
    if (this.#silentTicks > silentTicksMax || this.#stalledTicks > stalledTicksMax) {
      this.stop();
      return this.#onHung(this.#silentTicks > silentTicksMax ? 'silent' : 'stalled');
    }
    if (this.#answered) this.#ping();
  }

  #ping(): void {
    this.#answered = false;
    this.#worker.postMessage({ veilPing: true } satisfies Pulse);
  }

  #hear(done: number): void {
    this.#answered = true;
    this.#everAnswered = true;
    this.#silentTicks = 0;
    if (done !== this.#done) this.#stalledTicks = 0;
    this.#done = done;
  }

  #restart(): void {
    this.#silentTicks = 0;
    this.#stalledTicks = 0;
  }
}
