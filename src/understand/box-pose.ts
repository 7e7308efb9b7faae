import { frameBox } from '../core/boxes.ts';
import type { FrameBox } from '../core/boxes.ts';
import { lowerBound } from '../core/time.ts';

/** Where a box is and how large, in what moves evenly: centre in pixels, logarithms of the sides (a thing that comes nearer grows by factors). */
export type Pose = readonly [centreX: number, centreY: number, logWidth: number, logHeight: number];

/** A side of nothing has no logarithm. */
const sideMinPx = 1e-3;

export function poseOf({ x, y, width, height }: FrameBox): Pose {
  return [x + width / 2, y + height / 2, Math.log(Math.max(sideMinPx, width)), Math.log(Math.max(sideMinPx, height))];
}

export function boxAt([centreX, centreY, logWidth, logHeight]: Pose): FrameBox {
  const width = Math.exp(logWidth);
  const height = Math.exp(logHeight);
  return frameBox(centreX - width / 2, centreY - height / 2, width, height);
}

/** a + t · (b − a), number by number. */
function mix<T extends readonly number[]>(a: T, b: T, t: number): T {
  return a.map((value, index) => value + t * ((b[index] as number) - value)) as unknown as T;
}

/** Number by number. */
export function plus(a: Pose, b: Pose): Pose {
  return a.map((value, index) => value + (b[index] as number)) as unknown as Pose;
}

/** Number by number. */
export function minus(a: Pose, b: Pose): Pose {
  return a.map((value, index) => value - (b[index] as number)) as unknown as Pose;
}

/** What is known at some frames, ascending. */
export interface Anchor<T extends readonly number[]> {
  readonly frame: number;
  readonly value: T;
}

/** Between anchors (one or more) on the straight way, before the first and after the last as there. */
export function wayThrough<T extends readonly number[]>(anchors: readonly Anchor<T>[]): (frame: number) => T {
  const frames = anchors.map(({ frame }) => frame);
  return (frame) => {
    const next = lowerBound(frames, frame);
    const after = anchors[Math.min(next, anchors.length - 1)] as Anchor<T>;
    const before = anchors[next - 1];
    if (before === undefined || next === anchors.length || after.frame === frame) return after.value;
    return mix(before.value, after.value, (frame - before.frame) / (after.frame - before.frame));
  };
}
