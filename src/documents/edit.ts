import type { AudioEdit } from './audio-edit.ts';
import type { FillChoice, MaskShape } from './intent.ts';
import type { FrameRange } from './analysis.ts';
import type { CanvasSize } from './layout.ts';
import type { PlannedMark } from './marks.ts';
import type { MarksEdit } from './marks-edit.ts';
import type { CanvasPlan, TileFit } from './tiles.ts';

/** A `box` has sharp corners. The corners of a `polygon` are given beside its box. */
export type PlannedShape = MaskShape | 'box' | 'polygon';

/** One mask's way over frames `firstFrame … firstFrame + boxes.length / 4 - 1`, source coordinates (upright pixels). */
export interface MaskPath {
  /** The track it hides; fills that are frozen per track (mosaic) key on it. */
  readonly track: number;
  readonly firstFrame: number;
  /** 4 per frame: x, y, width, height of the mask's outline (head-sized, hard inside). */
  readonly boxes: Float32Array;
  readonly shape: PlannedShape;
  /** Of a polygon, and of these always: x, y pairs of its corners, frame after frame. */
  readonly points?: Float32Array;
  /** Of a polygon: how far around its corners and edges it reaches on each frame, upright pixels. Absent: not at all. */
  readonly radiiPx?: Float32Array;
  readonly fill: FillChoice;
}

/**
 * What a place of the canvas shows of a source frame: nothing of this path, its view, what it showed on the output frame before, or its view while its
 * person is gone, which then opens to the whole source.
 */
export const tileStates = { absent: 0, shown: 1, held: 2, wide: 3 } as const;

/** One place of the canvas over source frames `firstFrame … firstFrame + states.length - 1`; on others it is absent. */
export interface TilePath {
  /** Id of the identity that it shows; absent where it is nobody's. */
  readonly person?: number;
  /** Whole canvas pixels. */
  readonly place: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly fit: TileFit;
  readonly firstFrame: number;
  readonly states: Uint8Array;
  /** 4 per frame: x, y, width, height of what is looked at, upright source pixels; of no meaning where it is not shown. */
  readonly views: Float32Array;
  /** An outline within the place on frames where `on` is 1. */
  readonly outline?: { readonly color: string; readonly thicknessPx: number; readonly on: Uint8Array };
}

/** A canvas of its own: views of the source, over which the masks have been laid before. */
export interface CanvasEdit extends CanvasSize {
  /** `#rrggbb` */
  readonly background: string;
  /** Later ones lie over earlier ones. */
  readonly tiles: readonly TilePath[];
  /** How many places the layout asked for; there are fewer tiles where fewer people are seen. Absent: as many as there are. */
  readonly placesAsked?: number;
}

/** Everything `render` needs to know. Masks apply first, in source coordinates. */
export interface Edit {
  /** Upright displayed source size in pixels. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** What the picture is made of; null: the source as it is. */
  readonly canvas: CanvasEdit | null;
  /** Source frame ranges in output order. */
  readonly cuts: readonly FrameRange[];
  readonly masks: readonly MaskPath[];
  /** Frames covered whole. */
  readonly hiddenWhole: readonly FrameRange[];
  /** What is drawn over people; absent: nothing. */
  readonly marks?: MarksEdit;
  /** What is done to the sound, which is cut as the pictures are. */
  readonly audio: AudioEdit;
}

/** What lies inside the corners (x, y pairs, upright pixels) or within `growPx` of them is hidden. */
export interface PlannedPolygon {
  readonly points: Float32Array;
  readonly growPx: number;
}

export interface PlannedMask {
  readonly track: number;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly shape: PlannedShape;
  /** Of a polygon, and of these always: `box` then only tells where its fill lies. */
  readonly polygon?: PlannedPolygon;
  readonly fill: FillChoice;
}

/** What one output frame is made of. With `hideWhole` masks and marks do not matter. */
export interface FramePlan {
  readonly sourceFrame: number;
  readonly hideWhole: boolean;
  readonly masks: readonly PlannedMask[];
  /** Drawn over the picture after its masks, in upright source pixels. Absent: nothing is; a canvas has marks of its own. */
  readonly marks?: readonly PlannedMark[];
  /** What the canvas shows; absent: the source as it is. */
  readonly canvas?: CanvasPlan;
}
