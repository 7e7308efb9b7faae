import type { PlannedMark } from '../../documents/marks.ts';
import { drawMarksKernel, packMarks } from '../../gpu/kernels/draw-marks/draw-marks.ts';
import { packedPlanes } from '../../gpu/packed-planes.ts';
import type { Batch } from '../../gpu/runner.ts';
import type { Uploads } from '../../gpu/uploads.ts';
import { directionBits, layMarks, markBits, markKinds, markRuns } from '../cpu/mark-layout.ts';
import type { PictureOnGpu } from './picture-on-gpu.ts';

/** To be prepared by the runner before `recordMarks`. */
export const marksKernel = drawMarksKernel({ markBits, directionBits, kindLine: markKinds.line, kindBox: markKinds.box });

/** Records what `drawMarks` does, in place. Throws as `layMarks` does. */
export function recordMarks(batch: Batch, uploads: Uploads, { buffer, geometry, color }: PictureOnGpu, marks: readonly PlannedMark[]): void {
  const planes = packedPlanes(geometry.storedWidthPx, geometry.storedHeightPx);
  const { numbers, shapes, groups } = packMarks(layMarks(marks, geometry, color), planes, markRuns);
  batch.run(marksKernel, { numbers: uploads.add(numbers), shapes: uploads.add(shapes), picture: buffer }, 0, groups);
}
