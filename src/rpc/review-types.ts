import type { FrameBox } from '../core/boxes.ts';
import type { SoundTreatmentKind } from '../core/sound-treatment.ts';
import type { IneffectiveCorrection } from '../documents/analysis.ts';
import type { DrawnShape } from '../documents/corrections.ts';
import type { ReviewQueue } from '../documents/risks.ts';

/** What of a frame is wanted. */
export interface LookRequest {
  /** Presentation index. */
  readonly frame: number;
  /** As it will be hidden, in the source's own picture; as it is; or as the new video will show it, canvas and all. */
  readonly view: 'hidden' | 'source' | 'made';
  /** While the user drags, the key frame before it will do when it is there much sooner. */
  readonly nearWillDo: boolean;
}

/** A face in a frame, upright pixels. */
export interface FaceRequest {
  readonly frame: number;
  readonly box: FrameBox;
}

/** A mask that is to be followed from where it is on a frame, within a range of frames (inclusive, presentation indices). */
export interface FollowRequest {
  readonly mask: number;
  readonly frame: number;
  /** Where it is there: of a polygon the box around it. Upright pixels, at least a pixel a side. */
  readonly box: FrameBox;
  readonly shape: DrawnShape;
  readonly firstFrame: number;
  readonly lastFrame: number;
}

/** A frame on which it was followed; `done` counts up to `total`, but jumps where it was lost. */
export interface FollowProgress {
  readonly frame: number;
  readonly box: FrameBox;
  readonly done: number;
  readonly total: number;
}

/** A frame to look at. The receiver closes the picture. */
export interface Look {
  /** The frame that is shown; another than the wanted one only where a near one would do. */
  readonly frame: number;
  /** Upright, at displayed size (of a canvas: at its own) or smaller. */
  readonly picture: ImageBitmap;
  readonly hiddenWhole: boolean;
  /** False for a frame that the cuts leave out. */
  readonly inVideo: boolean;
  /** Outlines of its masks, upright pixels of the source, whichever view was asked for. */
  readonly masks: readonly { readonly track: number; readonly box: FrameBox }[];
}

/** One person, or one thing that was drawn, as the review room lists them. */
export interface ReviewPerson {
  /** The smallest of the tracks' ids: corrections may name any of them. */
  readonly id: number;
  readonly tracks: readonly number[];
  readonly confidence: number;
  /** False: nobody can tell who this is, and it is hidden whatever else is chosen. */
  readonly sure: boolean;
  readonly hidden: boolean;
  readonly name?: string;
  /** What becomes of whatever they say; absent: nothing. */
  readonly voice?: SoundTreatmentKind;
  /** Of what was drawn by hand: the mask. */
  readonly mask?: number;
  readonly firstFrame: number;
  readonly lastFrame: number;
  /** Frames in which there is a sample. */
  readonly frames: number;
  /** For how long they probably speak. Absent where nobody looked at mouths. */
  readonly speaksS?: number;
  /** Where the face is seen best: the largest sure sample, upright pixels. */
  readonly best: { readonly frame: number; readonly box: FrameBox };
}

/** Something drawn by hand on frames `firstFrame … firstFrame + boxes.length / 4 - 1`, as it was drawn: upright pixels, without what covers its motion. */
export interface ReviewMask {
  readonly mask: number;
  readonly shape: DrawnShape;
  readonly label: string;
  readonly firstFrame: number;
  /** 4 per frame. */
  readonly boxes: Float32Array<ArrayBuffer>;
  /** x, y pairs of all corners of a polygon, frame after frame; else empty. */
  readonly points: Float32Array<ArrayBuffer>;
}

/** What somebody probably does for a while, seconds from the first frame. */
export interface ReviewAction {
  /** Index of the person. */
  readonly person: number;
  readonly startS: number;
  readonly endS: number;
  /** The action network's name for it. */
  readonly label: string;
  /** 0–1 */
  readonly score: number;
}

/** What the page holds of an analysis: a few numbers per track, never its samples. Columns are moved, not copied. */
export interface ReviewModel {
  /** Presentation time of each frame in seconds from the first. */
  readonly timesS: Float64Array<ArrayBuffer>;
  /** Frames that were looked at, inclusive. */
  readonly firstFrame: number;
  readonly lastFrame: number;
  /** In order of their first appearance, then what was drawn by hand. */
  readonly people: readonly ReviewPerson[];
  /** One row per track: its id, its person (index), first and last frame. */
  readonly spans: {
    readonly track: Int32Array<ArrayBuffer>;
    readonly person: Int32Array<ArrayBuffer>;
    readonly firstFrame: Int32Array<ArrayBuffer>;
    readonly lastFrame: Int32Array<ArrayBuffer>;
  };
  readonly masks: readonly ReviewMask[];
  /** The riskiest moments, with the user's word on them. */
  readonly queue: ReviewQueue;
  /** Corrections that had no effect, by their place in the list. */
  readonly ineffective: readonly IneffectiveCorrection[];
  /** Frames hidden whole within those that were looked at: first and last frame in turn. */
  readonly hiddenWhole: Int32Array<ArrayBuffer>;
  /** Where somebody speaks: seconds from the first frame, begin and end in turn. */
  readonly speechS: Float64Array<ArrayBuffer>;
  /** Who probably speaks: people (index), and when in seconds, begin and end in turn. Empty where nobody looked at mouths. */
  readonly speakers: { readonly person: Int32Array<ArrayBuffer>; readonly timesS: Float64Array<ArrayBuffer> };
  /** Who probably does what, by time. */
  readonly actions: readonly ReviewAction[];
  /** What becomes of the sound, within what was looked at: ascending and apart, in seconds. */
  readonly treated: readonly { readonly kind: SoundTreatmentKind; readonly startS: number; readonly endS: number }[];
  /** Where nobody knows whether somebody speaks, within what was looked at: likewise. */
  readonly speechUnknownS: Float64Array<ArrayBuffer>;
}
