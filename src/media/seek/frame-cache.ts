import type { I420Image } from '../../core/i420.ts';

/** Enough for two seconds of 720p or one of 1080p: what stepping and scrubbing come back to. */
const budgetBytes = 96 * 1024 * 1024;

/** The frames that were used last, within a budget of bytes. What could not be decoded is remembered as null. Plain memory: nothing to close. */
export class FrameCache {
  readonly #frames = new Map<number, I420Image | null>();
  readonly #budgetBytes: number;
  #bytes = 0;

  constructor(budget = budgetBytes) {
    this.#budgetBytes = budget;
  }

  has(frame: number): boolean {
    return this.#frames.has(frame);
  }

  /** Undefined when it is not held. */
  get(frame: number): I420Image | null | undefined {
    const image = this.#frames.get(frame);
    if (image === undefined) return undefined;
    this.#frames.delete(frame);
    this.#frames.set(frame, image);
    return image;
  }

  /** Keeps a frame; those unused for longest go when there is no room. The newest always stays. */
  put(frame: number, image: I420Image | null): void {
    this.#drop(frame);
    this.#frames.set(frame, image);
    this.#bytes += image?.data.length ?? 0;
    for (const oldest of this.#frames.keys()) {
      if (this.#bytes <= this.#budgetBytes || oldest === frame) break;
      this.#drop(oldest);
    }
  }

  /** How many frames of so many bytes fit in. */
  room(bytesOfFrame: number): number {
    return Math.max(1, Math.floor(this.#budgetBytes / bytesOfFrame));
  }

  #drop(frame: number): void {
    this.#bytes -= this.#frames.get(frame)?.data.length ?? 0;
    this.#frames.delete(frame);
  }
}
