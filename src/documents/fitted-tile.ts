import { frameBox } from '../core/boxes.ts';
import type { FrameBox } from '../core/boxes.ts';
import type { PlannedTile } from './tiles.ts';

/** What a tile shows, and exactly where: whole canvas pixels. */
export interface FittedTile {
  readonly view: FrameBox;
  readonly place: FrameBox;
}

/** Carries out the fit of a tile: the part of its view that is shown, and the part of its place that it fills. */
export function fittedTile({ view, place, fit }: PlannedTile): FittedTile {
  if (fit === 'stretch') return { view: { ...view }, place: { ...place } };
  const scales = [place.width / view.width, place.height / view.height] as const;
  const scale = fit === 'crop' ? 1 : fit === 'cover' ? Math.max(...scales) : Math.min(...scales);
  const width = Math.min(place.width, Math.max(1, Math.round(view.width * scale)));
  const height = Math.min(place.height, Math.max(1, Math.round(view.height * scale)));
  // What the place is too small for is cut on both sides; what is contained is shown to its edges, however its size was rounded.
  const seen = fit === 'contain' ? view : { width: Math.min(view.width, width / scale), height: Math.min(view.height, height / scale) };
  // Half a pixel would blur what is only cut out.
  const cut = (rest: number): number => (fit === 'crop' ? Math.floor(rest / 2) : rest / 2);
  return {
    view: frameBox(view.x + cut(view.width - seen.width), view.y + cut(view.height - seen.height), seen.width, seen.height),
    place: frameBox(place.x + ((place.width - width) >> 1), place.y + ((place.height - height) >> 1), width, height),
  };
}
