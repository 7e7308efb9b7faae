import type { FrameBox } from '../../core/boxes.ts';
import type { DrawnOutline, Track } from '../../documents/analysis.ts';
import { boxOf, setBox } from '../../documents/box-columns.ts';
import type { MaskPath } from '../../documents/edit.ts';
import type { FillChoice, MaskShape } from '../../documents/intent.ts';
import { coverMotion } from './cover-motion.ts';
import { grownBox, headBox } from './head-box.ts';

/** How masks look that nobody drew. */
export interface MaskLook {
  readonly scale: number;
  readonly shape: MaskShape;
  readonly fill: FillChoice;
}

/** The mask over the head of a hidden track on each of its frames: around a face, or where a body tells that the head is; larger by the scale. */
export function headMask(track: Track, { scale, shape, fill }: MaskLook): MaskPath {
  const around = (box: FrameBox): FrameBox => (track.kind === 'head' ? grownBox(box, scale) : headBox(box, scale));
  const heads = new Float32Array(track.boxes.length);
  for (let sample = 0; sample < track.frames.length; sample++) setBox(heads, sample, around(boxOf(track.boxes, sample)));
  return { track: track.id, firstFrame: track.frames[0] as number, boxes: coverMotion(heads), shape, fill };
}

/** The mask of a track that was drawn: just what was drawn, with its own fill. */
export function drawnMask({ id, frames, boxes }: Track, drawn: DrawnOutline, fill: FillChoice): MaskPath {
  const { shape, points } = drawn;
  const common = { track: id, firstFrame: frames[0] as number, boxes: coverMotion(boxes), fill: drawn.fill ?? fill };
  return shape === 'polygon' ? { ...common, shape, points } : { ...common, shape };
}
