import type { FillChoice, MaskShape } from './intent.ts';
import type { FrameRange } from './analysis.ts';

/** One mask's way over frames `firstFrame … firstFrame + boxes.length / 4 - 1`, source coordinates (upright pixels). */
export interface MaskPath {
  /** The track it hides; fills that are frozen per track (mosaic) key on it. */
  readonly track: number;
  readonly firstFrame: number;
  /** 4 per frame: x, y, width, height of the mask's outline (head-sized, hard inside). */
  readonly boxes: Float32Array;
  readonly shape: MaskShape;
  readonly fill: FillChoice;
}

/** Everything `render` needs to know. Masks apply first, in source coordinates. */
export interface Edit {
  /** Upright displayed output size in pixels. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Source frame ranges in output order. */
  readonly cuts: readonly FrameRange[];
  readonly masks: readonly MaskPath[];
  /** Frames covered whole. */
  readonly hiddenWhole: readonly FrameRange[];
  /** Fill of the frames hidden whole. */
  readonly audio: 'pass-through';
}

export interface PlannedMask {
  readonly track: number;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly shape: MaskShape;
  readonly fill: FillChoice;
}

/** What one output frame is made of. With `hideWhole` the masks do not matter. */
export interface FramePlan {
  readonly sourceFrame: number;
  readonly hideWhole: boolean;
  readonly masks: readonly PlannedMask[];
}
