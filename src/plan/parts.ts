import type { FrameRange } from '../documents/analysis.ts';
import type { Edit, MaskPath } from '../documents/edit.ts';

/** An edit for each cut: every stretch becomes a file of its own. Each holds the masks that lie on its frames. */
export function editsPerCut(edit: Edit): Edit[] {
  return edit.cuts.map((cut) => ({ ...edit, cuts: [cut], masks: edit.masks.filter((mask) => liesOn(mask, cut)) }));
}

function liesOn({ firstFrame, boxes }: MaskPath, cut: FrameRange): boolean {
  return firstFrame <= cut.lastFrame && firstFrame + boxes.length / 4 > cut.firstFrame;
}
