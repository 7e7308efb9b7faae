import { describe, expect, it } from 'vitest';
import { groupFrames, speedOf, StridePolicy } from '../../../src/acts/stride.ts';
import { frameStatus, noDetections } from '../../../src/documents/observations.ts';
import type { FrameObservation } from '../../../src/documents/observations.ts';

/** One face of 40 px at x, in a frame. */
function face(frame: number, x: number, score = 0.9): FrameObservation {
  const detections = { count: 1, boxes: Float32Array.of(x, 50, 40, 50), scores: Float32Array.of(score), keypoints: new Float32Array(10).fill(NaN) };
  return { frame, status: frameStatus.observed, detections };
}

const empty = (frame: number): FrameObservation => ({ frame, status: frameStatus.observed, detections: noDetections });

describe('speedOf', () => {
  it('is face widths per frame of the fastest face', () => {
    expect(speedOf([face(0, 0), face(1, 4), face(2, 8)])).toBeCloseTo(0.1, 6);
    expect(speedOf([face(0, 0), { frame: 1, status: frameStatus.skipped, detections: noDetections }, face(2, 8)])).toBeCloseTo(0.1, 6);
  });
  it('is zero where nothing is seen, and where only low scores are', () => {
    expect(speedOf([empty(0), empty(1)])).toBe(0);
    expect(speedOf([face(0, 0, 0.6), face(1, 30, 0.6)])).toBe(0);
  });
  it('asks for closer looks when a face comes, goes, or a frame is unknown', () => {
    expect(speedOf([empty(0), face(1, 0)])).toBeGreaterThan(0.1);
    expect(speedOf([face(0, 0), { frame: 1, status: frameStatus.unknown, detections: noDetections }])).toBe(0.5);
  });
});

describe('StridePolicy', () => {
  const fill = (policy: StridePolicy, group: number, perFramePx: number): void => {
    for (let i = 0; i < groupFrames; i += 1) policy.record(group, face(group * groupFrames + i, i * perFramePx));
  };

  it.each([
    ['balanced looks at every frame', 'balanced', 0, 1],
    ['fast looks rarely at what stands still', 'fast', 0, 4],
    ['fast looks at every second frame of a run', 'fast', 8, 2],
    ['fast looks at every frame of a dash', 'fast', 12, 1],
  ] as const)('%s', async (_, quality, perFramePx, stride) => {
    const policy = new StridePolicy(quality, 30);
    fill(policy, 0, perFramePx);
    expect(await policy.strideOf(2)).toBe(stride);
  });

  it('waits for the group it depends on, whatever is finished meanwhile', async () => {
    const policy = new StridePolicy('fast', 30);
    let decided = false;
    const stride = policy.strideOf(3).then((value) => ((decided = true), value));
    fill(policy, 2, 0);
    await new Promise((resolve) => setTimeout(resolve, 2));
    expect(decided).toBe(false);
    fill(policy, 1, 12);
    expect(await stride).toBe(1);
  });
});
