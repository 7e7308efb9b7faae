import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCount } from '../../src/core/owned.ts';
import type { Detections } from '../../src/documents/observations.ts';
import { vectorOf, type FaceEmbeddings } from '../../src/documents/embeddings.ts';
import { checkCatalog, findModel, recognitionAdapter, type CatalogEntry } from '../../src/inference/catalog.ts';
import { openGpuSession, type GpuSession } from '../../src/inference/gpu-session.ts';
import { createGpuRuntime, createRuntime } from '../../src/inference/ort.ts';
import { openSession } from '../../src/inference/session.ts';
import { Owned } from '../../src/core/owned.ts';
import { keypointStride } from '../../src/models/candidates.ts';
import type { EmbedRequest } from '../../src/models/face-embedder.ts';
import { createFaceRecognition } from '../../src/models/face-recognition.ts';
import { createGpuFaceRecognition } from '../../src/models/gpu-face-recognition.ts';
import { selfTestOnGpu } from '../../src/models/gpu-self-test.ts';
import { selfTestOf } from '../../src/models/self-test.ts';
import { openKernels, requireKernels, type OpenedKernels } from '../support/dawn.ts';
import { geometryOf, noisePicture } from '../unit/compose/pictures.ts';

/** Else Node spends a minute on making 27 MB of WebAssembly faster than a few runs need. */
setFlagsFromString('--liftoff-only');

let kernels: OpenedKernels | string;
beforeAll(async () => {
  kernels = await openKernels();
});
afterAll(() => typeof kernels === 'string' || kernels.close());

const entry = findModel(checkCatalog(JSON.parse(readFileSync('public/models/catalog.json', 'utf8'))), recognitionAdapter) as CatalogEntry;
const path = join('public/models', entry.file);
/** Euclidean distance of two embeddings of one crop: f32 in another order. `tracking/looks.ts` tells people apart by distances hundreds of times as large. */
const distanceMax = 1e-3;

/** Faces by their eyes alone, right and left; the third's are one point, and cannot be aligned. */
const eyes = [[40, 30, 66, 33], [20, 60, 34, 52], [50, 50, 50, 50], [90, 70, 101, 72]] as const;
const keypoints = Float32Array.from(eyes.flatMap((each) => [...each, ...Array.from({ length: keypointStride - 4 }, () => 40)]));
const detections: Detections = { count: 4, boxes: Float32Array.from(eyes.flatMap(([x, y]) => [x - 15, y - 20, 60, 70])), scores: new Float32Array(4).fill(0.9), keypoints };
const geometry = geometryOf(131, 97, 90);
const image = noisePicture(geometry, 3);
const request: EmbedRequest = { geometry, detections, faces: Uint32Array.of(0, 1, 2, 3) };

function distance(a: FaceEmbeddings, b: FaceEmbeddings, row: number, other = row): number {
  const theirs = vectorOf(b, other);
  return Math.hypot(...vectorOf(a, row).map((value, i) => value - (theirs[i] as number)));
}

test.skipIf(!existsSync(path))('faces are the same on the kernels\' own device and on the processor, in batches (needs its weights: npm run models)', { timeout: 500_000 }, async (context) => {
  const tools = requireKernels(context, kernels);
  const openBefore = openCount.count;
  const bytes = readFileSync(path);
  const session = await openGpuSession(await createGpuRuntime(), tools.gpu, bytes);
  await selfTestOnGpu(selfTestOf(entry), session.value, tools);
  const onGpu = await createGpuFaceRecognition(session, tools, { facesAtOnce: 2 }); // two together, then the third alone
  const onCpu = createFaceRecognition(await openSession(await createRuntime(), bytes));
  const wanted = await onCpu.embed(image, request);
  const found = await onGpu.embed(image, request);
  expect([...wanted.detections]).toEqual([0, 1, 3]);
  expect(found.detections).toEqual(wanted.detections);
  expect(found.qualities).toEqual(wanted.qualities);
  for (let row = 0; row < 3; row++) expect(distance(found, wanted, row)).toBeLessThan(distanceMax);
  expect(distance(found, wanted, 0, 1)).toBeGreaterThan(20 * distanceMax); // the faces of a batch are not each other's
  expect((await onGpu.embed(image, { ...request, faces: Uint32Array.of(2) })).count).toBe(0);
  onGpu.close();
  onCpu.close();
  expect(openCount.count).toBe(openBefore);
});

test('a network that writes nothing is a failed run, and never the face that was looked at before', async (context) => {
  const tools = requireKernels(context, kernels);
  const openBefore = openCount.count;
  let writes = true;
  const run: GpuSession['run'] = ({ input }, { embedding }) => {
    expect(input?.dims).toEqual([3, 3, 150, 150]);
    if (writes) tools.gpu.device.queue.writeBuffer(embedding!.buffer, 0, new Float32Array(3 * 128).fill(0.5));
    return Promise.resolve();
  };
  const embedder = await createGpuFaceRecognition(new Owned<GpuSession>({ run }, () => undefined), tools, { facesAtOnce: 8 });
  expect((await embedder.embed(image, request)).vectors).toEqual(new Float32Array(3 * 128).fill(0.5));
  const made = tools.pool.made;
  await embedder.embed(image, request);
  expect(tools.pool.made).toBe(made); // warm: no buffer of ours is made for a picture
  writes = false;
  await expect(embedder.embed(image, request)).rejects.toMatchObject({ code: 'model/run-failed' });
  await expect(embedder.embed({ ...image, widthPx: 5 }, request)).rejects.toThrow(RangeError);
  embedder.close();
  expect(openCount.count).toBe(openBefore);
});
