import { toAppError } from '../../core/errors.ts';
import type { AppError } from '../../core/errors.ts';
import { lowerBound } from '../../core/time.ts';
import type { Look, LookRequest } from '../../rpc/review-types.ts';

/** J and L double the speed with each press, up to this. */
const speedMax = 4;
/** Further away than this, a request under way is not worth waiting for. */
const nearFrames = 24;

/** What a player needs of the page; tests give their own. */
export interface PlayerParts {
  readonly look: (request: LookRequest) => Promise<Look>;
  /** Runs before the next picture of the screen; says when, in milliseconds. */
  readonly onNextPicture: (run: (nowMs: number) => void) => void;
}

/**
 * Where one is in a video and what is seen there. The newest wish wins: a request that is near the wish is waited for (so that held keys
 * keep showing pictures), another is superseded. `frame` is the wish, `shown` the picture that has come.
 */
export class Player {
  readonly #parts: PlayerParts;
  #timesS: Float64Array = new Float64Array(1);
  #first = $state(0);
  #last = $state(0);
  #frame = $state(0);
  #view: LookRequest['view'] = $state('hidden');
  /** Frames a second as a multiple of the video's; negative plays backwards, 0 stands. */
  #speed = $state(0);
  #shown: Look | undefined = $state.raw();
  #error: AppError | undefined = $state.raw();
  #wish: LookRequest | undefined;
  #asked: LookRequest | undefined;
  #asks = 0;
  #playing = 0;
  #closed = false;

  constructor(parts: PlayerParts) {
    this.#parts = parts;
  }

  get frame(): number {
    return this.#frame;
  }
  get speed(): number {
    return this.#speed;
  }
  get view(): LookRequest['view'] {
    return this.#view;
  }
  /** The newest picture; it is closed when the next one comes. */
  get shown(): Look | undefined {
    return this.#shown;
  }
  get error(): AppError | undefined {
    return this.#error;
  }
  get first(): number {
    return this.#first;
  }
  get last(): number {
    return this.#last;
  }

  /** Seconds from the first presented frame. */
  timeOf(frame: number): number {
    return this.#timesS[frame] ?? 0;
  }

  /** The frames of the analysis; keeps the place when it lies within. */
  load(timesS: Float64Array, first: number, last: number): void {
    this.#timesS = timesS;
    this.#first = first;
    this.#last = last;
    this.#frame = this.#clamp(this.#frame);
  }

  /** Shows what is there now: after the masks changed. */
  refresh(): void {
    this.#want(false);
  }

  show(view: LookRequest['view']): void {
    this.#view = view;
    this.#want(false);
  }

  /** Goes to a frame; while the user drags, a key frame near it is shown first when that is sooner. */
  seek(frame: number, dragging = false): void {
    this.#speed = 0;
    this.#frame = this.#clamp(frame);
    this.#want(dragging);
  }

  step(frames: number): void {
    this.seek(this.#frame + frames);
  }

  /** Space. From the end it begins anew. */
  toggle(): void {
    if (this.#speed !== 0) return this.pause();
    if (this.#frame >= this.#last) this.#frame = this.#first;
    this.#play(1);
  }

  pause(): void {
    this.#speed = 0;
  }

  /** J (−1) and L (1): each press doubles the speed, the other direction begins at one. */
  shuttle(direction: 1 | -1): void {
    const faster = Math.sign(this.#speed) === direction ? this.#speed * 2 : direction;
    this.#play(Math.max(-speedMax, Math.min(speedMax, faster)));
  }

  close(): void {
    this.#closed = true;
    this.#speed = 0;
    this.#shown?.picture.close();
    this.#shown = undefined;
  }

  #clamp(frame: number): number {
    return Math.min(this.#last, Math.max(this.#first, Math.round(frame)));
  }

  #want(nearWillDo: boolean): void {
    this.#wish = { frame: this.#frame, view: this.#view, nearWillDo };
    if (this.#asked === undefined || Math.abs(this.#asked.frame - this.#frame) > nearFrames || this.#asked.view !== this.#view) void this.#ask();
  }

  async #ask(): Promise<void> {
    const request = this.#wish;
    if (request === undefined || this.#closed) return;
    this.#wish = undefined;
    this.#asked = request;
    const mine = (this.#asks += 1);
    try {
      const look = await this.#parts.look(request);
      if (this.#closed || (mine !== this.#asks && this.#shown !== undefined)) return look.picture.close();
      this.#shown?.picture.close();
      this.#shown = look;
      this.#error = undefined;
      if (look.frame !== request.frame && mine === this.#asks) this.#wish ??= { ...request, nearWillDo: false };
    } catch (thrown) {
      const error = toAppError(thrown);
      if (mine === this.#asks && error.code !== 'job/cancelled') this.#error = error;
    }
    if (mine !== this.#asks) return;
    this.#asked = undefined;
    if (this.#wish !== undefined) void this.#ask();
  }

  /** Frames that come too late are passed over: the speed is kept, and no frame is ever shown without its masks. */
  #play(speed: number): void {
    this.#speed = speed;
    const mine = (this.#playing += 1);
    const fromS = this.timeOf(this.#frame);
    let beganMs: number | undefined;
    const tick = (nowMs: number): void => {
      if (this.#speed !== speed || mine !== this.#playing || this.#closed) return;
      beganMs ??= nowMs;
      const timeS = fromS + ((nowMs - beganMs) / 1000) * speed;
      const due = this.#clamp(lowerBound(this.#timesS, timeS + 1e-6) - 1);
      const atEnd = due === (speed > 0 ? this.#last : this.#first);
      if (due !== this.#frame && (atEnd || this.#asked === undefined)) {
        this.#frame = due;
        this.#want(false);
      }
      if (atEnd) this.#speed = 0;
      else this.#parts.onNextPicture(tick);
    };
    this.#parts.onNextPicture(tick);
  }
}
