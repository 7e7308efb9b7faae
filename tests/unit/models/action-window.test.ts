import { describe, expect, it } from 'vitest';
import type { BodyPoint } from '../../../src/documents/bodies.ts';
import { actionJoints, jointCount, jointsOf } from '../../../src/models/action-joints.ts';
import { actionWindows, motionOf, normalised, windowFrames, windowStride } from '../../../src/models/action-window.ts';
import { bodyPath } from '../../../src/models/body-path.ts';
import { posesOf, standing } from '../../support/made-poses.ts';
import type { MadePose } from '../../support/made-poses.ts';
import fromPython from './action-window.json';

const times = (count: number, framesPerS = 30, startS = 0): Float64Array => Float64Array.from({ length: count }, (_, frame) => startS + frame / framesPerS);
const still = (count: number, pose: MadePose = standing(200)): MadePose[] => Array.from({ length: count }, () => pose);
const joint = (name: (typeof actionJoints)[number]): number => actionJoints.indexOf(name);

describe('the joints of the network', () => {
  const placesOf = (points: readonly (readonly [number, readonly [number, number]])[]): (readonly [number, number] | undefined)[] => jointsOf(Array.from({ length: 17 }, (_, at) => points.find(([point]) => point === at)?.[1]));
  const shoulders = [[5, [120, 100]], [6, [80, 100]]] as const;
  const hips = [[11, [110, 200]], [12, [90, 200]]] as const;
  it.each<[name: string, points: readonly (readonly [number, readonly [number, number]])[], joints: Readonly<Record<string, readonly [number, number] | undefined>>]>([
    ['neck and belly lie on the torso', [...shoulders, ...hips], { neck: [100, 86], belly: [100, 174], face: undefined, 'left-shoulder': [120, 100], 'right-hip': [90, 200] }],
    ['without hips the neck lies towards the face, and nobody knows of a belly', [...shoulders, [0, [100, 62]]], { neck: [100, 86], belly: undefined, face: [100, 62] }],
    ['without hips and face the neck is between the shoulders', shoulders, { neck: [100, 100] }],
    ['one shoulder is no neck', [[5, [120, 100]], ...hips], { neck: undefined, belly: undefined }],
    ['the face is the mean of what is seen of it', [[1, [10, 10]], [4, [20, 30]]], { face: [15, 20] }],
  ])('%s', (_, points, wanted) => {
    const found = placesOf(points);
    for (const [name, place] of Object.entries(wanted)) {
      const got = found[joint(name as (typeof actionJoints)[number])];
      if (place === undefined) expect(got, name).toBeUndefined();
      else expect([Math.round(got?.[0] ?? NaN), Math.round(got?.[1] ?? NaN)], name).toEqual(place);
    }
  });
});

describe('a body by the clock of the network', () => {
  const moving = (framesPerS: number, count: number): MadePose[] => Array.from({ length: count }, (_, frame) => standing(200 + (90 * frame) / framesPerS));
  it.each([[25, 26], [29.97, 30], [50, 51], [60, 61], [10, 11]])('is the same at %d frames a second', (framesPerS, count) => {
    const path = bodyPath(posesOf(moving(framesPerS, count)), times(count, framesPerS, 7));
    expect(path.frames).toBe(Math.floor(((count - 1) / framesPerS) * 30 + 1e-4) + 1);
    for (let frame = 0; frame < path.frames; frame += 1) expect(path.points[2 * (jointCount * frame + joint('face'))]).toBeCloseTo(200 + 3 * frame, 2);
    expect(path.seen.every((seen) => seen === 1)).toBe(true);
  });

  const without = (name: BodyPoint, pose: MadePose): MadePose => ({ ...pose, [name]: undefined });
  it.each<[name: string, gone: readonly [number, number], seen: boolean]>([
    ['a knee out of sight for a third of a second goes straight on', [10, 19], true],
    ['for half a second it is not known', [10, 24], false],
    ['at the beginning it is not known', [0, 12], false],
    ['at the end it is not known', [12, 29], false],
  ])('%s', (_, [from, to], seen) => {
    const poses = moving(30, 30).map((pose, frame) => (frame >= from && frame <= to ? without('left-knee', pose) : pose));
    const { seen: known, points } = bodyPath(posesOf(poses), times(30));
    const at = jointCount * 12 + joint('left-knee');
    expect(known[at]).toBe(seen ? 1 : 0);
    expect(points[2 * at]).toBeCloseTo(seen ? 200 + 36 + 13 : 0, 3);
  });

  it('takes unsure points for unseen ones', () => {
    const { seen } = bodyPath(posesOf(still(2, { ...standing(200), 'left-knee': [1, 2, 0.29] })), times(2));
    expect([seen[joint('left-knee')], seen[joint('right-knee')]]).toEqual([0, 1]);
  });

  it('of no samples is empty', () => expect(bodyPath(new Float32Array(0), new Float64Array(0)).frames).toBe(0));
});

describe('a window', () => {
  /** The formula of `write_parity` in tools/training/export.py, as COCO's points; the face is the nose alone. */
  const made = (frame: number): MadePose => {
    const names = [undefined, undefined, 'nose', 'right-shoulder', 'left-shoulder', 'right-hip', 'left-hip', 'right-elbow', 'left-elbow', 'right-knee', 'left-knee', 'right-wrist', 'left-wrist', 'right-ankle', 'left-ankle'] as const;
    return Object.fromEntries(names.flatMap((name, at) => {
      const hidden = name === undefined || name === 'right-ankle' || (name === 'right-elbow' && frame >= 12);
      return hidden ? [] : [[name, [300 + 40 * Math.sin(0.3 * frame + at) + 20 * at, 200 + 10 * Math.cos(0.2 * frame - at) + 30 * (at % 5)]]];
    }));
  };

  it('is what the training makes of the same body', () => {
    const path = bodyPath(posesOf(Array.from({ length: 30 }, (_, frame) => made(frame))), times(30));
    const values = normalised(path, 0, 30) ?? new Float32Array(0);
    expect(values).toHaveLength(fromPython.values.length);
    expect(fromPython.values.findIndex((value, at) => !(Math.abs(value - (values[at] as number)) < 1e-4))).toBe(-1);
    expect(motionOf(values, 30).motion).toBeCloseTo(fromPython.motion, 4);
    const [window] = actionWindows(path);
    expect(window?.frames).toBe(fromPython.frames);
    expect([...(window?.values ?? [])]).toEqual([...values.subarray(5 * windowStride, 25 * windowStride)]);
  });

  it('is the same of somebody twice as large elsewhere', () => {
    const large = (pose: MadePose): MadePose => Object.fromEntries(Object.entries(pose).map(([name, [x, y]]) => [name, [2 * x + 500, 2 * y + 70]]));
    const poses = Array.from({ length: 30 }, (_, frame) => standing(200 + frame, [frame, 80 - frame]));
    const [small, big] = [poses, poses.map(large)].map((each) => normalised(bodyPath(posesOf(each), times(30)), 0, 30) ?? new Float32Array(0)) as [Float32Array, Float32Array];
    expect(small.findIndex((value, at) => Math.abs(value - (big[at] as number)) > 1e-4)).toBe(-1);
  });

  it('takes the size from the shoulders where hips are out of view', () => {
    const { 'left-hip': _l, 'right-hip': _r, ...upper } = standing(200);
    const values = normalised(bodyPath(posesOf(still(30, upper)), times(30)), 0, 30) ?? new Float32Array(0);
    const at = 3 * joint('left-shoulder');
    expect((values[at] as number) - (values[3 * joint('right-shoulder')] as number)).toBeCloseTo(1 / 1.6, 5);
  });

  it.each<[name: string, pose: MadePose]>([
    ['nobody is seen', {}],
    ['only the legs are seen', { 'left-hip': [1, 1], 'right-hip': [5, 1], 'left-knee': [1, 9], 'right-knee': [5, 9], 'left-ankle': [1, 20], 'right-ankle': [5, 20] }],
    ['too little is seen', { 'left-shoulder': [1, 1], 'right-shoulder': [9, 1], nose: [5, -5], 'left-wrist': [3, 3] }],
    ['all is in one place', Object.fromEntries(Object.keys(standing(0)).map((name) => [name, [5, 5]]))],
  ])('is left out where %s', (_, pose) => expect([...actionWindows(bodyPath(posesOf(still(40, pose)), times(40)))]).toEqual([]));

  it.each<[frames: number, first: readonly number[]]>([
    [19, []], [20, [0]], [30, [0]], [31, [0, 1]], [40, [0, 10]], [45, [0, 10, 15]],
  ])('of %d frames there are as many as begin there', (frames, first) => {
    const windows = [...actionWindows(bodyPath(posesOf(still(frames)), times(frames)))];
    expect(windows.map((window) => window.firstFrame)).toEqual(first);
    expect(windows.every(({ values, frames: count }) => values.length === count * windowStride)).toBe(true);
  });

  const swinging = (speed: number): MadePose[] => Array.from({ length: 30 }, (_, frame) => standing(200 + speed * frame));
  it.each<[name: string, poses: readonly MadePose[], frames: number]>([
    ['who stands still', still(30), windowFrames.little],
    ['who walks', swinging(2.5), windowFrames.some],
    ['who runs', swinging(6), windowFrames.much],
  ])('of %s is as long as that needs', (_, poses, frames) => {
    const [window] = actionWindows(bodyPath(posesOf(poses), times(30)));
    expect([window?.frames, window?.firstFrame]).toEqual([frames, Math.floor((30 - frames) / 2)]);
  });

  it('tells how fast the liveliest joint moves, whatever the others do', () => {
    const waving = Array.from({ length: 30 }, (_, frame) => standing(200, [60 * Math.sin(frame), -60]));
    const [window] = actionWindows(bodyPath(posesOf(waving), times(30)));
    expect(window?.liveliest).toBeGreaterThan(4 * (window?.motion ?? 0));
  });
});
