/**
 * One holder of something that must be closed (VideoFrame, buffer, session). A function that takes an `Owned`
 * takes over its closing; one that takes a plain value borrows it. Close with `using`; `take()` hands it on.
 */
export class Owned<T> {
  #value: T | undefined;
  readonly #close: (value: T) => void;

  constructor(value: T, close: (value: T) => void) {
    this.#value = value;
    this.#close = close;
    openCount.count += 1;
  }

  /** The held value; throws when it was closed or handed on. */
  get value(): T {
    if (this.#value === undefined) throw new TypeError('Owned value used after it was closed or taken');
    return this.#value;
  }

  get closed(): boolean {
    return this.#value === undefined;
  }

  /** Moves the value into a new holder and leaves this one empty. */
  take(): Owned<T> {
    const value = this.value;
    this.#value = undefined;
    openCount.count -= 1;
    return new Owned(value, this.#close);
  }

  /** Closes the value; a second call does nothing. */
  close(): void {
    if (this.#value === undefined) return;
    const value = this.#value;
    this.#value = undefined;
    openCount.count -= 1;
    this.#close(value);
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** How many holders of this realm are open: tests and the end of every job check that it returns to where it was. */
export const openCount = { count: 0 };
