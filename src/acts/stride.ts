import type { FrameObservation, Quality } from '../documents/observations.ts';
import { safeStride } from '../tracking/safe-stride.ts';

/** Frames per group: the unit of the journal and of the decision how often to look. About half a second. */
export const groupFrames = 12;
/** A face that walks in unseen stays so for at most this long; the tracks are then extended back over it. */
const blindSecondsMax = 0.14;
/** Lips tell who speaks where they are looked at 12.5 times a second: syllables come 4–5 times. */
const speakingSecondsMax = 0.08;

/**
 * Decides for every group of frames how many frames lie between two looks. The stride of group g depends on what was seen
 * in group g − 2 alone, never on timing, so an interrupted and resumed job looks at the same frames.
 */
export class StridePolicy {
  readonly #quality: Quality;
  readonly #strideMax: number;
  readonly #groups = new Map<number, { frames: FrameObservation[]; done: Promise<void>; finish: () => void }>();

  /** `speakers`: whether mouths are looked at, too. */
  constructor(quality: Quality, frameRate: number, speakers = false) {
    this.#quality = quality;
    this.#strideMax = Math.max(1, speakers ? Math.floor(speakingSecondsMax * frameRate) : Math.round(blindSecondsMax * frameRate));
  }

  /** The stride of a group (counted from the first observed frame); waits until group − 2 is complete. */
  async strideOf(group: number): Promise<number> {
    if (this.#quality !== 'fast' || group < 2) return 1;
    const basis = this.#group(group - 2);
    await basis.done;
    this.#groups.delete(group - 3);
    return safeStride(basis.frames, this.#strideMax);
  }

  /** Reports one finished frame of a group; in any order. */
  record(group: number, observation: FrameObservation): void {
    if (this.#quality !== 'fast') return;
    const entry = this.#group(group);
    entry.frames.push(observation);
    if (entry.frames.length === groupFrames) entry.finish();
  }

  #group(group: number): { frames: FrameObservation[]; done: Promise<void>; finish: () => void } {
    let entry = this.#groups.get(group);
    if (entry === undefined) {
      let finish: () => void = () => undefined;
      const done = new Promise<void>((resolve) => (finish = resolve));
      entry = { frames: [], done, finish };
      this.#groups.set(group, entry);
    }
    return entry;
  }
}
