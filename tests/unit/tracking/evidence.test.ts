import { describe, expect, it } from 'vitest';
import { isConvincing } from '../../../src/tracking/evidence.ts';
import { trackerOptions } from '../../../src/tracking/options.ts';
import type { Tracklet } from '../../../src/tracking/tracklet.ts';

function tracklet(scores: readonly number[]): Tracklet {
  return { frames: Int32Array.from(scores, (_, i) => i), boxes: new Float32Array(4 * scores.length).fill(10), scores: Float32Array.from(scores), detections: new Int32Array(scores.length) };
}

describe('isConvincing', () => {
  it.each([
    ['a face seen once, just over the threshold', [0.51], true],
    ['one sure look among many low ones', [0.2, 0.2, 0.9, 0.2, 0.2, 0.2], true],
    ['looks of which one is nearly sure, and most say no', [0.3, 0.75, 0.3, 0.3], false],
    ['doubtful looks that mostly say face', [0.55, 0.3, 0.55, 0.55], true],
    ['half of the looks say face', [0.55, 0.3], true],
    ['one doubtful look kept alive by low scores', [0.55, 0.3, 0.3, 0.3], false],
  ])('%s', (_, scores, expected) => expect(isConvincing(tracklet(scores), trackerOptions(0.5))).toBe(expected));

  it('asks less at full sensitivity and more at none', () => {
    const looks = tracklet([0.45, 0.45, 0.45, 0.25]);
    expect(isConvincing(looks, trackerOptions(1))).toBe(true);
    expect(isConvincing(looks, trackerOptions(0.5))).toBe(false);
    expect(isConvincing(tracklet([0.65, 0.6, 0.3]), trackerOptions(0))).toBe(false);
  });
});
