import { iou } from '../core/boxes.ts';
import { sampleOrigins } from '../documents/analysis.ts';
import type { Track } from '../documents/analysis.ts';
import { boxOf } from '../documents/box-columns.ts';

/** Two boxes that share so much are one face, found twice. */
const sameFaceIoU = 0.3;
const detected = sampleOrigins.indexOf('detected');

/** The first frame in which two tracks were both detected, in different places; undefined when they may be one person. Linear in their shared frames. */
export function seenTogether(a: Track, b: Track): number | undefined {
  const aFirst = a.frames[0] ?? 0;
  const bFirst = b.frames[0] ?? 0;
  const end = Math.min(aFirst + a.frames.length, bFirst + b.frames.length);
  for (let frame = Math.max(aFirst, bFirst); frame < end; frame++) {
    const aAt = frame - aFirst;
    const bAt = frame - bFirst;
    if (a.origins[aAt] !== detected || b.origins[bAt] !== detected) continue;
    if (iou(boxOf(a.boxes, aAt), boxOf(b.boxes, bAt)) < sameFaceIoU) return frame;
  }
  return undefined;
}
