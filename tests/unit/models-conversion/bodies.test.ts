import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { frameBox } from '../../../src/core/boxes.ts';
import { createRuntime } from '../../../src/inference/ort.ts';
import { openSession } from '../../../src/inference/session.ts';
import { decodeMovenet } from '../../../src/models/movenet.ts';
import { sigmoid } from '../../../src/models/score-scale.ts';
import { convertCenternet } from '../../../tools/models/convert-centernet.ts';
import { convertMovenet } from '../../../tools/models/convert-movenet.ts';
import { differenceOfRange, photo, toPlanes } from './photo.ts';
import { openOriginal } from './tfjs-original.ts';

const centernetJson = 'node_modules/@vladmandic/human/models/centernet.json';
const movenetJson = 'node_modules/@vladmandic/human/models/movenet-lightning.json';
const differenceMax = 1e-3;

const bytes = (sidePx: number): Float32Array => photo(sidePx, sidePx).map((value) => Math.round((value + 1) * 127.5));

/** The first planes of an original's output, channel by channel. */
function planesOf(tensor: tf.Tensor | undefined, count: number): Float32Array {
  const [, rows = 0, columns = 0, channels = 0] = tensor?.shape ?? [];
  const data = tensor?.dataSync() ?? [];
  const cells = rows * columns;
  return Float32Array.from({ length: count * cells }, (_, index) => data[(index % cells) * channels + Math.floor(index / cells)] as number);
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('CenterNet as ONNX', () => {
  it('answers as the original does, of its 80 classes the person', async () => {
    const pixels = bytes(128);
    const original = await openOriginal(centernetJson, 4);
    const [heat, sides] = original.execute(tf.tensor4d(pixels, [1, 128, 128, 3]), ['tower_0/keypoints', 'tower_0/wh']) as tf.Tensor[];
    using session = await openSession(await createRuntime(), convertCenternet(centernetJson));
    const found = await session.value.run({ input: { data: toPlanes(pixels), dims: [1, 3, 128, 128] } });
    expect(found['logits']?.dims).toEqual([1, 1, 32, 32]);
    const scores = (found['logits']?.data ?? new Float32Array(0)).map(sigmoid);
    expect(differenceOfRange(planesOf(heat, 1), scores), 'scores').toBeLessThan(differenceMax);
    expect(differenceOfRange(planesOf(sides, 4), found['sides']?.data ?? []), 'sides').toBeLessThan(differenceMax);
    expect(Math.max(...scores), 'so small a photo still shows a person').toBeGreaterThan(0.2);
  });
});

describe('MoveNet as ONNX', () => {
  it('gives, decoded here, the pose that the original gives', async () => {
    const pixels = bytes(192);
    const original = await openOriginal(movenetJson);
    const expected = (original.execute(tf.tensor4d(pixels, [1, 192, 192, 3], 'int32')) as tf.Tensor).dataSync();
    using session = await openSession(await createRuntime(), convertMovenet(movenetJson));
    const found = await session.value.run({ input: { data: toPlanes(pixels), dims: [1, 3, 192, 192] } });
    const pose = decodeMovenet(found, frameBox(0, 0, 1, 1));
    // The original says y before x.
    const swapped = Float32Array.from(pose, (value, index) => (index % 3 === 0 ? (pose[index + 1] as number) : index % 3 === 1 ? (pose[index - 1] as number) : value));
    expect(differenceOfRange(expected, swapped)).toBeLessThan(differenceMax);
    expect(pose[2], 'the nose is seen').toBeGreaterThan(0.5);
  });

  it('looks at several crops at once as it looks at each', async () => {
    const crops = [toPlanes(bytes(192)), toPlanes(bytes(192)).reverse()];
    using session = await openSession(await createRuntime(), convertMovenet(movenetJson));
    const one = await session.value.run({ input: { data: crops[1] as Float32Array, dims: [1, 3, 192, 192] } });
    const both = await session.value.run({ input: { data: Float32Array.from(crops.flatMap((crop) => [...crop])), dims: [2, 3, 192, 192] } });
    const half = (both['heatmaps']?.data.length ?? 0) / 2;
    expect(differenceOfRange(one['heatmaps']?.data ?? [], both['heatmaps']?.data.subarray(half) ?? [])).toBeLessThan(differenceMax);
  });
});
