import type { DrawnOutline, Track } from '../../documents/analysis.ts';
import { boxOf, setBox } from '../../documents/box-columns.ts';
import type { MaskPath } from '../../documents/edit.ts';
import type { FillChoice, MaskShape } from '../../documents/intent.ts';
import { coverMotion } from './cover-motion.ts';
import { headBox } from './head-box.ts';

/** How masks look that nobody drew. */
export interface MaskLook {
  readonly scale: number;
  readonly shape: MaskShape;
  readonly fill: FillChoice;
}

/** The mask of a hidden track on each of its frames: of a face the head around it, of a drawn mask just what was drawn, with its own fill. */
export function trackMask(track: Track, { scale, shape, fill }: MaskLook): MaskPath {
  const common = { track: track.id, firstFrame: track.frames[0] as number };
  if (track.drawn !== undefined) return { ...common, boxes: coverMotion(track.boxes), ...drawnMask(track.drawn), fill: track.drawn.fill ?? fill };
  const heads = new Float32Array(track.boxes.length);
  for (let sample = 0; sample < track.frames.length; sample++) setBox(heads, sample, headBox(boxOf(track.boxes, sample), scale));
  return { ...common, boxes: coverMotion(heads), shape, fill };
}

function drawnMask({ shape, points }: DrawnOutline): Pick<MaskPath, 'shape' | 'points'> {
  return shape === 'polygon' ? { shape, points } : { shape };
}
