import { describe, expect, it } from 'vitest';
import { groupFrames, StridePolicy } from '../../../src/acts/stride.ts';
import { frameStatus } from '../../../src/documents/observations.ts';
import type { FrameObservation } from '../../../src/documents/observations.ts';

/** One face of 40 px at x, in a frame. */
function face(frame: number, x: number, score = 0.9): FrameObservation {
  const detections = { count: 1, boxes: Float32Array.of(x, 50, 40, 50), scores: Float32Array.of(score), keypoints: new Float32Array(10).fill(NaN) };
  return { frame, status: frameStatus.observed, detections };
}

describe('StridePolicy', () => {
  const fill = (policy: StridePolicy, group: number, perFramePx: number): void => {
    for (let i = 0; i < groupFrames; i += 1) policy.record(group, face(group * groupFrames + i, i * perFramePx));
  };

  it.each([
    ['balanced looks at every frame', 'balanced', 0, 1],
    ['fast looks rarely at what stands still', 'fast', 0, 4],
    ['fast looks at every second frame of a run', 'fast', 16, 2],
    ['fast looks at every frame of a dash', 'fast', 24, 1],
  ] as const)('%s', async (_, quality, perFramePx, stride) => {
    const policy = new StridePolicy(quality, 30);
    fill(policy, 0, perFramePx);
    expect(await policy.strideOf(2)).toBe(stride);
  });

  it('looks often enough for mouths where it is asked who speaks', async () => {
    const policy = new StridePolicy('fast', 30, true);
    fill(policy, 0, 0);
    expect(await policy.strideOf(2)).toBe(2);
  });

  it('waits for the group it depends on, whatever is finished meanwhile', async () => {
    const policy = new StridePolicy('fast', 30);
    let decided = false;
    const stride = policy.strideOf(3).then((value) => ((decided = true), value));
    fill(policy, 2, 0);
    await new Promise((resolve) => setTimeout(resolve, 2));
    expect(decided).toBe(false);
    fill(policy, 1, 24);
    expect(await stride).toBe(1);
  });
});
