import { describe, expect, it } from 'vitest';
import { Candidates, keypointStride } from '../../../src/models/candidates.ts';
import { suppressDuplicates } from '../../../src/models/nms.ts';

const identity = { scale: 1, offsetX: 0, offsetY: 0 };
type Face = readonly [x: number, y: number, width: number, height: number, score: number];

function candidatesOf(faces: readonly Face[]): Candidates {
  const candidates = new Candidates();
  for (const [x, y, width, height, score] of faces) candidates.add(identity, x, y, width, height, score);
  return candidates;
}

describe('suppressDuplicates', () => {
  const table: readonly { readonly name: string; readonly faces: readonly Face[]; readonly keptX: readonly number[] }[] = [
    { name: 'nothing stays nothing', faces: [], keptX: [] },
    { name: 'one face stays', faces: [[1, 0, 10, 10, 0.3]], keptX: [1] },
    { name: 'the better of two that overlap stays', faces: [[1, 0, 10, 10, 0.6], [2, 0, 10, 10, 0.9]], keptX: [2] },
    { name: 'two that overlap little both stay, best first', faces: [[0, 0, 10, 10, 0.6], [6, 0, 10, 10, 0.9]], keptX: [6, 0] },
    { name: 'a part of a better face goes', faces: [[0, 0, 20, 20, 0.9], [5, 5, 6, 6, 0.8]], keptX: [0] },
    { name: 'a larger, worse face around a better one stays', faces: [[0, 0, 20, 20, 0.5], [5, 5, 6, 6, 0.8]], keptX: [5, 0] },
    { name: 'a chain: the middle goes, both ends stay', faces: [[0, 0, 10, 10, 0.9], [3, 0, 10, 10, 0.8], [6, 0, 10, 10, 0.7]], keptX: [0, 6] },
    { name: 'empty boxes do no harm', faces: [[0, 0, 0, 0, 0.9], [0, 0, 10, 10, 0.8]], keptX: [0, 0] },
  ];
  it.each(table)('$name', ({ faces, keptX }) => {
    const kept = suppressDuplicates(candidatesOf(faces), { iouMax: 0.45, containedMax: 0.8 });
    expect(kept.count).toBe(keptX.length);
    expect(Array.from({ length: kept.count }, (_, index) => kept.boxes[4 * index])).toEqual(keptX);
  });

  it('hands the keypoints of a duplicate to a better face that has none', () => {
    const candidates = candidatesOf([[0, 0, 10, 10, 0.9], [1, 0, 10, 10, 0.5]]);
    candidates.setKeypoint(1, 0, identity, 3, 4);
    const kept = suppressDuplicates(candidates, { iouMax: 0.4, containedMax: 1 });
    expect([...kept.keypoints.subarray(0, 3)]).toEqual([3, 4, Number.NaN]);
    expect(kept.keypoints.length).toBe(keypointStride);
    expect(kept.scores[0]).toBeCloseTo(0.9);
  });

  it('keeps thousands of separate faces, beyond the first capacity', () => {
    const faces = Array.from({ length: 3000 }, (_, index): Face => [20 * index, 0, 10, 10, 0.5]);
    expect(suppressDuplicates(candidatesOf(faces), { iouMax: 0.4, containedMax: 0.8 }).count).toBe(3000);
  });
});

describe('Candidates.dropSmall', () => {
  it('drops only small faces of the last look, keypoints moving along', () => {
    const candidates = candidatesOf([[0, 0, 2, 2, 0.9], [1, 0, 3, 3, 0.8], [2, 0, 3, 30, 0.7]]);
    candidates.setKeypoint(2, 0, identity, 7, 8);
    candidates.dropSmall(1, 10);
    expect(candidates.count).toBe(2);
    expect([candidates.boxes[0], candidates.boxes[4]]).toEqual([0, 2]);
    expect(candidates.keypoints[keypointStride]).toBe(7);
  });
});
