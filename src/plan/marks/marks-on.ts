import { frameBox } from '../../core/boxes.ts';
import type { FrameBox } from '../../core/boxes.ts';
import { boxOf } from '../../documents/box-columns.ts';
import type { MarkPath, MarksEdit } from '../../documents/marks-edit.ts';
import type { DrawText, PlannedMark } from '../../documents/marks.ts';
import { captionMarks } from './caption.ts';
import { seenAt } from './mark-view.ts';
import type { MarkView } from './mark-view.ts';
import { skeletonMarks } from './skeleton.ts';
import { styleLooks } from './styles.ts';

/** One track on one frame. */
interface Seen {
  readonly path: MarkPath;
  readonly sample: number;
  /** Where the view shows it, cut to a little more than the view. */
  readonly box: FrameBox;
}

/** What is drawn over a source frame as a view shows it: skeletons, then boxes, then labels, so that none hides a label. */
export function marksOn({ style, paths }: MarksEdit, sourceFrame: number, view: MarkView, drawText: DrawText): PlannedMark[] {
  const look = styleLooks[style];
  const seen = paths.flatMap((path) => seenOn(path, sourceFrame, view));
  const skeletons = seen.flatMap(({ path, sample }) => (path.poses === undefined ? [] : skeletonMarks(path.poses, sample, path.color, look, view)));
  const boxes = seen.flatMap(({ path, box }): PlannedMark[] =>
    path.outline ? [{ kind: 'box', box, thicknessPx: look.boxUnits * view.unitPx, color: path.color, opacity: 1, clip: view.clip }] : []);
  const captions = seen.flatMap(({ path, sample, box }) => {
    const words = path.captions.find(({ firstFrame, lastFrame }) => sourceFrame >= firstFrame && sourceFrame <= lastFrame)?.texts ?? [];
    const texts = look.tellsDoubt && words.length > 0 ? [...words, sureness(path.scores[sample] as number)] : words;
    return captionMarks(texts, box, path.color, look, view, drawText);
  });
  return [...skeletons, ...boxes, ...captions];
}

function seenOn(path: MarkPath, sourceFrame: number, view: MarkView): Seen[] {
  const sample = sourceFrame - path.firstFrame;
  if (path.shown[sample] !== 1) return [];
  const { x, y, width, height } = boxOf(path.boxes, sample);
  const from = seenAt(view, x, y);
  const box = cutTo(frameBox(from.x, from.y, width * view.scale.x, height * view.scale.y), view);
  return box === undefined ? [] : [{ path, sample, box }];
}

/** As much of a box as lies within the view or so near it that its outline is not seen; undefined where nothing of it is in the view. */
function cutTo(box: FrameBox, { clip, unitPx }: MarkView): FrameBox | undefined {
  const far = 8 * unitPx;
  const [left, top] = [Math.max(box.x, clip.x - far), Math.max(box.y, clip.y - far)];
  const [right, bottom] = [Math.min(box.x + box.width, clip.x + clip.width + far), Math.min(box.y + box.height, clip.y + clip.height + far)];
  const inView = left < clip.x + clip.width && right > clip.x && top < clip.y + clip.height && bottom > clip.y;
  return inView && right > left && bottom > top ? frameBox(left, top, right - left, bottom - top) : undefined;
}

/** How sure a detector was; where it said nothing, and the place was filled in between two that it saw: a question mark. */
function sureness(score: number): string {
  return score > 0 ? `${Math.round(100 * score)}%` : '?';
}
