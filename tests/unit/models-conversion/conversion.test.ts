import { readFileSync } from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Owned } from '../../../src/core/owned.ts';
import { createRuntime } from '../../../src/inference/ort.ts';
import { openSession, type FloatTensors, type Session } from '../../../src/inference/session.ts';
import { convertBlazeface } from '../../../tools/models/convert-blazeface.ts';
import { convertCenternet } from '../../../tools/models/convert-centernet.ts';
import { convertFaceMesh } from '../../../tools/models/convert-face-mesh.ts';
import { convertFaceRecognition } from '../../../tools/models/convert-face-recognition.ts';
import { convertMovenet } from '../../../tools/models/convert-movenet.ts';
import { convertSsd } from '../../../tools/models/convert-ssd.ts';
import { faceRecognitionReference } from './face-recognition.reference.ts';
import { differenceOfRange, photo, toPlanes } from './photo.ts';
import { ssdReference } from './ssd-mobilenet.reference.ts';
import { bytesOf, openOriginal, type Manifest } from './tfjs-original.ts';

const blazefaceJson = 'node_modules/@vladmandic/human/models/blazeface.json';
const meshJson = 'node_modules/@vladmandic/human/models/facemesh.json';
const ssdManifest = 'node_modules/@vladmandic/face-api/model/ssd_mobilenetv1_model-weights_manifest.json';
const recognitionManifest = 'node_modules/@vladmandic/face-api/model/face_recognition_model-weights_manifest.json';
/** A share of each output's range (FACTS: what conversions of these models stay under). */
const differenceMax = 1e-3;

function run(session: Owned<Session>, widthPx: number, heightPx: number): Promise<FloatTensors> {
  return session.value.run({ input: { data: toPlanes(photo(widthPx, heightPx)), dims: [1, 3, heightPx, widthPx] } });
}

let blazeface: Owned<Session>;
let ssd: Owned<Session>;

beforeAll(async () => {
  await tf.setBackend('cpu');
  const runtime = await createRuntime();
  blazeface = await openSession(runtime, convertBlazeface(blazefaceJson));
  ssd = await openSession(runtime, convertSsd(ssdManifest));
  return () => {
    blazeface.close();
    ssd.close();
  };
});

describe('BlazeFace as ONNX', () => {
  it('answers as the original does, on every output', async () => {
    const original = await openOriginal(blazefaceJson);
    const pixels = tf.tensor4d(photo(256, 256), [1, 256, 256, 3]);
    const names = { logits_16: 'Identity:0', logits_32: 'Identity_1:0', boxes_16: 'Identity_2:0', boxes_32: 'Identity_3:0' };
    const expected = original.execute(pixels, Object.values(names)) as tf.Tensor[];
    const found = await run(blazeface, 256, 256);
    Object.keys(names).forEach((name, index) => {
      expect(found[name]?.dims, name).toEqual(expected[index]?.shape);
      expect(differenceOfRange(expected[index]?.dataSync() ?? [], found[name]?.data ?? []), name).toBeLessThan(differenceMax);
    });
    expect(Math.max(...(found['logits_16']?.data ?? []), ...(found['logits_32']?.data ?? [])), 'the photo shows a face').toBeGreaterThan(0);
  });

  it.each([
    { widthPx: 128, heightPx: 128 },
    { widthPx: 512, heightPx: 288 },
    { widthPx: 96, heightPx: 160 },
  ])('looks at $widthPx × $heightPx', async ({ widthPx, heightPx }) => {
    const found = await run(blazeface, widthPx, heightPx);
    const cells = (stridePx: number): number => (widthPx / stridePx) * (heightPx / stridePx);
    expect(Object.fromEntries(Object.entries(found).map(([name, { dims }]) => [name, dims]))).toEqual({
      logits_16: [1, 2 * cells(16), 1],
      boxes_16: [1, 2 * cells(16), 16],
      logits_32: [1, 6 * cells(32), 1],
      boxes_32: [1, 6 * cells(32), 16],
    });
  });
});

describe('SSD-MobileNet as ONNX', () => {
  const groups = JSON.parse(readFileSync(ssdManifest, 'utf8')) as Manifest[];
  const weights = tf.io.decodeWeights(bytesOf(ssdManifest.replace('-weights_manifest.json', '.bin')), groups.flatMap((group) => group.weights));

  it.each([
    { widthPx: 256, heightPx: 128, sizes: 'even grids' },
    { widthPx: 200, heightPx: 136, sizes: 'odd grids, not even multiples of 16' },
  ])('answers as the original layers do at $widthPx × $heightPx ($sizes)', async ({ widthPx, heightPx }) => {
    const expected = ssdReference(weights, tf.tensor4d(photo(widthPx, heightPx), [1, heightPx, widthPx, 3]));
    const found = await run(ssd, widthPx, heightPx);
    expect(found['boxes']?.dims).toEqual([1, expected.logits.length, 4]);
    expect(found['logits']?.dims).toEqual([1, expected.logits.length, 1]);
    expect(differenceOfRange(expected.boxes, found['boxes']?.data ?? []), 'boxes').toBeLessThan(differenceMax);
    expect(differenceOfRange(expected.logits, found['logits']?.data ?? []), 'logits').toBeLessThan(differenceMax);
    expect(Math.max(...expected.logits), 'the photo shows a face').toBeGreaterThan(0);
  });
});

describe('face recognition as ONNX', () => {
  it('answers as the original layers do, for several faces at once', async () => {
    const groups = JSON.parse(readFileSync(recognitionManifest, 'utf8')) as Manifest[];
    const weights = tf.io.decodeWeights(bytesOf(recognitionManifest.replace('-weights_manifest.json', '.bin')), groups.flatMap((group) => group.weights));
    const pixels = Float32Array.from([...photo(150, 150), ...photo(150, 300).subarray(0, 3 * 150 * 150)], (value) => Math.round((value + 1) * 127.5));
    const expected = faceRecognitionReference(weights, tf.tensor4d(pixels, [2, 150, 150, 3]));
    const planes = [0, 1].flatMap((face) => [...toPlanes(pixels.subarray(face * 67500, (face + 1) * 67500))]);
    using recognition = await openSession(await createRuntime(), convertFaceRecognition(recognitionManifest));
    const found = await recognition.value.run({ input: { data: Float32Array.from(planes), dims: [2, 3, 150, 150] } });
    expect(found['embedding']?.dims).toEqual([2, 128]);
    expect(differenceOfRange(expected, found['embedding']?.data ?? [])).toBeLessThan(differenceMax);
  });
});

describe('face mesh as ONNX', () => {
  it('answers as the original does, but for the contours, which it leaves out', async () => {
    const original = await openOriginal(meshJson);
    const pixels = photo(192, 192).map((value) => (value + 1) / 2);
    const expected = original.execute(tf.tensor4d(pixels, [1, 192, 192, 3]), ['Identity_2:0', 'Identity_1:0']) as tf.Tensor[];
    using mesh = await openSession(await createRuntime(), convertFaceMesh(meshJson));
    expect([...mesh.value.outputNames].sort()).toEqual(['face', 'points']);
    const found = await mesh.value.run({ input: { data: toPlanes(pixels), dims: [1, 3, 192, 192] } });
    expect(differenceOfRange(expected[0]?.dataSync() ?? [], found['points']?.data ?? []), 'points').toBeLessThan(differenceMax);
    expect(Math.abs((expected[1]?.dataSync()[0] ?? NaN) - (found['face']?.data[0] ?? NaN)), 'face, 0 to 1').toBeLessThan(differenceMax);
  });
});

describe('conversion', () => {
  it.each([
    { name: 'BlazeFace', convert: () => convertBlazeface(blazefaceJson) },
    { name: 'SSD-MobileNet', convert: () => convertSsd(ssdManifest) },
    { name: 'CenterNet', convert: () => convertCenternet('node_modules/@vladmandic/human/models/centernet.json') },
    { name: 'MoveNet', convert: () => convertMovenet('node_modules/@vladmandic/human/models/movenet-lightning.json') },
    { name: 'face mesh', convert: () => convertFaceMesh(meshJson) },
    { name: 'face recognition', convert: () => convertFaceRecognition(recognitionManifest) },
  ])('of $name gives the same bytes each time', ({ convert }) => {
    expect(Buffer.compare(convert(), convert())).toBe(0);
  });
});
