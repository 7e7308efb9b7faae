import { frameBox } from '../../core/boxes.ts';
import type { FrameBox } from '../../core/boxes.ts';
import type { DrawText, PlannedMark } from '../../documents/marks.ts';
import type { MarkView } from './mark-view.ts';
import { textColorOn } from './palette.ts';
import type { StyleLook } from './styles.ts';

/** Room around the words and between them, in parts of a line's height. */
const paddingPart = 0.25;
const gapPart = 0.5;

/** Words on a plate of their person's colour: above the box's left corner where there is room, else inside of it; moved into the view. Nothing where there are no words. */
export function captionMarks(texts: readonly string[], box: FrameBox, color: string, { textUnits }: StyleLook, { unitPx, clip }: MarkView, drawText: DrawText): PlannedMark[] {
  if (texts.length === 0) return [];
  const heightPx = Math.round(textUnits * unitPx);
  const shapes = texts.map((text) => drawText(text, heightPx));
  const paddingPx = Math.round(paddingPart * heightPx);
  const gapPx = Math.round(gapPart * heightPx);
  const width = shapes.reduce((sum, shape) => sum + shape.widthPx, 0) + gapPx * (shapes.length - 1) + 2 * paddingPx;
  const height = heightPx + 2 * paddingPx;
  const left = Math.round(Math.max(clip.x, Math.min(clip.x + clip.width - width, box.x)));
  const above = Math.round(box.y - height);
  const top = above >= clip.y ? above : Math.round(Math.max(clip.y, Math.min(clip.y + clip.height - height, box.y)));
  const marks: PlannedMark[] = [{ kind: 'box', box: frameBox(left, top, width, height), thicknessPx: 'filled', color, opacity: 1, clip }];
  let at = left + paddingPx;
  for (const shape of shapes) {
    if (shape.widthPx > 0) marks.push({ kind: 'label', left: at, top: top + paddingPx, shape, color: textColorOn(color), opacity: 1, clip });
    at += shape.widthPx + gapPx;
  }
  return marks;
}
