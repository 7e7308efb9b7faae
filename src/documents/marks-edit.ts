import type { MarkStyle } from './marks-intent.ts';

/** Words of a label, beside each other, on frames `firstFrame … lastFrame`. */
export interface MarkCaption {
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly texts: readonly string[];
}

/** What is drawn of one track, over source frames `firstFrame … firstFrame + shown.length - 1`; columns in upright source pixels. */
export interface MarkPath {
  readonly track: number;
  /** Whose it is: an identity, or the track itself where it is nobody's who is known. */
  readonly person: number;
  /** `#rrggbb`: the same for all tracks of a person. */
  readonly color: string;
  readonly firstFrame: number;
  /** 1 where it is drawn. */
  readonly shown: Uint8Array;
  /** 4 per frame: x, y, width, height. */
  readonly boxes: Float32Array;
  /** 0–1, one per frame: how sure its box is. */
  readonly scores: Float32Array;
  /** Whether its box is drawn; else it only says where the label goes. */
  readonly outline: boolean;
  /** `poseStride` per frame, as `Track.poses`. Absent: no skeleton is drawn. */
  readonly poses?: Float32Array;
  /** Ascending, none over another. */
  readonly captions: readonly MarkCaption[];
}

/** What is drawn over the source after its masks. Nothing is drawn on frames that are hidden whole. */
export interface MarksEdit {
  readonly style: MarkStyle;
  readonly paths: readonly MarkPath[];
}
