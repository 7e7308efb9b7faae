import { boxOf } from '../documents/box-columns.ts';
import { tileStates } from '../documents/edit.ts';
import type { CanvasEdit, TilePath } from '../documents/edit.ts';
import type { BoxMark, PlannedMark } from '../documents/marks.ts';
import type { CanvasPlan } from '../documents/tiles.ts';
import { tileView } from './marks/mark-view.ts';
import type { MarkView } from './marks/mark-view.ts';

/** What a canvas shows of a source frame; `draw` makes what is drawn over it as each of its views shows it. */
export function canvasPlan({ widthPx, heightPx, background, tiles }: CanvasEdit, sourceFrame: number, draw?: (sourceFrame: number, view: MarkView) => readonly PlannedMark[]): CanvasPlan {
  const inState = (...wanted: readonly number[]): readonly TilePath[] => tiles.filter((tile) => wanted.includes(stateOf(tile, sourceFrame)));
  const shown = inState(tileStates.shown, tileStates.wide).map(({ place, fit, firstFrame, views }) => ({ view: boxOf(views, sourceFrame - firstFrame), place, fit }));
  return {
    widthPx,
    heightPx,
    background,
    held: inState(tileStates.held).map(({ place }) => place),
    tiles: shown,
    marks: [...(draw === undefined ? [] : shown.flatMap((tile) => draw(sourceFrame, tileView(tile)))), ...tiles.flatMap((tile) => (stateOf(tile, sourceFrame) === tileStates.absent ? [] : outlineOf(tile, sourceFrame)))],
  };
}

/** Outside of its frames a place is absent. */
export function stateOf({ firstFrame, states }: TilePath, sourceFrame: number): number {
  return states[sourceFrame - firstFrame] ?? tileStates.absent;
}

function outlineOf({ place, firstFrame, outline }: TilePath, sourceFrame: number): BoxMark[] {
  if (outline?.on[sourceFrame - firstFrame] !== 1) return [];
  return [{ kind: 'box', box: place, thicknessPx: outline.thicknessPx, color: outline.color, opacity: 1 }];
}
