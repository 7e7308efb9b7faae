import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import jpeg from 'jpeg-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FrameGeometry } from '../../../src/core/geometry.ts';
import { i420Layout, type I420Image } from '../../../src/core/i420.ts';
import { checkCatalog, findModel } from '../../../src/inference/catalog.ts';
import { createRuntime } from '../../../src/inference/ort.ts';
import { openSession } from '../../../src/inference/session.ts';
import { createCpuDetector } from '../../../src/models/cpu-detector.ts';
import { scoreThresholds, type FaceDetector, type FaceDetectorId } from '../../../src/models/face-detector.ts';
import { rgbaToI420 } from '../../../src/pixels/planar.ts';

const shared = process.env['VEIL_SHARED'] ?? '../shared';
const photos = join(shared, 'media/photos');
const yunetPath = join(shared, 'models/yunet_n_dynamic.onnx');
const embeddedPaths = ['ssd-mobilenet', 'blazeface'].map(embeddedPath);

function embeddedPath(adapter: string): string {
  const catalog = 'public/models/catalog.json';
  if (!existsSync(catalog)) return '';
  const entry = findModel(checkCatalog(JSON.parse(readFileSync(catalog, 'utf8'))), adapter);
  return entry === undefined ? '' : join('public/models', entry.file);
}

function readPhoto(name: string): { image: I420Image; geometry: FrameGeometry } {
  const { width: widthPx, height: heightPx, data: rgba } = jpeg.decode(readFileSync(join(photos, name)), { useTArray: true });
  const data = new Uint8Array(i420Layout(widthPx, heightPx).byteLength);
  const color = { matrix: 'smpte170m', fullRange: true } as const;
  rgbaToI420(rgba, widthPx, heightPx, color, data);
  return { image: { widthPx, heightPx, data, color }, geometry: { storedWidthPx: widthPx, storedHeightPx: heightPx, rotation: 0, mirrored: false, widthPx, heightPx } };
}

/** Faces that a person counts, with the middle of each in pixels where it matters that it is these. */
const faces: Readonly<Record<string, readonly (readonly [x: number, y: number])[]>> = {
  'detection1.jpg': [[553, 220]],
  'detection2.jpg': [[335, 177]],
  'detection3.jpg': [[578, 275]],
  'detection4.jpg': [[212, 256], [434, 354], [776, 370]],
  'detection5.jpg': [[249, 267], [659, 251], [482, 395]],
  'detection6.jpg': [[252, 384], [360, 282]],
  ...Object.fromEntries(
    Object.entries({ Dad1: [98, 119], Dad2: [88, 131], Dad3: [62, 115], Daughter1: [53, 78], Daughter2: [48, 64], Daughter3: [64, 81], Mom1: [85, 119], Mom2: [56, 95], Son1: [86, 84], Son2: [69, 91] }).map(
      ([person, [x, y]]) => [`Family1-${person}.jpg`, [[x as number, y as number] as const]],
    ),
  ),
  'Family3-Lady1.jpg': [[130, 176]],
  'Family3-Man1.jpg': [[126, 169]],
};

const detectors: readonly { id: FaceDetectorId; there: boolean; falseMax: number; open: () => Promise<FaceDetector> }[] = [
  {
    id: 'yunet',
    there: existsSync(yunetPath),
    falseMax: 0,
    open: async () => createCpuDetector('yunet', [await openSession(await createRuntime(), readFileSync(yunetPath))]),
  },
  {
    id: 'embedded',
    there: embeddedPaths.every(existsSync),
    falseMax: 3, // FACTS: about one per photo at its start thresholds
    open: async () => {
      const runtime = await createRuntime();
      const sessions = await Promise.all(embeddedPaths.map((path) => openSession(runtime, readFileSync(path))));
      return createCpuDetector('embedded', sessions);
    },
  },
];

describe.each(detectors)('$id on photos (skips without the shared photos or its weights)', ({ id, there, falseMax, open }) => {
  describe.skipIf(!there || !existsSync(photos))('with weights', () => {
    let detector: FaceDetector;
    beforeAll(async () => {
      detector = await open();
    });
    afterAll(() => detector.close());

    it.each(Object.entries(faces))('%s', async (name, expected) => {
      const { image, geometry } = readPhoto(name);
      const found = await detector.detect(image, { geometry, quality: 'fast', sensitivity: 0.5 });
      const { start, continue: floor } = scoreThresholds(id, 0.5);
      const sure = Array.from({ length: found.count }, (_, index) => index).filter((index) => (found.scores[index] as number) >= start);
      for (const [x, y] of expected) {
        const hit = sure.some((index) => {
          const [left, top, width, height] = found.boxes.subarray(4 * index, 4 * index + 4) as unknown as [number, number, number, number];
          return Math.abs(left + width / 2 - x) < width / 4 && Math.abs(top + height / 2 - y) < height / 4;
        });
        expect(hit, `face at ${x}, ${y}`).toBe(true);
      }
      expect(sure.length).toBeLessThanOrEqual(expected.length + falseMax);
      expect(Math.min(1, ...found.scores)).toBeGreaterThanOrEqual(floor - 1e-6);
    });
  });
});
