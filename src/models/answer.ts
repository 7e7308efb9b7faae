import type { Detections } from '../documents/observations.ts';
import { keypointStride, type Candidates } from './candidates.ts';
import { suppressDuplicates, type NmsOptions } from './nms.ts';

/** The upper of the 0.3–0.4 that is published for YuNet: of two overlapping faces in a crowd, both should stay. Two networks' boxes of one face overlap by more. */
const duplicates: NmsOptions = { iouMax: 0.4, containedMax: 0.8 };

/**
 * Parts of a pixel, and of 1, that answers are given in. Networks sum in another order on every backend and differ in their last digits; on this
 * grid they seldom do, so that masks are the same, too. A 128th of a pixel is far below what masks are grown by.
 */
const pixelSteps = 64;
const scoreSteps = 4096;

/** What a detector says of a picture: the candidates on a common grid, without duplicates. Changes the candidates. */
export function answerOf(candidates: Candidates): Detections {
  const { count, boxes, scores, keypoints } = candidates;
  const round = (places: Float32Array): void => places.forEach((value, i) => (places[i] = Math.round(value * pixelSteps) / pixelSteps));
  round(boxes.subarray(0, 4 * count));
  round(keypoints.subarray(0, keypointStride * count));
  // Up: no face falls below a threshold that it had reached.
  for (let i = 0; i < count; i++) scores[i] = Math.ceil((scores[i] as number) * scoreSteps) / scoreSteps;
  return suppressDuplicates(candidates, duplicates);
}
