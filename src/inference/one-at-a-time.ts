/** Runs jobs one after the other. A failed job rejects for its caller alone and does not harm those behind it. */
export class OneAtATime {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(job: () => Promise<T>): Promise<T> {
    const result = this.#last.then(job);
    this.#last = result.then(
      () => undefined,
      () => undefined, // the caller holds `result`; the queue only waits for its end
    );
    return result;
  }
}
