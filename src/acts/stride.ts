import { frameStatus } from '../documents/observations.ts';
import type { FrameObservation, Quality } from '../documents/observations.ts';

/** Frames per group: the unit of the journal and of the decision how often to look. About half a second. */
export const groupFrames = 12;
/**
 * How far a face may travel between two looks, in its own widths. Between looks boxes are interpolated, so only a change of speed
 * leaves the face beside its box: at most half of the travel, a quarter of a width, which is what a head mask reaches beyond a face.
 */
const travelMax = 0.5;
/** A face that walks in unseen stays so for at most this long; the tracks are then extended back over it. */
const blindSecondsMax = 0.14;
/** Two boxes further apart than this, in face widths, are not one face for the purpose of measuring speed. */
const matchReach = 1.5;
/** Scores from here on count when speed is measured: lower ones flicker on clutter (0.5 starts a track, faces in the open stand above 0.8). */
const scoreMin = 0.7;

/**
 * Decides for every group of frames how many frames lie between two looks. The stride of group g depends on what was seen
 * in group g − 2 alone, never on timing, so an interrupted and resumed job looks at the same frames.
 */
export class StridePolicy {
  readonly #quality: Quality;
  readonly #strideMax: number;
  readonly #groups = new Map<number, { frames: FrameObservation[]; done: Promise<void>; finish: () => void }>();

  constructor(quality: Quality, frameRate: number) {
    this.#quality = quality;
    this.#strideMax = Math.max(1, Math.round(blindSecondsMax * frameRate));
  }

  /** The stride of a group (counted from the first observed frame); waits until group − 2 is complete. */
  async strideOf(group: number): Promise<number> {
    if (this.#quality !== 'fast' || group < 2) return 1;
    const basis = this.#group(group - 2);
    await basis.done;
    this.#groups.delete(group - 3);
    const speed = speedOf(basis.frames);
    return Math.min(this.#strideMax, Math.max(1, Math.floor(travelMax / speed)));
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

/** Fastest face of a group in face widths per frame; a face that came or went counts as one that needs a look every other frame. */
export function speedOf(frames: readonly FrameObservation[]): number {
  const looked = frames.filter((each) => each.status === frameStatus.observed).sort((a, b) => a.frame - b.frame);
  if (frames.some((each) => each.status === frameStatus.unknown)) return travelMax;
  let fastest = 0;
  for (let i = 1; i < looked.length; i += 1) {
    const before = looked[i - 1] as FrameObservation;
    const after = looked[i] as FrameObservation;
    const elapsed = after.frame - before.frame;
    fastest = Math.max(fastest, moved(before, after, elapsed), moved(after, before, elapsed));
  }
  return fastest;
}

function moved(from: FrameObservation, to: FrameObservation, elapsedFrames: number): number {
  let fastest = 0;
  for (let i = 0; i < from.detections.count; i += 1) {
    if ((from.detections.scores[i] as number) < scoreMin) continue;
    let nearest = Infinity;
    for (let j = 0; j < to.detections.count; j += 1) nearest = Math.min(nearest, distance(from, i, to, j));
    fastest = Math.max(fastest, nearest <= matchReach ? nearest / elapsedFrames : travelMax / 2);
  }
  return fastest;
}

/** Change of position and size between two boxes, in widths of the first. */
function distance(from: FrameObservation, i: number, to: FrameObservation, j: number): number {
  const [ax, ay, aw, ah] = from.detections.boxes.subarray(4 * i, 4 * i + 4) as unknown as [number, number, number, number];
  const [bx, by, bw, bh] = to.detections.boxes.subarray(4 * j, 4 * j + 4) as unknown as [number, number, number, number];
  const shift = Math.hypot(bx + bw / 2 - ax - aw / 2, by + bh / 2 - ay - ah / 2);
  return (shift + Math.abs(bw - aw) / 2) / Math.max(1, aw);
}
