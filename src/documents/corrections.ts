import type { FrameBox } from '../core/boxes.ts';
import type { SoundTreatmentKind } from '../core/sound-treatment.ts';
import type { FillChoice } from './intent.ts';

/**
 * What the user changed, in order; replayed on every re-analysis. Undo drops the last. People are named by any one of their found tracks,
 * whose ids depend on the observations alone. What refers to something that is gone is kept and reported, and has no effect.
 */
export type Correction =
  | HideFramesWhole
  | DecidePerson
  | NamePerson
  | MergePeople
  | SplitPerson
  | DrawMask
  | FollowMask
  | DeleteMask
  | DeleteTrack
  | ShortenTrack
  | TreatVoice
  | TreatSound
  | ReviewItem;

export type Corrections = readonly Correction[];

/** Frames are presentation indices, ranges inclusive, here and below. */
export interface HideFramesWhole {
  readonly kind: 'hide-frames-whole';
  readonly firstFrame: number;
  readonly lastFrame: number;
}

/** `default` leaves it to the Intent again. */
export interface DecidePerson {
  readonly kind: 'decide';
  readonly track: number;
  readonly decision: PersonDecision | 'default';
}

export type PersonDecision = 'hide' | 'show';

/** An empty name takes the name away. */
export interface NamePerson {
  readonly kind: 'name';
  readonly track: number;
  readonly name: string;
}

/** The people of these tracks (two or more) are one. */
export interface MergePeople {
  readonly kind: 'merge';
  readonly tracks: readonly number[];
}

/** These tracks leave their person and are one person of their own. */
export interface SplitPerson {
  readonly kind: 'split';
  readonly tracks: readonly number[];
}

/** `box` has sharp corners: all that was drawn is hidden. */
export type DrawnShape = 'box' | 'ellipse' | 'polygon';

export interface BoxKeyframe {
  readonly frame: number;
  readonly box: FrameBox;
}

/** `points` are x, y pairs in upright pixels, as many in every keyframe of a mask (3 to `polygonPointsMax`). */
export interface PolygonKeyframe {
  readonly frame: number;
  readonly points: readonly number[];
}

interface DrawnMask {
  readonly kind: 'draw';
  /** Chosen by whoever draws, from 1 on; drawing a mask again replaces its keyframes, range, fill and label, but not what was followed. */
  readonly mask: number;
  readonly firstFrame: number;
  readonly lastFrame: number;
  /** Absent: the fill of the Intent. */
  readonly fill?: FillChoice;
  readonly label?: string;
}

/** A mask by hand on frames `firstFrame … lastFrame`: between keyframes it is interpolated, before the first and after the last it rests. */
export type DrawMask = DrawnMask &
  (
    | { readonly shape: 'box' | 'ellipse'; readonly keyframes: readonly BoxKeyframe[] }
    | { readonly shape: 'polygon'; readonly keyframes: readonly PolygonKeyframe[] }
  );

/**
 * What following a mask measured, so that a replay needs no pixels: its bounding box on frames `firstFrame … firstFrame + boxes.length / 4 - 1`.
 * The mask's range grows by them. Keyframes within stay exact: what they differ from the followed way is interpolated.
 */
export interface FollowMask {
  readonly kind: 'follow';
  readonly mask: number;
  readonly firstFrame: number;
  /** 4 per frame: x, y, width, height in upright pixels. */
  readonly boxes: readonly number[];
  /** At which ends it was lost from sight, though the video goes on. */
  readonly lost: FollowLost;
}

export type FollowLost = 'nowhere' | 'before' | 'after' | 'both';

export interface DeleteMask {
  readonly kind: 'delete-mask';
  readonly mask: number;
}

export interface DeleteTrack {
  readonly kind: 'delete-track';
  readonly track: number;
}

/** Only the samples of the range stay. */
export interface ShortenTrack {
  readonly kind: 'shorten-track';
  readonly track: number;
  readonly firstFrame: number;
  readonly lastFrame: number;
}

/** What becomes of whatever this person says; `none` takes the word back. */
export interface TreatVoice {
  readonly kind: 'voice';
  readonly track: number;
  readonly treatment: SoundTreatmentKind | 'none';
}

/** What becomes of a stretch of the sound, whoever is heard in it; microseconds from the first presented frame. It replaces what was said of the stretch before. */
export interface TreatSound {
  readonly kind: 'treat-sound';
  readonly startUs: number;
  readonly endUs: number;
  readonly treatment: SoundTreatmentKind | 'none';
}

/** What became of an item of the risk queue, by its key; the last word counts. */
export interface ReviewItem {
  readonly kind: 'review';
  readonly item: string;
  readonly verdict: ReviewVerdict;
  /** Who says so, if they gave a name: the report repeats it. */
  readonly by?: string;
}

/** `fixed` and `hidden-whole` come with the corrections that do so. `skipped` is said in the report. */
export type ReviewVerdict = 'accepted' | 'fixed' | 'hidden-whole' | 'skipped';

/** More corners than this are drawn by no hand. */
export const polygonPointsMax = 64;

const firstManualTrack = 1_000_000_000;

/** The id of the track that a drawn mask becomes: far above those of found tracks, the same whatever is found. */
export function trackOfMask(mask: number): number {
  return firstManualTrack + mask;
}

/** A mask id that no correction has used, deleted ones included. */
export function nextMaskId(corrections: Corrections): number {
  return 1 + corrections.reduce((most, correction) => (correction.kind === 'draw' ? Math.max(most, correction.mask) : most), 0);
}
