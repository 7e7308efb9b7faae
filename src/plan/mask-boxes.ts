import type { FrameBox } from '../core/boxes.ts';
import type { PlannedMask } from '../documents/edit.ts';

/** What a frame hides, as boxes to draw around it; the parts of one body, which have one box, are one. */
export function maskBoxes(masks: readonly PlannedMask[]): { readonly track: number; readonly box: FrameBox }[] {
  const found = new Map(masks.map(({ track, box }) => [[track, box.x, box.y, box.width, box.height].join(), { track, box }]));
  return [...found.values()];
}
