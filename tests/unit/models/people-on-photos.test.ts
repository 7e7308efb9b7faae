import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import jpeg from 'jpeg-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { i420Layout, type I420Image } from '../../../src/core/i420.ts';
import { poseStride } from '../../../src/documents/bodies.ts';
import { createRuntime } from '../../../src/inference/ort.ts';
import { openSession } from '../../../src/inference/session.ts';
import { bodyScores, type BodyNetwork } from '../../../src/models/body-network.ts';
import { createCenternet } from '../../../src/models/centernet.ts';
import { createMovenet } from '../../../src/models/movenet.ts';
import { createTopDownBodies } from '../../../src/models/top-down-bodies.ts';
import { createYolox } from '../../../src/models/yolox.ts';
import { rgbaToI420 } from '../../../src/pixels/planar.ts';

const photos = join(process.env['VEIL_SHARED'] ?? '../shared', 'media/photos');
const models = 'public/models';

/** A photo as it is, or shrunk by a whole number and laid into grey of the photo's size. */
function readPhoto(name: string, shrunkBy = 1): I420Image {
  const { width: widthPx, height: heightPx, data } = jpeg.decode(readFileSync(join(photos, name)), { useTArray: true });
  const rgba = new Uint8Array(4 * widthPx * heightPx).fill(128);
  for (let y = 0; y < Math.floor(heightPx / shrunkBy); y++) {
    for (let x = 0; x < Math.floor(widthPx / shrunkBy); x++) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let j = 0; j < shrunkBy; j++) for (let i = 0; i < shrunkBy; i++) sum += data[4 * ((y * shrunkBy + j) * widthPx + x * shrunkBy + i) + channel] as number;
        rgba[4 * (y * widthPx + x) + channel] = sum / shrunkBy ** 2;
      }
    }
  }
  const planes = new Uint8Array(i420Layout(widthPx, heightPx).byteLength);
  const color = { matrix: 'smpte170m', fullRange: true } as const;
  rgbaToI420(rgba, widthPx, heightPx, color, planes);
  return { widthPx, heightPx, data: planes, color };
}

/** The middles of the faces of all the people who stand free in a photo, in its pixels. */
const faces: Readonly<Record<string, readonly (readonly [x: number, y: number])[]>> = {
  'detection1.jpg': [[553, 220]],
  'detection2.jpg': [[335, 177]],
  'detection3.jpg': [[578, 275]],
  'detection4.jpg': [[212, 256], [434, 354], [776, 370]],
  'detection5.jpg': [[249, 267], [659, 251], [482, 395]],
};
const all = Object.values(faces).flat().length;
/** How far the middle of nose and eyes may lie from the middle of the face, in parts of the photo's longer side: within the face. */
const awayMax = 0.05;

/** How many of a photo's faces are those of a body with such a score, by the points of its pose. */
async function found(network: BodyNetwork, name: string, shrunkBy: number, scoreMin: number): Promise<number> {
  const image = readPhoto(name, shrunkBy);
  const { widthPx, heightPx } = image;
  const bodies = await network.find(image, { storedWidthPx: widthPx, storedHeightPx: heightPx, rotation: 0, mirrored: false, widthPx, heightPx });
  const isAt = (body: number, x: number, y: number): boolean => {
    const middle = (axis: number): number => [0, 1, 2].reduce((sum, point) => sum + (bodies.poses[poseStride * body + 3 * point + axis] as number), 0) / 3;
    return shrunkBy * Math.hypot(middle(0) - x / shrunkBy, middle(1) - y / shrunkBy) < awayMax * Math.max(widthPx, heightPx);
  };
  return (faces[name] ?? []).filter(([x, y]) => Array.from(bodies.scores).some((score, body) => score >= scoreMin && isAt(body, x, y))).length;
}

const detectors = [
  { id: 'CenterNet', file: 'centernet.onnx', create: createCenternet, foundAtAnEighth: 8 },
  { id: 'YOLOX', file: 'yolox-nano.onnx', create: createYolox, foundAtAnEighth: 5 },
] as const;

describe.each(detectors)('people on photos by $id and MoveNet (skips without the shared photos or its weights)', ({ file, create, foundAtAnEighth }) => {
  describe.skipIf(!existsSync(join(models, file)) || !existsSync(photos))('with weights', () => {
    let network: BodyNetwork;
    beforeAll(async () => {
      const runtime = await createRuntime();
      const open = (name: string): ReturnType<typeof openSession> => openSession(runtime, readFileSync(join(models, name)));
      network = createTopDownBodies(create(await open(file)), createMovenet(await open('movenet-lightning.onnx')));
    });
    afterAll(() => network.close());

    it.each(Object.keys(faces))('%s: everybody may begin a track, and has eyes and nose in the face', async (name) => {
      expect(await found(network, name, 1, bodyScores.start)).toBe(faces[name]?.length);
    });

    // People are 40 to 70 % of the photo high, so 60 to 190 px of 1000 at a quarter, and half of that at an eighth.
    it(`at a quarter of the size everybody is found, at an eighth ${foundAtAnEighth} of ${all} and more`, async () => {
      const sum = async (shrunkBy: number): Promise<number> => {
        let count = 0;
        for (const name of Object.keys(faces)) count += await found(network, name, shrunkBy, bodyScores.continue);
        return count;
      };
      expect(await sum(4)).toBe(all);
      expect(await sum(8)).toBeGreaterThanOrEqual(foundAtAnEighth);
    });
  });
}, 120_000);
