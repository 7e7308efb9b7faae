import { area, intersectionArea, iou } from '../core/boxes.ts';
import type { FrameBox } from '../core/boxes.ts';
import { sampleOrigins } from '../documents/analysis.ts';
import type { Track } from '../documents/analysis.ts';
import { boxOf } from '../documents/box-columns.ts';

/** Two boxes that share so much are one face, found twice. */
const sameFaceIoU = 0.3;
/** A face, a head and a body are of one person when the smaller lies in the larger so far. */
const insidePartMin = 0.5;
const detected = sampleOrigins.indexOf('detected');

/** The first frame in which two tracks were both detected, in different places (a face or a head outside of a body is in another place); undefined when they may be one person. Linear in their shared frames. */
export function seenTogether(a: Track, b: Track): number | undefined {
  const aFirst = a.frames[0] ?? 0;
  const bFirst = b.frames[0] ?? 0;
  const end = Math.min(aFirst + a.frames.length, bFirst + b.frames.length);
  for (let frame = Math.max(aFirst, bFirst); frame < end; frame++) {
    const aAt = frame - aFirst;
    const bAt = frame - bFirst;
    if (a.origins[aAt] !== detected || b.origins[bAt] !== detected) continue;
    const [boxA, boxB] = [boxOf(a.boxes, aAt), boxOf(b.boxes, bAt)];
    if (a.kind === b.kind ? iou(boxA, boxB) < sameFaceIoU : insidePart(boxA, boxB) < insidePartMin) return frame;
  }
  return undefined;
}

/** How much of the smaller box lies in the larger. */
function insidePart(a: FrameBox, b: FrameBox): number {
  return intersectionArea(a, b) / Math.max(1e-9, Math.min(area(a), area(b)));
}
