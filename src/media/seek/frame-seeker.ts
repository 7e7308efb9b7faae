import { AppError, throwIfCancelled } from '../../core/errors.ts';
import { i420Layout } from '../../core/i420.ts';
import type { I420Image } from '../../core/i420.ts';
import type { Owned } from '../../core/owned.ts';
import { decodeFrames } from '../decode-frames.ts';
import type { DecodedFrame, DecodeRange } from '../decode-frames.ts';
import type { Movie } from '../movie.ts';
import { PictureCopier } from '../picture-copier.ts';
import { FrameCache } from './frame-cache.ts';
import { KeyFrames } from './key-frames.ts';

/** Beginning anew costs about as much as decoding this many frames more: a reader and a decoder are opened. */
const newPassFrames = 6;
/** Stepping back, so many frames before the wanted one are kept on the way to it. */
const keptBackFrames = 24;

/** A decoder at work: frames come out in order, the next one is `next`. */
interface Pass {
  readonly frames: AsyncGenerator<Owned<DecodedFrame>, void, undefined>;
  readonly stop: AbortController;
  next: number;
  /** Asked for and not yet taken: whoever comes next takes it. */
  pending: Promise<IteratorResult<Owned<DecodedFrame>, void>> | undefined;
}

/** How frames are decoded; given by tests. */
export interface SeekerParts {
  readonly decode: (range: DecodeRange) => AsyncGenerator<Owned<DecodedFrame>, void, undefined>;
  readonly copy: (picture: VideoFrame) => Promise<I420Image>;
  readonly cache: FrameCache;
}

/**
 * Brings single frames of a movie in any order, fast where they lie near each other: a decoder is kept alive while one goes forward, what
 * was decoded is kept for a while, and going back decodes a piece at once. One call at a time counts: the next waits until the one before
 * has ended or was cancelled. `close` ends the decoder.
 */
export class FrameSeeker {
  readonly #keys: KeyFrames;
  readonly #frameCount: number;
  readonly #backFrames: number;
  readonly #parts: SeekerParts;
  #pass: Pass | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #last = -1;

  constructor(movie: Movie, parts: Partial<SeekerParts> = {}) {
    const copier = new PictureCopier(movie.video);
    this.#parts = { decode: (range) => decodeFrames(movie, range), copy: (picture) => copier.copy(picture), cache: new FrameCache(), ...parts };
    const { storedWidthPx, storedHeightPx } = movie.video.geometry;
    this.#backFrames = Math.min(keptBackFrames, Math.max(1, this.#parts.cache.room(i420Layout(storedWidthPx, storedHeightPx).byteLength) >> 1));
    this.#keys = new KeyFrames(movie.video);
    this.#frameCount = movie.video.ticks.length;
  }

  /** How many frames must be decoded to bring this one; 0 when it is at hand. */
  distance(frame: number): number {
    if (this.#parts.cache.has(frame)) return 0;
    const fresh = frame - this.#keys.atOrBefore(frame) + 1;
    return this.#pass !== undefined && this.#continues(this.#pass, frame) ? Math.min(fresh, frame - this.#pass.next + 1) : fresh;
  }

  /** The key frame from which this frame is decoded. */
  keyFrame(frame: number): number {
    return this.#keys.atOrBefore(frame);
  }

  /** A frame (presentation index) as stored planes, borrowed: not to be changed. Null when it cannot be decoded. Throws as `decodeFrames` does, and `job/cancelled`. */
  at(frame: number, signal: AbortSignal): Promise<I420Image | null> {
    if (!Number.isInteger(frame) || frame < 0 || frame >= this.#frameCount) throw new AppError('internal/bug', { reason: 'no such frame', frame });
    const result = this.#turn.then(() => this.#find(frame, signal));
    this.#turn = result.catch(() => undefined);
    return result;
  }

  close(): void {
    this.#end();
  }

  async #find(frame: number, signal: AbortSignal): Promise<I420Image | null> {
    throwIfCancelled(signal);
    const known = this.#parts.cache.get(frame);
    if (known !== undefined) {
      this.#last = frame;
      return known;
    }
    if (this.#pass === undefined || !this.#continues(this.#pass, frame)) this.#begin(frame);
    const pass = this.#pass as Pass;
    try {
      for (;;) {
        const image = await this.#take(pass, frame, signal);
        if (image === undefined) continue;
        this.#last = frame;
        return image;
      }
    } catch (error) {
      if (!signal.aborted) this.#end(); // a cancelled call leaves the decoder to the next one, a failed one does not
      throw error;
    }
  }

  /** Takes the next frame of a pass into the cache; the image once it is the wanted one. */
  async #take(pass: Pass, wanted: number, signal: AbortSignal): Promise<I420Image | null | undefined> {
    pass.pending ??= pass.frames.next();
    const { value, done } = await orCancelled(pass.pending, signal);
    pass.pending = undefined;
    if (done === true) throw new AppError('media/decode-failed', { frame: wanted });
    using held = value;
    const { frame, picture } = held.value;
    pass.next = frame + 1;
    if (frame < wanted - this.#backFrames) return undefined; // passed over quickly
    const image = picture === null ? null : await this.#parts.copy(picture);
    this.#parts.cache.put(frame, image);
    return frame === wanted ? image : undefined;
  }

  /** Going on is worth it when no key frame lies far behind where the decoder stands. */
  #continues(pass: Pass, frame: number): boolean {
    return frame >= pass.next && this.#keys.atOrBefore(frame) <= pass.next + newPassFrames;
  }

  #begin(frame: number): void {
    this.#end();
    const goesBack = frame < this.#last && this.#last - frame <= this.#backFrames;
    const firstFrame = goesBack ? Math.max(this.#keys.atOrBefore(frame), frame - this.#backFrames + 1) : frame;
    const stop = new AbortController();
    const frames = this.#parts.decode({ firstFrame, lastFrame: this.#frameCount - 1, signal: stop.signal });
    this.#pass = { frames, stop, next: firstFrame, pending: undefined };
  }

  #end(): void {
    const pass = this.#pass;
    this.#pass = undefined;
    if (pass === undefined) return;
    pass.stop.abort();
    pass.pending?.then(({ value }) => value?.close(), () => undefined);
    pass.frames.return().catch(() => undefined); // it ends by being cancelled
  }
}

/** The promise's value, or `job/cancelled` as soon as the signal fires; the promise goes on. */
function orCancelled<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => reject(new AppError('job/cancelled'));
    if (signal.aborted) return cancel();
    signal.addEventListener('abort', cancel, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancel));
  });
}
