import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FloatTensors } from '../../../src/inference/session.ts';
import { Candidates } from '../../../src/models/candidates.ts';
import { decode as decodeRun } from '../../../src/models/face-network.ts';
import { ssdMobilenet } from '../../../src/models/ssd-mobilenet.ts';

const identity = { scale: 1, offsetX: 0, offsetY: 0 };

function outputsOf(count: number, logit: number): { boxes: { data: Float32Array; dims: number[] }; logits: { data: Float32Array; dims: number[] } } {
  return {
    boxes: { data: new Float32Array(4 * count), dims: [1, count, 4] },
    logits: { data: new Float32Array(count).fill(logit), dims: [1, count, 1] },
  };
}

function decode(outputs: FloatTensors, widthPx: number, heightPx: number, scoreMin: number): Candidates {
  const candidates = new Candidates();
  decodeRun(ssdMobilenet, outputs, widthPx, heightPx, identity, scoreMin, candidates);
  return candidates;
}

/** The anchors stored with the trained weights, as fractions of 512: y0, x0, y1, x1. */
function trainedAnchors(): Float32Array {
  interface Weight {
    readonly name: string;
    readonly shape: readonly number[];
    readonly dtype: string;
    readonly quantization?: { readonly dtype: string };
  }
  const folder = 'node_modules/@vladmandic/face-api/model';
  const manifest = JSON.parse(readFileSync(join(folder, 'ssd_mobilenetv1_model-weights_manifest.json'), 'utf8')) as readonly { weights: readonly Weight[] }[];
  let at = 0;
  for (const { name, shape, dtype, quantization } of manifest.flatMap(({ weights }) => weights)) {
    const bytes = shape.reduce((product, side) => product * side, 1) * ({ uint8: 1, uint16: 2 }[quantization?.dtype ?? dtype] ?? 4);
    if (name === 'Output/extra_dim') return new Float32Array(new Uint8Array(readFileSync(join(folder, 'ssd_mobilenetv1_model.bin')).subarray(at, at + bytes)).buffer);
    at += bytes;
  }
  throw new Error('no anchors in the weights');
}

describe('the faces of ssd-mobilenet', () => {
  it('has the anchors that the weights were trained with', () => {
    const anchors = trainedAnchors();
    const found = decode(outputsOf(5118, 0), 512, 512, 0.4);
    expect(found.count).toBe(5118);
    let worstPx = 0;
    for (let index = 0; index < 5118; index++) {
      const [top, left, bottom, right] = [0, 1, 2, 3].map((side) => (anchors[4 * index + side] as number) * 512) as [number, number, number, number];
      const box = [left, top, right - left, bottom - top];
      box.forEach((value, side) => (worstPx = Math.max(worstPx, Math.abs(value - (found.boxes[4 * index + side] as number)))));
    }
    expect(worstPx).toBeLessThan(0.1);
  });

  it('reads codes as ty, tx, th, tw over the anchor', () => {
    const outputs = outputsOf(5118, -20);
    outputs.logits.data[3] = 20; // second cell of the finest grid, the square anchor of 51.2 px at (24, 8)
    outputs.boxes.data.set([10, -5, 5 * Math.log(2), 0], 12);
    const found = decode(outputs, 512, 512, 0.15);
    expect(found.count).toBe(1);
    [24 - 25.6 - 25.6, 8 + 51.2 - 51.2, 51.2, 102.4].forEach((value, side) => expect(found.boxes[side]).toBeCloseTo(value, 3));
    expect(found.scores[0]).toBeCloseTo(1, 5);
    expect(found.keypoints[0]).toBeNaN();
  });

  // Anchors of 640x384 by grid: 40x24x3, 20x12x6, 10x6x6, 5x3x6, 3x2x6, 2x1x6.
  it.each([
    { name: 'stride 128, from an even grid', row: 2880 + 1440 + 360, centre: [64, 64] },
    { name: 'stride 256, from an odd grid: both axes one finer cell earlier', row: 2880 + 1440 + 360 + 90, centre: [128 - 128, 128 - 128] },
    { name: 'stride 512, odd on the x axis twice, on the y axis once', row: 2880 + 1440 + 360 + 90 + 36, centre: [256 - 128 - 256, 256 - 128] },
  ])('anchors over odd grids: $name', ({ row, centre }) => {
    const outputs = outputsOf(2880 + 1440 + 360 + 90 + 36 + 12, -20);
    outputs.logits.data[row] = 20;
    const { count, boxes } = decode(outputs, 640, 384, 0.15);
    expect(count).toBe(1);
    expect([(boxes[0] as number) + (boxes[2] as number) / 2, (boxes[1] as number) + (boxes[3] as number) / 2]).toEqual(centre.map((value): unknown => expect.closeTo(value, 3)));
  });

  it('a raw score of 0.3 stands at 0.5, where tracks begin', () => {
    const outputs = outputsOf(5118, -20);
    outputs.logits.data[0] = Math.log(0.3 / 0.7);
    expect(decode(outputs, 512, 512, 0.15).scores[0]).toBeCloseTo(0.5, 5);
    expect(decode(outputs, 512, 512, 0.31).count).toBe(0);
  });

  it.each([
    { name: 'NaN', outputs: outputsOf(5118, Number.NaN) },
    { name: 'outputs of another size', outputs: outputsOf(5117, 0) },
    { name: 'no outputs', outputs: {} },
  ])('$name is a failed run, never "no face"', ({ outputs }) =>
    expect(() => decode(outputs, 512, 512, 0.15)).toThrow(expect.objectContaining({ code: 'model/run-failed' })));
});
