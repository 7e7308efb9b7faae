import type { Analysis, FrameRange } from '../../documents/analysis.ts';
import type { CanvasEdit } from '../../documents/edit.ts';
import type { FollowLayout } from '../../documents/layout.ts';
import { canvasWith } from './canvas-edit.ts';
import { choosePeople } from './people-seen.ts';

/** A crop that follows one person. Throws `people/no-match` and `layout/nobody`. */
export function followPerson(analysis: Analysis, { person, canvas, whenGone }: FollowLayout, cuts: readonly FrameRange[]): CanvasEdit {
  const people = choosePeople(analysis, person === null ? [] : [person], 1, cuts);
  return canvasWith(analysis, canvas, people, [{ x: 0, y: 0, width: canvas.widthPx, height: canvas.heightPx }], 'cover', whenGone, cuts);
}
