import { describe, expect, it } from 'vitest';
import { frameStatus, noDetections } from '../../../src/documents/observations.ts';
import type { FrameObservation } from '../../../src/documents/observations.ts';
import { safeStride } from '../../../src/tracking/safe-stride.ts';

const strideMax = 4;

/** One face of 40 px at x, or none. */
function look(frame: number, x: number | null, score = 0.9): FrameObservation {
  if (x === null) return { frame, status: frameStatus.observed, detections: noDetections };
  const detections = { count: 1, boxes: Float32Array.of(x, 50, 40, 50), scores: Float32Array.of(score), keypoints: new Float32Array(10).fill(NaN) };
  return { frame, status: frameStatus.observed, detections };
}

const twelve = (xOf: (frame: number) => number | null, score?: number, every = 1): FrameObservation[] =>
  Array.from({ length: 12 }, (_, frame) => (frame % every === 0 ? look(frame, xOf(frame), score) : { frame, status: frameStatus.skipped, detections: noDetections }));

describe('safeStride', () => {
  it.each([
    ['nobody', twelve(() => null), 4],
    ['somebody who stands still', twelve(() => 100), 4],
    ['a steady walk: the line between two looks is the way', twelve((frame) => 8 * frame), 4],
    ['a steady run: two looks would lie more than a face apart', twelve((frame) => 16 * frame), 2],
    ['a jump there and back between two looks', twelve((frame) => (frame === 6 ? 110 : 100)), 1],
    ['a turn on the spot', twelve((frame) => 100 + 5 * Math.abs(frame - 6)), 2],
    ['somebody who comes', twelve((frame) => (frame < 6 ? null : 100)), 2],
    ['somebody who leaves', twelve((frame) => (frame < 6 ? 100 : null)), 2],
    ['flicker of a low score', twelve((frame) => (frame % 2 === 0 ? 100 : null), 0.6), 4],
    ['frames that were skipped on purpose', twelve(() => 100, 0.9, 4), 4],
    ['a turn seen by every third look', twelve((frame) => 100 + 10 * Math.abs(frame - 6), 0.9, 3), 1],
    ['a frame that is unknown', [...twelve(() => 100), { frame: 12, status: frameStatus.unknown, detections: noDetections }], 1],
    ['one look alone', [look(0, 100)], 4],
  ] as const)('%s', (_, frames, stride) => {
    expect(safeStride(frames, strideMax)).toBe(stride);
  });
});
