import { beforeAll, describe, expect, it } from 'vitest';
import { openOwnBodies } from '../../../src/acts/own-bodies.ts';
import { openCount } from '../../../src/core/owned.ts';
import { poseStride } from '../../../src/documents/bodies.ts';
import { createRuntime, type Runtime } from '../../../src/inference/ort.ts';
import { Graph, type Dim } from '../../../tools/models/onnx/graph.ts';

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createRuntime();
});

/**
 * A network with RTMO's published signature that "sees" one person of 100 × 200 input pixels; the score is the input's mean over 255, so that what it
 * answers is of the picture. No real weights: nobody has published a hash of them, and none has been run.
 */
function network({ side = 416, input = 'input', dets = 'dets', numbers = 17 * 3 }: { side?: Dim; input?: string; dets?: string; numbers?: number } = {}): Uint8Array<ArrayBuffer> {
  const graph = new Graph('made-rtmo');
  const picture = graph.input(input, [1, 3, side, side]);
  const mean = graph.node('GlobalAveragePool', [picture]);
  const parts = graph.node('Reshape', [mean, graph.integers('three', [1, 1, 3])]);
  const blueToScore = graph.constant('mix', { dims: [1, 3, 5], data: Float32Array.from([0, 0, 0, 0, 1 / 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]) });
  const box = graph.constant('box', { dims: [1, 1, 5], data: Float32Array.from([10, 20, 110, 220, 0]) });
  graph.node('Add', [graph.node('MatMul', [parts, blueToScore]), box], {}, dets);
  const zeros = graph.constant('zeros', { dims: [1, 3, numbers], data: new Float32Array(3 * numbers) });
  const points = graph.constant('points', { dims: [1, 1, numbers], data: Float32Array.from({ length: numbers }, (_, i) => (i % 3 === 0 ? 60 : i % 3 === 1 ? 120 : 0.75)) });
  const rows = graph.node('Add', [graph.node('MatMul', [parts, zeros]), points]);
  graph.node('Reshape', [rows, graph.integers('poses', [1, 1, numbers / 3, 3])], {}, 'keypoints');
  graph.output(dets, [1, 1, 5]);
  graph.output('keypoints', [1, 1, numbers / 3, 3]);
  return graph.encode();
}

/** A white picture of 832 × 416. */
const image = { widthPx: 832, heightPx: 416, data: new Uint8Array((832 * 416 * 3) / 2).fill(235, 0, 832 * 416).fill(128, 832 * 416), color: { matrix: 'bt709', fullRange: false } } as const;
const geometry = { storedWidthPx: 832, storedHeightPx: 416, rotation: 0, mirrored: false, widthPx: 832, heightPx: 416 } as const;

describe('a network of the user’s own', () => {
  it.each<[string, Dim, number]>([['416', 416, 2], ['640', 640, 1.3], ['any size', 'side', 1.3]])('of RTMO’s signature is fed at %s', async (_, side, scale) => {
    const open = openCount.count;
    const own = await openOwnBodies(runtime, network({ side }));
    const bodies = await own.find(image, geometry, 1);
    expect(bodies.count).toBe(1);
    expect(Array.from(bodies.boxes, (value) => Math.round(100 * value) / 100)).toEqual([10 * scale, 20 * scale, 100 * scale, 200 * scale]);
    // Half of the input is white, half the padding's grey: (255 + 114) / 2, on the common scale.
    expect(bodies.scores[0]).toBeCloseTo(0.5 + (0.5 * ((255 + 114) / 510 - 0.3)) / 0.7, 2);
    expect(bodies.poses).toHaveLength(poseStride);
    expect([...bodies.poses.subarray(48)].map((value) => Math.round(100 * value) / 100)).toEqual([60 * scale, 120 * scale, 0.75]);
    own.close();
    expect(openCount.count).toBe(open);
  });

  it.each<[string, () => Uint8Array<ArrayBuffer>]>([
    ['no network at all', () => new TextEncoder().encode('<html>please log in</html>')],
    ['nothing', () => new Uint8Array(0)],
    ['other outputs', () => network({ dets: 'boxes' })],
    ['another input', () => network({ input: 'images' })],
  ])('is refused when it is %s', async (_, bytes) => {
    const open = openCount.count;
    await expect(openOwnBodies(runtime, bytes())).rejects.toMatchObject({ code: 'model/wrong-answer', details: { model: 'yours, unverified' } });
    expect(openCount.count).toBe(open);
  });

  it('that answers with another number of points fails, and says so', async () => {
    const own = await openOwnBodies(runtime, network({ numbers: 26 * 3 }));
    await expect(own.find(image, geometry, 1)).rejects.toMatchObject({ code: 'model/run-failed', details: { output: 'keypoints' } });
    own.close();
  });
});
