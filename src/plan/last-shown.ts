import { tileStates } from '../documents/edit.ts';
import type { Edit, TilePath } from '../documents/edit.ts';
import { stateOf } from './canvas-plan.ts';

/**
 * The source frame whose picture a held place shows on another one: the last on which it was shown, in the same cut (outside of all cuts: since the
 * beginning), with nothing hidden whole since; null: the place shows the background. What the render does frame by frame, for one alone.
 */
export function lastShown({ cuts, hiddenWhole }: Pick<Edit, 'cuts' | 'hiddenWhole'>, tile: TilePath, sourceFrame: number): number | null {
  const first = cuts.find(({ firstFrame, lastFrame }) => sourceFrame >= firstFrame && sourceFrame <= lastFrame)?.firstFrame ?? 0;
  for (let frame = sourceFrame - 1; frame >= first; frame--) {
    const state = stateOf(tile, frame);
    if (state === tileStates.absent || hiddenWhole.some((range) => frame >= range.firstFrame && frame <= range.lastFrame)) return null;
    if (state === tileStates.shown) return frame;
  }
  return null;
}
