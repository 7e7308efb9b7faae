/** Speed and time left of a stage, from its start and smoothed over the last few seconds. */
export class RateMeter {
  readonly #total: number;
  readonly #samples: { readonly atMs: number; readonly done: number }[];
  /** Long enough to be calm, short enough to follow a change. */
  static readonly windowMs = 4000;
  static readonly firstGuessMs = 1000;

  constructor(total: number, nowMs: number, done = 0) {
    this.#total = total;
    this.#samples = [{ atMs: nowMs, done }];
  }

  /** Records that `done` items are finished at `nowMs`; returns items per second and the seconds left, null while unknown. */
  update(done: number, nowMs: number): { perSecond: number; secondsLeft: number | null } {
    this.#samples.push({ atMs: nowMs, done });
    while (this.#samples.length > 2 && (this.#samples[1]?.atMs ?? nowMs) < nowMs - RateMeter.windowMs) this.#samples.shift();
    const first = this.#samples[0] ?? { atMs: nowMs, done };
    const seconds = (nowMs - first.atMs) / 1000;
    const perSecond = seconds > 0 ? (done - first.done) / seconds : 0;
    // The first frames wait for codecs and models: what they say of the rest is wrong.
    const known = perSecond > 0 && seconds * 1000 >= RateMeter.firstGuessMs;
    return { perSecond, secondsLeft: known ? (this.#total - done) / perSecond : null };
  }
}
