import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { BodyPoint } from '../../src/documents/bodies.ts';
import { posesOf } from './made-poses.ts';
import type { MadePose } from './made-poses.ts';

/** The clips' joints lie on a grid of a tenth. */
const grid = 0.1;
const smoothingSteps = 400;
/** Of the clips' 15 joints those that pose networks know, too; the face as nose. Neck and belly (0 and 1) are left for the product to derive. */
const known: Readonly<Record<number, BodyPoint>> = {
  2: 'nose', 3: 'right-shoulder', 4: 'left-shoulder', 5: 'right-hip', 6: 'left-hip', 7: 'right-elbow', 8: 'left-elbow',
  9: 'right-knee', 10: 'left-knee', 11: 'right-wrist', 12: 'left-wrist', 13: 'right-ankle', 14: 'left-ankle',
};

export interface LabelledClip {
  readonly label: string;
  readonly frames: number;
  /** As a track of the product would have them. */
  readonly poses: Float32Array;
}

/** Clips of the shared skeletons, off their grid as tools/training/skeletons.py takes them. */
export function readClips(path: string): LabelledClip[] {
  const clips = JSON.parse(gunzipSync(readFileSync(path)).toString()) as { label: string; pose: number[][][] }[];
  return clips.map(({ label, pose }) => {
    const frames = pose.length;
    const ways = Object.entries(known).map(([joint, name]) => ({ name, axes: [0, 1].map((axis) => smoothest(pose.map((frame) => frame[Number(joint)]?.[axis] ?? NaN))) }));
    const poses = posesOf(Array.from({ length: frames }, (_, frame): MadePose => Object.fromEntries(ways.map(({ name, axes }) => [name, axes.map((axis) => 1000 * (axis[frame] as number))]))));
    return { label, frames, poses };
  });
}

/** The path of least acceleration of all that round to the given one: see `smoothest` in tools/training/skeletons.py. */
function smoothest(path: readonly number[]): number[] {
  const now = [...path];
  for (let step = 0; step < smoothingSteps && path.length > 2; step += 1) {
    const slope = new Array<number>(path.length).fill(0);
    for (let at = 1; at + 1 < path.length; at += 1) {
      const bend = (now[at + 1] as number) - 2 * (now[at] as number) + (now[at - 1] as number);
      slope[at + 1] = (slope[at + 1] as number) + bend;
      slope[at] = (slope[at] as number) - 2 * bend;
      slope[at - 1] = (slope[at - 1] as number) + bend;
    }
    slope.forEach((value, at) => (now[at] = Math.min((path[at] as number) + grid / 2, Math.max((path[at] as number) - grid / 2, (now[at] as number) - value / 16))));
  }
  return now;
}
