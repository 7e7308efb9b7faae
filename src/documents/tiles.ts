import type { PlannedMark } from './marks.ts';

/**
 * How a view is brought into a place of another shape: `contain` shows all of it between bars, `cover` fills the place and cuts what is left
 * over, `stretch` gives up its aspect ratio, `crop` keeps its size in pixels and cuts or leaves bars. What is cut or left is so on both sides.
 */
export type TileFit = 'contain' | 'cover' | 'stretch' | 'crop';

/** Pixels of a canvas or of the upright source. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One view of the source on the canvas of one output frame. */
export interface PlannedTile {
  /** What is looked at, in upright source pixels; what reaches out of the picture shows the background. */
  readonly view: Rectangle;
  /** Where it goes, in whole canvas pixels within the canvas. */
  readonly place: Rectangle;
  readonly fit: TileFit;
}

/** What the canvas of one output frame is made of. Masks have been applied to the source before, so that no view can reveal what they hide. */
export interface TilePlan {
  /** Size of the canvas, which is upright. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** `#rgb` or `#rrggbb`. */
  readonly background: string;
  /** Later ones lie over earlier ones. */
  readonly tiles: readonly PlannedTile[];
}

/** The canvas of one output frame of a sequence. */
export interface CanvasPlan extends TilePlan {
  /** Places that keep what they showed on the output frame before, under all tiles; the background on a first frame and after one that was hidden whole. */
  readonly held: readonly Rectangle[];
  /** Drawn over all of it, in canvas pixels; what is held of this canvas is held without them. */
  readonly marks: readonly PlannedMark[];
}
