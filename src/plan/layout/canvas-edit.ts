import type { Analysis, FrameRange, Identity } from '../../documents/analysis.ts';
import type { CanvasEdit, TilePath } from '../../documents/edit.ts';
import type { CanvasSize, WhenGone } from '../../documents/layout.ts';
import type { TileFit } from '../../documents/tiles.ts';
import { frameTimes } from './frame-times.ts';
import { framingOf } from './framing.ts';
import { sightingsOf } from './people-seen.ts';
import type { Place } from './places.ts';
import { shotsIn } from './shots.ts';
import { viewPath } from './view-path.ts';

/** What shows where nothing is: bars, blank places, what lies beside the picture. */
const background = '#000000';

/** A canvas with one person in each place, over the source frames from the first of the cuts to the last. */
export function canvasWith(analysis: Analysis, canvas: CanvasSize, people: readonly Identity[], places: readonly Place[], fit: TileFit, whenGone: WhenGone, cuts: readonly FrameRange[]): CanvasEdit {
  const { widthPx, heightPx } = analysis.source;
  const range = hullOf(cuts);
  const shots = shotsIn(analysis, range);
  const timeS = frameTimes(analysis.source);
  const tiles = places.map((place, index): TilePath => {
    const person = people[index] as Identity;
    const framing = framingOf({ widthPx: widthPx as number, heightPx: heightPx as number }, place, fit);
    return { person: person.id, place, fit, ...viewPath(sightingsOf(analysis, person, range), shots, framing, whenGone, timeS) };
  });
  return { widthPx: canvas.widthPx, heightPx: canvas.heightPx, background, tiles };
}

/** From the first to the last frame of some cuts. */
export function hullOf(cuts: readonly FrameRange[]): FrameRange {
  return {
    firstFrame: cuts.reduce((first, cut) => Math.min(first, cut.firstFrame), Infinity),
    lastFrame: cuts.reduce((last, cut) => Math.max(last, cut.lastFrame), 0),
  };
}
