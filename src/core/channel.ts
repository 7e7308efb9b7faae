import { throwIfCancelled, AppError } from './errors.ts';

/**
 * Where push (decoder and encoder callbacks) meets pull (async iteration): a bounded queue.
 * `send` waits while it is full; `push` never waits (for callbacks; watch `size`). An error given to `fail` surfaces at the consumer's
 * next pull after what was queued before it. When the consumer stops early, what is left goes to `discard`.
 */
export class Channel<T> implements AsyncIterable<T> {
  readonly #capacity: number;
  readonly #discard: (item: T) => void;
  readonly #queue: T[] = [];
  #waitingConsumer: (() => void) | undefined;
  #waitingProducers: (() => void)[] = [];
  #ended = false;
  #failure: { error: unknown } | undefined;
  #abandoned = false;

  constructor(capacity: number, discard: (item: T) => void = () => undefined) {
    this.#capacity = capacity;
    this.#discard = discard;
  }

  get size(): number {
    return this.#queue.length;
  }

  /** True once the consumer has gone: producers may stop. */
  get abandoned(): boolean {
    return this.#abandoned;
  }

  /** Queues without waiting. After the consumer has gone the item is discarded. */
  push(item: T): void {
    if (this.#abandoned || this.#ended) return this.#discard(item);
    this.#queue.push(item);
    this.#wakeConsumer();
  }

  /** Resolves when there is room for one more, or when nobody will ever take it. */
  async room(signal?: AbortSignal): Promise<void> {
    while (this.#queue.length >= this.#capacity && !this.#abandoned && !this.#ended) {
      throwIfCancelled(signal);
      await new Promise<void>((resolve, reject) => {
        const onAbort = (): void => reject(new AppError('job/cancelled'));
        signal?.addEventListener('abort', onAbort, { once: true });
        this.#waitingProducers.push(() => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        });
      });
    }
  }

  /** Waits for room, then queues. */
  async send(item: T, signal?: AbortSignal): Promise<void> {
    try {
      await this.room(signal);
    } catch (error) {
      this.#discard(item);
      throw error;
    }
    this.push(item);
  }

  /** No more items will come; the consumer still gets what is queued. */
  end(): void {
    this.#ended = true;
    this.#wakeAll();
  }

  /** Ends with an error, which the consumer meets after what is queued. The first failure counts. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.end();
  }

  /** The consumer goes away: everything queued is discarded and producers are released. */
  abandon(): void {
    this.#abandoned = true;
    for (const item of this.#queue.splice(0)) this.#discard(item);
    this.#wakeAll();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    try {
      for (;;) {
        if (this.#queue.length > 0) {
          const item = this.#queue.shift() as T;
          this.#waitingProducers.shift()?.();
          yield item;
        } else if (this.#failure !== undefined) {
          throw this.#failure.error;
        } else if (this.#ended || this.#abandoned) {
          return;
        } else {
          await new Promise<void>((resolve) => (this.#waitingConsumer = resolve));
        }
      }
    } finally {
      this.abandon();
    }
  }

  #wakeConsumer(): void {
    this.#waitingConsumer?.();
    this.#waitingConsumer = undefined;
  }

  #wakeAll(): void {
    this.#wakeConsumer();
    for (const wake of this.#waitingProducers.splice(0)) wake();
  }
}
