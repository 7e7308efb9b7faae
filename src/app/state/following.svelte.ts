import { toAppError } from '../../core/errors.ts';
import type { AppError } from '../../core/errors.ts';
import { frameBox } from '../../core/boxes.ts';
import type { FollowMask } from '../../documents/corrections.ts';
import type { FollowProgress, FollowRequest } from '../../rpc/review-types.ts';
import { cornersOf, placeAt } from './mask-shapes.ts';
import type { ReviewRoom } from './review-room.svelte.ts';

/** What following needs of the page; tests give their own. */
export type Follow = (request: FollowRequest, onProgress: (progress: FollowProgress) => void, signal: AbortSignal) => Promise<FollowMask>;

/** Where a mask was lost from sight: the frames next to the last on which it was seen, on either side. */
export interface Lost {
  readonly mask: number;
  readonly beforeFrame: number | undefined;
  readonly afterFrame: number | undefined;
}

/** Has a drawn mask followed through the video, one at a time; what was measured is one step that can be undone. */
export class Following {
  readonly #room: ReviewRoom;
  readonly #follow: Follow;
  #running: AbortController | undefined;
  #mask: number | undefined = $state();
  #part = $state(0);
  #lost: Lost | undefined = $state.raw();
  #error: AppError | undefined = $state.raw();

  constructor(room: ReviewRoom, follow: Follow) {
    this.#room = room;
    this.#follow = follow;
  }

  /** The mask that is being followed. */
  get mask(): number | undefined {
    return this.#mask;
  }
  /** How far, 0–1. */
  get part(): number {
    return this.#part;
  }
  /** What became of the newest one, where it was lost. */
  get lost(): Lost | undefined {
    return this.#lost;
  }
  get error(): AppError | undefined {
    return this.#error;
  }

  /** Follows a mask from where it is on this frame, both ways, as far as the analysis goes. */
  async start(mask: number): Promise<void> {
    const { model, player, item } = this.#room;
    const known = model?.masks.find((each) => each.mask === mask);
    const place = known === undefined ? undefined : placeAt(known, player.frame);
    if (model === undefined || place === undefined || this.#mask !== undefined) return;
    const running = new AbortController();
    this.#running = running;
    this.#mask = mask;
    this.#part = 0;
    this.#lost = undefined;
    this.#error = undefined;
    const corners = cornersOf(place);
    const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    const box = frameBox(x, y, Math.max(...xs) - x, Math.max(...ys) - y);
    const request = { mask, frame: player.frame, box, shape: place.shape, firstFrame: model.firstFrame, lastFrame: model.lastFrame };
    try {
      const followed = await this.#follow(request, ({ done, total }) => (this.#part = total === 0 ? 1 : done / total), running.signal);
      if (this.#running !== running) return;
      item.work.correct(followed);
      this.#lost = lostOf(followed);
    } catch (thrown) {
      if (this.#running === running) this.#error = toAppError(thrown);
    } finally {
      if (this.#running === running) {
        this.#running = undefined;
        this.#mask = undefined;
      }
    }
  }

  /** Ends it; what was measured until then stays. */
  stop(): void {
    this.#running?.abort();
  }

  /** The room is left: what is still measured is of no use. */
  close(): void {
    const running = this.#running;
    this.#running = undefined;
    this.#mask = undefined;
    running?.abort();
  }
}

function lostOf({ mask, firstFrame, boxes, lost }: FollowMask): Lost | undefined {
  if (lost === 'nowhere') return undefined;
  return {
    mask,
    beforeFrame: lost === 'after' ? undefined : firstFrame - 1,
    afterFrame: lost === 'before' ? undefined : firstFrame + boxes.length / 4,
  };
}
