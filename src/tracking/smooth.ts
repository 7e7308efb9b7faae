import { unionBox, frameBox } from '../core/boxes.ts';
import { boxOf, setBox } from '../documents/box-columns.ts';
import type { FrameClock, Tracklet } from './tracklet.ts';

/** Half of the window of the average: jitter of detectors is from frame to frame, nods last longer. */
const smoothHalfS = 0.1;

/**
 * Each box becomes the union of itself and the average of its neighbours in time: jitter that makes a box dip is evened out,
 * and no box ever shrinks below what was detected. The average is symmetric, so that it does not lag behind steady motion.
 */
export function smoothBoxes(tracklet: Tracklet, clock: FrameClock): Tracklet {
  const { frames } = tracklet;
  const boxes = new Float32Array(tracklet.boxes.length);
  for (let sample = 0; sample < frames.length; sample++) {
    const own = boxOf(tracklet.boxes, sample);
    setBox(boxes, sample, unionBox(own, averageBox(tracklet, sample, clock)));
  }
  return { ...tracklet, boxes };
}

function averageBox({ frames, boxes }: Tracklet, sample: number, clock: FrameClock): ReturnType<typeof frameBox> {
  const centreS = clock.timeS(frames[sample] as number);
  const isNear = (other: number): boolean =>
    other >= 0 && other < frames.length && Math.abs(clock.timeS(frames[other] as number) - centreS) <= smoothHalfS;
  let reach = 0;
  while (isNear(sample - reach - 1) && isNear(sample + reach + 1)) reach += 1;
  const sums = [0, 0, 0, 0] as [number, number, number, number];
  for (let other = sample - reach; other <= sample + reach; other++) {
    for (let side = 0; side < 4; side++) sums[side as 0] += boxes[4 * other + side] as number;
  }
  const count = 2 * reach + 1;
  return frameBox(sums[0] / count, sums[1] / count, sums[2] / count, sums[3] / count);
}
