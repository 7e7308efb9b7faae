import { describe, expect, it } from 'vitest';
import { poseStride } from '../../../src/documents/bodies.ts';
import { smoothPoses } from '../../../src/tracking/smooth-poses.ts';
import { frameClock } from '../../../src/tracking/tracklet.ts';
import type { Tracklet } from '../../../src/tracking/tracklet.ts';

const clock = frameClock(Float64Array.from({ length: 300 }, (_, index) => index), 30);

/** A body of 200 × 400 px whose nose goes where `x` says at the given frames; nothing else of it is seen. */
function looksAt(frames: readonly number[], x: (frame: number) => number, score: (frame: number) => number = () => 0.9): { tracklet: Tracklet; poses: Float32Array } {
  const poses = new Float32Array(poseStride * frames.length).fill(NaN);
  frames.forEach((frame, sample) => poses.set([x(frame), 100, score(frame)], poseStride * sample));
  const boxes = Float32Array.from(frames.flatMap(() => [0, 0, 200, 400]));
  return { tracklet: { frames: Int32Array.from(frames), boxes, scores: new Float32Array(frames.length).fill(0.9), detections: Int32Array.from(frames, (_, index) => index) }, poses };
}

function noseOf({ tracklet, poses }: ReturnType<typeof looksAt>): number[] {
  const smooth = smoothPoses(tracklet, poses, clock);
  return Array.from({ length: smooth.length / poseStride }, (_, row) => smooth[poseStride * row] as number);
}

function frames(count: number, step = 1): number[] {
  return Array.from({ length: count }, (_, index) => index * step);
}

/** By how many frames `late` follows `early`: where their difference is least, to a tenth of a frame. */
function lagFrames(early: (frame: number) => number, late: readonly number[]): number {
  let [best, least] = [NaN, Infinity];
  for (let lag = -3; lag <= 3.01; lag += 0.1) {
    let sum = 0;
    for (let frame = 20; frame < late.length - 20; frame++) sum += ((late[frame] as number) - early(frame - lag)) ** 2;
    if (sum < least) [best, least] = [lag, sum];
  }
  return best;
}

/** A number that looks random, −1 to 1, the same every time. */
function noise(frame: number): number {
  const value = Math.sin(frame * 127.1) * 43758.5453;
  return 2 * (value - Math.floor(value)) - 1;
}

describe('smoothed poses', () => {
  const wave = (hz: number) => (frame: number): number => 300 + 60 * Math.sin((2 * Math.PI * hz * frame) / 30);

  it.each([0.5, 1, 2])('do not lag behind a hand that waves %s times a second', (hz) => {
    const way = wave(hz);
    expect(Math.abs(lagFrames(way, noseOf(looksAt(frames(300), way))))).toBeLessThan(0.05);
    expect(Math.abs(lagFrames(way, noseOf(looksAt(frames(300), (frame) => way(frame) + 4 * noise(frame)))))).toBeLessThan(0.15);
  });

  it('keep a steady walk to a fifth of a pixel, and a wave of 1 Hz by more than nine tenths', () => {
    noseOf(looksAt(frames(100), (frame) => 5 * frame)).forEach((x, frame) => expect(Math.abs(x - 5 * frame)).toBeLessThan(0.2));
    const waved = noseOf(looksAt(frames(300), wave(1)));
    expect(Math.max(...waved.slice(50, 250)) - 300).toBeGreaterThan(54);
  });

  it('jitter less than half as much as the looks, and less still where the network was not sure', () => {
    const rest = (frame: number): number => 300 + 4 * noise(frame);
    const jitter = (way: readonly number[]): number => Math.sqrt(way.slice(20, -20).reduce((sum, x) => sum + (x - 300) ** 2, 0) / (way.length - 40));
    const before = jitter(frames(300).map(rest));
    const sure = jitter(noseOf(looksAt(frames(300), rest)));
    expect(sure).toBeLessThan(before / 2);
    expect(jitter(noseOf(looksAt(frames(300), rest, () => 0.2)))).toBeLessThan(sure);
  });

  it('go on between looks with the lower score, and are unknown where nobody looked for long', () => {
    const { tracklet, poses } = looksAt([0, 4, 8, 60], (frame) => 2 * frame, (frame) => (frame === 4 ? 0.5 : 0.9));
    const smooth = smoothPoses(tracklet, poses, clock);
    expect(smooth[poseStride * 2]).toBeCloseTo(4, 0);
    expect([2, 8].map((row) => smooth[poseStride * row + 2])).toEqual([0.5, 0.9].map(Math.fround));
    expect([9, 30, 59].map((row) => Number.isNaN(smooth[poseStride * row]))).toEqual([true, true, true]);
    expect(smooth[poseStride * 60]).toBeCloseTo(120, 0);
  });

  it('take a weak look for none', () => {
    const way = noseOf(looksAt(frames(30), (frame) => (frame === 15 ? 900 : 300), (frame) => (frame === 15 ? 0.05 : 0.9)));
    expect(way[15]).toBeCloseTo(300, 1);
  });
});
