import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FrameBox } from '../../../src/core/boxes.ts';
import { boxOf } from '../../../src/documents/box-columns.ts';
import { checkCatalog, findModel } from '../../../src/inference/catalog.ts';
import { createRuntime } from '../../../src/inference/ort.ts';
import { openSession } from '../../../src/inference/session.ts';
import { createCpuDetector } from '../../../src/models/cpu-detector.ts';
import { scoreThresholds, type FaceDetector, type FaceDetectorId } from '../../../src/models/face-detector.ts';
import { asPlanes, photoFolder, readPhoto, shrunk, type Pixels } from '../../support/photos.ts';
import { seededRandom } from '../../support/random.ts';

const shared = process.env['VEIL_SHARED'] ?? '../shared';
const yunetPath = join(shared, 'models/yunet_n_dynamic.onnx');
const embeddedPaths = ['ssd-mobilenet', 'blazeface'].map(embeddedPath);

function embeddedPath(adapter: string): string {
  const catalog = 'public/models/catalog.json';
  if (!existsSync(catalog)) return '';
  const entry = findModel(checkCatalog(JSON.parse(readFileSync(catalog, 'utf8'))), adapter);
  return entry === undefined ? '' : join('public/models', entry.file);
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

/** Photos of several people each, made so much smaller. */
const groups = (['detection4.jpg', 'detection5.jpg', 'detection6.jpg'] as const).map((name) => [name, ...(faces[name] ?? [])] as const);
const smaller = 4;

/** Each channel of each pixel is up to so far from what it was: a cheap camera in bad light. */
const noise = 50;
function noisy({ rgba, ...size }: Pixels): Pixels {
  const random = seededRandom(7);
  return { ...size, rgba: rgba.map((value, at) => (at % 4 === 3 ? value : Math.max(0, Math.min(255, value + noise * (2 * random() - 1))))) };
}

function isAt({ x: left, y: top, width, height }: FrameBox, x: number, y: number): boolean {
  return Math.abs(left + width / 2 - x) < width / 4 && Math.abs(top + height / 2 - y) < height / 4;
}

const detectors: readonly { id: FaceDetectorId; there: boolean; falseMax: number; noisyMin: number; open: () => Promise<FaceDetector> }[] = [
  {
    id: 'yunet',
    there: existsSync(yunetPath),
    falseMax: 0,
    noisyMin: 8,
    open: async () => createCpuDetector('yunet', [await openSession(await createRuntime(), readFileSync(yunetPath))]),
  },
  {
    id: 'embedded',
    there: embeddedPaths.every(existsSync),
    falseMax: 3, // FACTS: about one per photo at its start thresholds
    noisyMin: 7,
    open: async () => {
      const runtime = await createRuntime();
      const sessions = await Promise.all(embeddedPaths.map((path) => openSession(runtime, readFileSync(path))));
      return createCpuDetector('embedded', sessions);
    },
  },
];

describe.each(detectors)('$id on photos (skips without the shared photos or its weights)', ({ id, there, falseMax, noisyMin, open }) => {
  describe.skipIf(!there || !existsSync(photoFolder))('with weights', () => {
    let detector: FaceDetector;
    beforeAll(async () => {
      detector = await open();
    });
    afterAll(() => detector.close());

    /** Boxes of what may begin a track, and all scores. */
    async function look(pixels: Pixels): Promise<{ sure: FrameBox[]; scores: Float32Array }> {
      const { image, geometry } = asPlanes(pixels);
      const { count, boxes, scores } = await detector.detect(image, { geometry, quality: 'fast', sensitivity: 0.5 });
      const { start } = scoreThresholds(id, 0.5);
      return { sure: Array.from({ length: count }, (_, face) => face).filter((face) => (scores[face] as number) >= start).map((face) => boxOf(boxes, face)), scores };
    }

    it.each(Object.entries(faces))('%s', async (name, expected) => {
      const { sure, scores } = await look(readPhoto(name));
      for (const [x, y] of expected) expect(sure.some((box) => isAt(box, x, y)), `face at ${x}, ${y}`).toBe(true);
      expect(sure.length).toBeLessThanOrEqual(expected.length + falseMax);
      expect(Math.min(1, ...scores)).toBeGreaterThanOrEqual(scoreThresholds(id, 0.5).continue - 1e-6);
    });

    it(`in small noisy pictures ${noisyMin} of ${groups.flat().length - groups.length} faces are found`, async () => {
      let hits = 0;
      for (const [name, ...expected] of groups) {
        const { sure } = await look(noisy(shrunk(readPhoto(name), smaller)));
        hits += expected.filter(([x, y]) => sure.some((box) => isAt(box, x / smaller, y / smaller))).length;
      }
      expect(hits).toBeGreaterThanOrEqual(noisyMin);
    });
  });
});
