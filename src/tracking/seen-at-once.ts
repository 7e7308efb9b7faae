import { iou } from '../core/boxes.ts';
import { boxOf } from '../documents/box-columns.ts';
import type { Tracklet } from './tracklet.ts';

/** Two boxes in one frame that share so much may be two looks at one face, and prove nothing. */
const sameFaceIouMin = 0.2;

/** Whether two tracklets were detected in one frame in two places: then they are two people. */
export function seenAtOnce(a: Tracklet, b: Tracklet): boolean {
  if ((a.frames[a.frames.length - 1] ?? -1) < (b.frames[0] ?? 0) || (b.frames[b.frames.length - 1] ?? -1) < (a.frames[0] ?? 0)) return false;
  for (let i = 0, j = 0; i < a.frames.length && j < b.frames.length; ) {
    const difference = (a.frames[i] as number) - (b.frames[j] as number);
    if (difference === 0 && iou(boxOf(a.boxes, i), boxOf(b.boxes, j)) < sameFaceIouMin) return true;
    if (difference <= 0) i += 1;
    if (difference >= 0) j += 1;
  }
  return false;
}
