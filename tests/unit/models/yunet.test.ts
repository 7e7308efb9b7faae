import { describe, expect, it } from 'vitest';
import type { FloatTensor, FloatTensors } from '../../../src/inference/session.ts';
import { Candidates } from '../../../src/models/candidates.ts';
import { decode as decodeRun } from '../../../src/models/face-network.ts';
import { yunet } from '../../../src/models/yunet.ts';

const toFrame = { scale: 2, offsetX: 100, offsetY: 10 };

/** Outputs of a 64x32 input in which every cell says "no", but those given. */
function outputsWith(cells: readonly { readonly stride: number; readonly cell: number; readonly cls: number; readonly obj: number; readonly bbox: readonly number[] }[]): FloatTensors {
  const tensors: Record<string, FloatTensor> = {};
  for (const stride of [8, 16, 32]) {
    const count = (64 / stride) * (32 / stride);
    for (const [name, width] of [['cls', 1], ['obj', 1], ['bbox', 4], ['kps', 10]] as const) {
      const data = new Float32Array(count * width);
      for (const each of cells.filter((cell) => cell.stride === stride)) {
        const values = { cls: [each.cls], obj: [each.obj], bbox: each.bbox, kps: Array.from({ length: 10 }, (_, index) => index / 10) }[name];
        data.set(values, each.cell * width);
      }
      tensors[`${name}_${stride}`] = { data, dims: [1, count, width] };
    }
  }
  return tensors;
}

function decode(outputs: FloatTensors, scoreMin: number): Candidates {
  const candidates = new Candidates();
  decodeRun(yunet, outputs, 64, 32, toFrame, scoreMin, candidates);
  return candidates;
}

describe('the faces of yunet', () => {
  it.each([
    { name: 'stride 8, first cell, one cell wide', stride: 8, cell: 0, bbox: [0.5, 0.5, 0, 0], box: [100, 10, 16, 16] },
    { name: 'stride 8, second row of eight columns', stride: 8, cell: 9, bbox: [0, 0, 0, Math.log(2)], box: [2 * 4 + 100, 10, 16, 32] },
    { name: 'stride 16, last cell', stride: 16, cell: 7, bbox: [0, 0, 0, 0], box: [2 * 40 + 100, 2 * 8 + 10, 32, 32] },
    { name: 'stride 32, leaving the picture', stride: 32, cell: 1, bbox: [0, 0, Math.log(3), 0], box: [2 * -16 + 100, 2 * -16 + 10, 192, 64] },
  ])('$name', ({ stride, cell, bbox, box }) => {
    const found = decode(outputsWith([{ stride, cell, cls: 0.9, obj: 0.4, bbox }]), 0.5);
    expect(found.count).toBe(1);
    [...found.boxes.subarray(0, 4)].forEach((value, index) => expect(value).toBeCloseTo(box[index] as number, 4));
    expect(found.scores[0]).toBeCloseTo(0.6, 5); // √(0.9 · 0.4), YuNet's scale is the common one
    const columns = 64 / stride;
    expect(found.keypoints[0]).toBeCloseTo((cell % columns) * stride * 2 + 100, 4);
    expect(found.keypoints[9]).toBeCloseTo((Math.floor(cell / columns) + 0.9) * stride * 2 + 10, 4);
  });

  it.each([
    { scoreMin: 0.6001, count: 0 },
    { scoreMin: 0.5999, count: 1 },
  ])('at a floor of $scoreMin it finds $count', ({ scoreMin, count }) => {
    expect(decode(outputsWith([{ stride: 16, cell: 0, cls: 0.6, obj: 0.6, bbox: [0, 0, 0, 0] }]), scoreMin).count).toBe(count);
  });

  it.each([
    { name: 'NaN scores are a failed run, never "no face"', outputs: outputsWith([{ stride: 8, cell: 3, cls: Number.NaN, obj: 0, bbox: [0, 0, 0, 0] }]) },
    { name: 'a missing output is a failed run', outputs: { ...outputsWith([]), kps_16: { data: new Float32Array(0), dims: [0] } } },
  ])('$name', ({ outputs }) => expect(() => decode(outputs, 0.2)).toThrow(expect.objectContaining({ code: 'model/run-failed' })));
});
