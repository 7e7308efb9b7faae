import { readFileSync } from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRuntime } from '../../../src/inference/ort.ts';
import { openSession } from '../../../src/inference/session.ts';
import { convertCenternet } from '../../../tools/models/convert-centernet.ts';
import { convertMovenet } from '../../../tools/models/convert-movenet.ts';
import { differenceOfRange, photo, toPlanes } from './photo.ts';
import { openOriginal } from './tfjs-original.ts';

const centernetJson = 'node_modules/@vladmandic/human/models/centernet.json';
const movenetJson = 'node_modules/@vladmandic/human/models/movenet-lightning.json';
const differenceMax = 1e-3;

const bytes = (widthPx: number, heightPx: number): Float32Array => photo(widthPx, heightPx).map((value) => Math.round((value + 1) * 127.5));

/** Planes of height × width × channels as the original has them, channel by channel. */
function planesOf(tensor: tf.Tensor, first = 0, count?: number): Float32Array {
  const [, rows = 0, columns = 0, channels = 0] = tensor.shape;
  const data = tensor.dataSync();
  return Float32Array.from({ length: (count ?? channels) * rows * columns }, (_, index) => data[(index % (rows * columns)) * channels + first + Math.floor(index / (rows * columns))] as number);
}

beforeAll(() => tf.setBackend('cpu'));

describe('CenterNet as ONNX', () => {
  it('answers as the original does, of its classes the person', async () => {
    const t0 = Date.now();
    const original = await openOriginal(centernetJson);
    const pixels = bytes(512, 512);
    const [heat, sides] = original.execute(tf.tensor4d(pixels, [1, 512, 512, 3]), ['tower_0/keypoints', 'tower_0/wh']) as [tf.Tensor, tf.Tensor];
    console.log(Date.now() - t0);
    using session = await openSession(await createRuntime(), convertCenternet(centernetJson));
    const t1 = Date.now();
    const found = await session.value.run({ input: { data: toPlanes(pixels), dims: [1, 3, 512, 512] } });
    console.log(Date.now() - t1);
    const scores = (found['logits']?.data ?? new Float32Array(0)).map((logit) => 1 / (1 + Math.exp(-logit)));
    console.log(Math.max(...scores), differenceOfRange(planesOf(heat, 0, 1), scores), differenceOfRange(planesOf(sides), found['sides']?.data ?? []));
  }, 200000);
});

describe('MoveNet as ONNX', () => {
  it('m', async () => {
    const t0 = Date.now();
    const original = await openOriginal(movenetJson);
    const pixels = bytes(192, 192);
    const expected = original.execute(tf.tensor4d(pixels, [1, 192, 192, 3], 'int32')) as tf.Tensor;
    console.log(Date.now() - t0, expected.shape, expected.dataSync());
  }, 200000);
});
