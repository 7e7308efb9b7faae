import { boxOf } from '../documents/box-columns.ts';
import { tileStates } from '../documents/edit.ts';
import type { CanvasEdit } from '../documents/edit.ts';
import type { CanvasPlan } from '../documents/tiles.ts';

/** What a canvas shows of a source frame. */
export function canvasPlan({ widthPx, heightPx, background, tiles }: CanvasEdit, sourceFrame: number): CanvasPlan {
  const inState = (wanted: number): typeof tiles => tiles.filter(({ firstFrame, states }) => states[sourceFrame - firstFrame] === wanted);
  return {
    widthPx,
    heightPx,
    background,
    held: inState(tileStates.held).map(({ place }) => place),
    tiles: inState(tileStates.shown).map(({ place, fit, firstFrame, views }) => ({ view: boxOf(views, sourceFrame - firstFrame), place, fit })),
  };
}
