import { greyOut } from '../compose/cpu/neutral.ts';
import type { I420Image } from '../core/i420.ts';

/** A frame of an output in its order: its picture, all composed, or null where there was none to compose. */
export interface MaybeMade {
  readonly index: number;
  readonly sourceFrame: number;
  /** Nothing that came before belongs to it. */
  readonly begins: boolean;
  readonly made: I420Image | null;
}

export interface Made extends MaybeMade {
  readonly made: I420Image;
}

/** How missing pictures are made up for. */
export interface FillMissing {
  readonly policy: 'repeat' | 'blend';
  /** False where none will be missing: nothing is kept to stand in for them. */
  readonly remembers: boolean;
  /** A picture of the output's size, with anything in it. */
  readonly blank: () => I420Image;
  /** Hears of each frame that was missing; one before which nothing came is hidden whole. */
  readonly onFilled: (hidden: boolean) => void;
}

/**
 * Puts pictures where there are none: the one before once more, or, for `blend`, a mixture of those before and after, by how near they are. Made only of
 * pictures that were composed, so that what is hidden in them stays hidden; never over a cut. Where nothing came before, the frame is hidden whole.
 */
export async function* fillMissing(frames: AsyncIterable<MaybeMade>, fill: FillMissing): AsyncGenerator<Made, void, undefined> {
  let last: I420Image | null = null;
  let waiting: MaybeMade[] = [];
  const filled = (frame: MaybeMade, next: I420Image | null, share: number): Made => {
    const blank = fill.blank();
    const made: I420Image = { ...blank, color: last?.color ?? blank.color };
    fill.onFilled(last === null);
    if (last === null) greyOut(made);
    else if (next === null || !sameColors(last, next)) made.data.set(last.data);
    else mix(last.data, next.data, share, made.data);
    return { ...frame, made };
  };
  const settle = function* (next: I420Image | null): Generator<Made> {
    for (const [i, frame] of waiting.entries()) yield filled(frame, next, (i + 1) / (waiting.length + 1));
    waiting = [];
  };
  for await (const frame of frames) {
    if (frame.begins) {
      yield* settle(null);
      last = null;
    }
    const { made } = frame;
    if (made === null) {
      waiting.push(frame);
      if (fill.policy === 'repeat') yield* settle(null);
      continue;
    }
    yield* settle(made);
    if (fill.remembers) {
      // Whoever takes the picture gives its planes back, and they serve again.
      const data: Uint8Array<ArrayBuffer> = last === null ? new Uint8Array(made.data.length) : last.data;
      data.set(made.data);
      last = { ...made, data };
    }
    yield { ...frame, made };
  }
  yield* settle(null);
}

function sameColors({ color: a }: I420Image, { color: b }: I420Image): boolean {
  return a.matrix === b.matrix && a.fullRange === b.fullRange;
}

/** `share` of the second, 0–1. */
function mix(first: Uint8Array, second: Uint8Array, share: number, out: Uint8Array): void {
  const weight = Math.round(share * 256);
  for (let i = 0; i < out.length; i++) out[i] = ((first[i] as number) * (256 - weight) + (second[i] as number) * weight + 128) >> 8;
}
