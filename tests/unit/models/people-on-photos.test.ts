import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { poseStride } from '../../../src/documents/bodies.ts';
import { createRuntime } from '../../../src/inference/ort.ts';
import { openSession } from '../../../src/inference/session.ts';
import { bodyScores, type BodyNetwork } from '../../../src/models/body-network.ts';
import { createCenternet } from '../../../src/models/centernet.ts';
import { createMovenet } from '../../../src/models/movenet.ts';
import { createTopDownBodies } from '../../../src/models/top-down-bodies.ts';
import { createYolox } from '../../../src/models/yolox.ts';
import { asPlanes, laidInto, photoFolder, readPhoto, shrunk } from '../../support/photos.ts';

const models = 'public/models';

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
  const photo = readPhoto(name);
  const { widthPx, heightPx } = photo;
  const { image, geometry } = asPlanes(laidInto(shrunk(photo, shrunkBy), photo));
  const bodies = await network.find(image, geometry);
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
  describe.skipIf(!existsSync(join(models, file)) || !existsSync(photoFolder))('with weights', () => {
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
