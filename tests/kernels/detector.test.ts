import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { i420Layout, type I420Image } from '../../src/core/i420.ts';
import { openCount, Owned } from '../../src/core/owned.ts';
import { checkCatalog, faceAdapters, findModel, type CatalogEntry } from '../../src/inference/catalog.ts';
import { openGpuSession, type GpuSession } from '../../src/inference/gpu-session.ts';
import { createGpuRuntime, createRuntime } from '../../src/inference/ort.ts';
import { openSession } from '../../src/inference/session.ts';
import { createCpuDetector } from '../../src/models/cpu-detector.ts';
import { drawnFace } from '../../src/models/drawn-face.ts';
import { createGpuDetector } from '../../src/models/gpu-detector.ts';
import { selfTestOnGpu } from '../../src/models/gpu-self-test.ts';
import { selfTestOf } from '../../src/models/self-test.ts';
import { rgbaToI420 } from '../../src/pixels/planar.ts';
import { openKernels, requireKernels, type OpenedKernels } from '../support/dawn.ts';

/** Else Node spends a minute on making 27 MB of WebAssembly faster than a few runs need. */
setFlagsFromString('--liftoff-only');

let kernels: OpenedKernels | string;
beforeAll(async () => {
  kernels = await openKernels();
});
afterAll(() => typeof kernels === 'string' || kernels.close());

const entry = findModel(checkCatalog(JSON.parse(readFileSync('public/models/catalog.json', 'utf8'))), faceAdapters.yunet) as CatalogEntry;
const path = join('public/models', entry.file);

function faceImage(sidePx: number): I420Image {
  const rgba = Uint8ClampedArray.from({ length: 4 * sidePx * sidePx }, (_, i) => {
    const channel = i & 3;
    return channel === 3 ? 255 : drawnFace((i >> 2) % sidePx, Math.floor((i >> 2) / sidePx), sidePx, channel as 0 | 1 | 2);
  });
  const data = new Uint8Array(i420Layout(sidePx, sidePx).byteLength);
  const color = { matrix: 'smpte170m', fullRange: true } as const;
  rgbaToI420(rgba, sidePx, sidePx, color, data);
  return { widthPx: sidePx, heightPx: sidePx, data, color };
}

const request = { geometry: { storedWidthPx: 48, storedHeightPx: 48, rotation: 0, mirrored: false, widthPx: 48, heightPx: 48 }, quality: 'fast', sensitivity: 0.5 } as const;

test('a network that writes nothing has failed, and has not seen that nobody is there', async (context) => {
  const tools = requireKernels(context, kernels);
  const silent = new Owned<GpuSession>({ run: () => Promise.resolve() }, () => undefined);
  const detector = await createGpuDetector('yunet', [silent], tools, { batchBytesMax: () => 2 ** 28 });
  await expect(detector.detect(faceImage(48), request)).rejects.toMatchObject({ code: 'model/run-failed' });
  detector.close();
});

test.skipIf(!existsSync(path))('YuNet on the kernels\' own device passes its self-test and finds what it finds on the processor (needs its weights: npm run models)', { timeout: 500_000 }, async (context) => {
  const tools = requireKernels(context, kernels);
  const openBefore = openCount.count;
  const bytes = readFileSync(path);
  const session = await openGpuSession(await createGpuRuntime(), tools.gpu, bytes);
  await selfTestOnGpu(selfTestOf(entry), session.value, tools);
  const image = faceImage(48);
  const onGpu = await createGpuDetector('yunet', [session], tools, { batchBytesMax: () => 2 ** 28 });
  const onCpu = createCpuDetector('yunet', [await openSession(await createRuntime(), bytes)]);
  const wanted = await onCpu.detect(image, request);
  expect(wanted.count).toBeGreaterThan(0);
  const [first] = await Promise.all([onGpu.detect(image, request), onGpu.detect(image, request)]);
  const made = tools.pool.made;
  expect(await onGpu.detect(image, request)).toEqual(wanted);
  expect(first).toEqual(wanted);
  expect(tools.pool.made).toBe(made); // warm: no buffer of ours is made for a picture
  onGpu.close();
  onCpu.close();
  expect(openCount.count).toBe(openBefore);
});
