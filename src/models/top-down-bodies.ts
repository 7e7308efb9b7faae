import { boxOf } from '../documents/box-columns.ts';
import { poseStride, type Bodies } from '../documents/bodies.ts';
import { OneAtATime } from '../inference/one-at-a-time.ts';
import type { BodyNetwork } from './body-network.ts';
import type { PoseNetwork } from './movenet.ts';
import type { ScoredBoxes } from './nms.ts';
import type { PersonDetector } from './person-detector.ts';

/** Of a crowd the largest get poses: the cost of a frame has a bound. The others have a box, and are somebody all the same. */
const posesMax = 12;

/** Persons first, then the pose of each: takes both networks. */
export function createTopDownBodies(detector: PersonDetector, poseNetwork: PoseNetwork): BodyNetwork {
  const queue = new OneAtATime();
  const find: BodyNetwork['find'] = async (image, geometry, scale) => {
    const persons = await detector.detect(image, geometry, scale);
    const poses = new Float32Array(poseStride * persons.count).fill(Number.NaN);
    for (const body of largest(persons)) poses.set(await poseNetwork.estimate(image, geometry, boxOf(persons.boxes, body)), poseStride * body);
    return { ...persons, poses } satisfies Bodies;
  };
  return {
    find: (image, geometry, scale) => queue.run(() => find(image, geometry, scale)),
    close: () => {
      detector.close();
      poseNetwork.close();
    },
  };
}

function largest({ count, boxes }: ScoredBoxes): number[] {
  const areaOf = (body: number): number => (boxes[4 * body + 2] as number) * (boxes[4 * body + 3] as number);
  return Array.from({ length: count }, (_, body) => body).sort((a, b) => areaOf(b) - areaOf(a)).slice(0, posesMax);
}
