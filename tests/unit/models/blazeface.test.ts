import { describe, expect, it } from 'vitest';
import type { FloatTensor, FloatTensors } from '../../../src/inference/session.ts';
import { decode as decodeRun } from '../../../src/models/face-network.ts';
import { blazeface } from '../../../src/models/blazeface.ts';
import { Candidates, keypointStride } from '../../../src/models/candidates.ts';

/** Outputs of a 64x32 input: grids 4x2 with two anchors and 2x1 with six; every anchor says "no" but the one given. */
function outputsWith(grid: 'fine' | 'coarse', anchor: number, logit: number): FloatTensors {
  const tensors: Record<string, FloatTensor> = {};
  for (const [name, count] of [['fine', 16], ['coarse', 12]] as const) {
    const logits = new Float32Array(count).fill(-20);
    const rows = new Float32Array(count * 16);
    if (name === grid) {
      logits[anchor] = logit;
      rows.set([2, -2, 20, 10, 1, 2, 3, 4, 5, 6], anchor * 16);
    }
    tensors[`logits_${name === 'fine' ? 16 : 32}`] = { data: logits, dims: [1, count, 1] };
    tensors[`boxes_${name === 'fine' ? 16 : 32}`] = { data: rows, dims: [1, count, 16] };
  }
  return tensors;
}

function decode(outputs: FloatTensors, scoreMin: number): Candidates {
  const candidates = new Candidates();
  decodeRun(blazeface, outputs, 64, 32, { scale: 2, offsetX: 100, offsetY: 0 }, scoreMin, candidates);
  return candidates;
}

describe('the faces of blazeface', () => {
  it.each([
    { grid: 'fine', anchor: 0, centre: [8, 8] },
    { grid: 'fine', anchor: 15, centre: [56, 24] },
    { grid: 'fine', anchor: 9, centre: [8, 24] },
    { grid: 'coarse', anchor: 5, centre: [16, 16] },
    { grid: 'coarse', anchor: 6, centre: [48, 16] },
  ] as const)('anchor $anchor of the $grid grid stands at $centre', ({ grid, anchor, centre: [x, y] }) => {
    const found = decode(outputsWith(grid, anchor, 0), 0.4);
    expect(found.count).toBe(1);
    expect(found.scores[0]).toBeCloseTo(0.5, 5);
    const box = [2 * (x + 2 - 10) + 100, 2 * (y - 2 - 5 - 2), 40, 25]; // grown up by 0.2 and down by 0.05 of its height of 10
    box.forEach((value, index) => expect(found.boxes[index]).toBeCloseTo(value, 4));
    [1, 2, 3, 4, 5, 6].forEach((value, index) => expect(found.keypoints[index]).toBeCloseTo(index % 2 === 0 ? 2 * (x + value) + 100 : 2 * (y + value), 4));
    expect([...found.keypoints.subarray(6, keypointStride)].every(Number.isNaN)).toBe(true);
  });

  it('passes over what is below the floor', () => expect(decode(outputsWith('fine', 3, 0), 0.51).count).toBe(0));

  it.each([
    { name: 'NaN', outputs: outputsWith('coarse', 2, Number.NaN) },
    { name: 'outputs of another size', outputs: {} },
  ])('$name is a failed run, never "no face"', ({ outputs }) =>
    expect(() => decode(outputs, 0.25)).toThrow(expect.objectContaining({ code: 'model/run-failed' })));
});
