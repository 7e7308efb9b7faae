import { jointCount, joints } from './action-joints.ts';
import { actionFramesPerS } from './body-path.ts';
import type { BodyPath } from './body-path.ts';

/** Numbers of one frame of a window: x, y, seen (0 or 1) for each joint. */
export const windowStride = 3 * jointCount;
/** Frames of a window; from so much motion on (torsos a second; terciles of the training clips' windows) the shorter ones: a quick action is over sooner. */
export const windowFrames = { much: 20, some: 25, little: 30 } as const;
export const motionLevels = { much: 1.3, some: 0.57 } as const;
/** Windows begin so far apart: each third of a second is looked at three times. */
export const windowStep = 10;

/** The torso in widths of the shoulders (their 90th percentile): the training clips' median, for bodies without hips in view. */
const torsoInShoulders = 1.6;
const torsoSeenMin = 1 / 3;
/** With less of all joints in all frames nothing is said: the network was trained with up to about as many missing. */
const jointsSeenMin = 0.4;
/** Motion is told over so many frames: from one to the next, jitter would be most of it. */
const motionStep = 5;
/** Face, elbows, knees, wrists, ankles. */
const extremities = [2, 7, 8, 9, 10, 11, 12, 13, 14];

/** What the network looks at: `frames` × `windowStride` numbers, centred on the neck's median, in torsos. */
export interface ActionWindow {
  /** In frames of the path; the window is the middle of `windowFrames.little` frames from here on, or of what is left of the path. */
  readonly firstFrame: number;
  readonly frames: number;
  readonly values: Float32Array;
  /** Torsos a second: that of the extremities, and that of the liveliest of them. */
  readonly motion: number;
  readonly liveliest: number;
}

/** All windows of a path, the last one aligned to its end; those of which too little is seen are left out. */
export function* actionWindows(path: BodyPath): Generator<ActionWindow, void, undefined> {
  const length = Math.min(windowFrames.little, path.frames);
  if (length < windowFrames.much) return;
  const last = path.frames - length;
  for (let start = 0; start < last + windowStep; start += windowStep) {
    const first = Math.min(start, last);
    const values = normalised(path, first, length);
    if (values !== undefined) yield adapted(first, values, length);
  }
}

/** The same as `normalise` of tools/training/windows.py; undefined where too little is seen, or no size can be told. */
export function normalised({ points, seen }: BodyPath, first: number, frames: number): Float32Array | undefined {
  const isSeen = (frame: number, joint: number): boolean => seen[jointCount * (first + frame) + joint] === 1;
  const place = (frame: number, joint: number): readonly [number, number] => {
    const at = 2 * (jointCount * (first + frame) + joint);
    return [points[at] as number, points[at + 1] as number];
  };
  const distances = (from: (frame: number) => readonly [number, number], to: (frame: number) => readonly [number, number], needed: readonly number[]): number[] =>
    range(frames).filter((frame) => needed.every((joint) => isSeen(frame, joint))).map((frame) => distance(from(frame), to(frame)));
  const { neck, rightHip, leftHip, rightShoulder, leftShoulder } = joints;
  const necks = range(frames).filter((frame) => isSeen(frame, neck)).map((frame) => place(frame, neck));
  const seenCount = seen.subarray(jointCount * first, jointCount * (first + frames)).reduce((sum, each) => sum + each, 0);
  if (necks.length === 0 || seenCount < jointsSeenMin * jointCount * frames) return undefined;
  const hips = (frame: number): readonly [number, number] => {
    const [right, left] = [place(frame, rightHip), place(frame, leftHip)];
    return [(right[0] + left[0]) / 2, (right[1] + left[1]) / 2];
  };
  const torsos = distances((frame) => place(frame, neck), hips, [neck, rightHip, leftHip]);
  const widths = distances((frame) => place(frame, rightShoulder), (frame) => place(frame, leftShoulder), [rightShoulder, leftShoulder]);
  const size = torsos.length >= torsoSeenMin * frames ? quantile(torsos, 0.5) : torsoInShoulders * quantile(widths, 0.9);
  if (!(size > 0)) return undefined;
  const [centreX, centreY] = [quantile(necks.map(([x]) => x), 0.5), quantile(necks.map(([, y]) => y), 0.5)];
  const values = new Float32Array(windowStride * frames);
  for (let frame = 0; frame < frames; frame += 1) {
    for (let joint = 0; joint < jointCount; joint += 1) {
      if (!isSeen(frame, joint)) continue;
      const [x, y] = place(frame, joint);
      values.set([(x - centreX) / size, (y - centreY) / size, 1], windowStride * frame + 3 * joint);
    }
  }
  return values;
}

/** The mean way of the extremities, and of the one that moves most, in torsos a second; where nothing is seen long enough, 0. */
export function motionOf(values: Float32Array, frames: number): Pick<ActionWindow, 'motion' | 'liveliest'> {
  let [sum, count, liveliest] = [0, 0, 0];
  for (const joint of extremities) {
    let [way, times] = [0, 0];
    for (let frame = motionStep; frame < frames; frame += 1) {
      const [to, from] = [windowStride * frame + 3 * joint, windowStride * (frame - motionStep) + 3 * joint];
      if (values[to + 2] !== 1 || values[from + 2] !== 1) continue;
      way += Math.hypot((values[to] as number) - (values[from] as number), (values[to + 1] as number) - (values[from + 1] as number));
      times += 1;
    }
    [sum, count, liveliest] = [sum + way, count + times, Math.max(liveliest, way / Math.max(1, times))];
  }
  const perSecond = actionFramesPerS / motionStep;
  return { motion: (perSecond * sum) / Math.max(1, count), liveliest: perSecond * liveliest };
}

function adapted(firstFrame: number, values: Float32Array, length: number): ActionWindow {
  const moved = motionOf(values, length);
  const wanted = moved.motion >= motionLevels.much ? windowFrames.much : moved.motion >= motionLevels.some || length < windowFrames.little ? windowFrames.some : windowFrames.little;
  const frames = wanted <= length ? wanted : windowFrames.much;
  const skipped = Math.floor((length - frames) / 2);
  return { firstFrame: firstFrame + skipped, frames, values: values.slice(windowStride * skipped, windowStride * (skipped + frames)), ...moved };
}

/** Between the sorted values linearly, as numpy's; NaN of none. */
function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = part * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)] ?? NaN, sorted[Math.ceil(at)] ?? NaN];
  return low + (at - Math.floor(at)) * (high - low);
}

function distance([fromX, fromY]: readonly [number, number], [toX, toY]: readonly [number, number]): number {
  return Math.hypot(toX - fromX, toY - fromY);
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
