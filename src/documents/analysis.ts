import type { FrameBox } from '../core/boxes.ts';
import type { SoundTreatmentKind } from '../core/sound-treatment.ts';
import type { DrawnShape, PersonDecision } from './corrections.ts';
import type { FillChoice } from './intent.ts';
import type { RunInfo } from './observations.ts';
import type { SourceInfo } from './source.ts';

export type TrackKind = 'face' | 'head' | 'person' | 'manual';
/** Where a sample's box is from. The index in this list is what the `origins` column holds. */
export const sampleOrigins = ['detected', 'bridged', 'extended', 'manual'] as const;
export type SampleOrigin = (typeof sampleOrigins)[number];

/** One person's way through consecutive frames: columns, ascending frames without gaps. Boxes are tight faces in upright pixels. */
export interface Track {
  readonly id: number;
  readonly kind: TrackKind;
  readonly frames: Int32Array;
  /** 4 per sample: x, y, width, height. */
  readonly boxes: Float32Array;
  readonly scores: Float32Array;
  readonly origins: Uint8Array;
  /** Of faces: x, y of the right and of the left eye (the person's), 4 per sample, NaN where nobody saw them. Absent: not known anywhere. */
  readonly eyes?: Float32Array;
  /** Of persons: `poseStride` per sample, smoothed, NaN where nobody estimated them. Absent: not known anywhere. */
  readonly poses?: Float32Array;
  /** Of persons and of heads that were told by a body: the faces (track ids) that this body has, ascending. Absent: none was seen. */
  readonly faces?: readonly number[];
  /** Of manual tracks, and of these always: their boxes are what was drawn, not faces. */
  readonly drawn?: DrawnOutline;
}

/** How a mask drawn by hand looks. */
export interface DrawnOutline {
  readonly mask: number;
  readonly shape: DrawnShape;
  /** x, y pairs of all corners, sample after sample, in upright pixels; empty unless the shape is a polygon. */
  readonly points: Float32Array;
  /** Absent: the fill of the Intent. */
  readonly fill?: FillChoice;
  readonly label: string;
}

/** A person, as far as faces tell: one or more tracks that are never in two places at once. */
export interface Identity {
  /** The smallest id of its tracks. */
  readonly id: number;
  readonly tracks: readonly number[];
  /** 0–1: how sure it is that these tracks are one person and that no other identity is the same one. 0 where no face was good enough to compare. */
  readonly confidence: number;
  /** False: nobody knows who this is. Such a person is hidden, whatever is kept. */
  readonly sure: boolean;
  /** Ids of identities that may be this person too: who hides one of them hides all. */
  readonly maybe: readonly number[];
  /** The best look at the face: frame and tight face box; null when there is none but guesses. */
  readonly best: { readonly frame: number; readonly box: FrameBox } | null;
  /** What the user said of this person. */
  readonly name?: string;
  readonly decision?: PersonDecision;
  /** What becomes of whatever they say; absent: nothing. */
  readonly voice?: SoundTreatmentKind;
}

/** Why two people may have been taken for each other somewhere. */
export type RiskKind = 'crossing' | 'jump' | 'mismatch';

/** A moment in which tracks may have changed hands; frames inclusive. */
export interface IdentityRisk {
  readonly kind: RiskKind;
  /** Tracks concerned: both of a crossing, that which jumped or changed its looks. */
  readonly tracks: readonly number[];
  readonly firstFrame: number;
  readonly lastFrame: number;
}

/** How recognition went, for the report. */
export interface Recognition {
  /** Faces that a recognizer looked at, of all that belong to a track. */
  readonly embedded: number;
  readonly trackFrames: number;
  readonly risks: readonly IdentityRisk[];
  /** Tracks that were cut because both sides are different people, or nobody could tell. */
  readonly cuts: number;
}

/** What is known of how a track's face looks: enough to compare any two (see `tracking/looks.ts`). */
export interface TrackLooks {
  readonly track: number;
  readonly count: number;
  /** Sum of the looks' qualities. */
  readonly weight: number;
  readonly mean: Float64Array;
  /** Mean squared distance of the looks from their mean. */
  readonly spread: number;
}

/** A correction (by its place in the list) that had no effect, and why. */
export interface IneffectiveCorrection {
  readonly index: number;
  readonly reason: 'no-such-track' | 'no-such-mask' | 'seen-together' | 'outside-video' | 'nothing-left';
}

/** A stretch of time in microseconds from the first presented frame, of sound alone from its beginning; the end is exclusive. */
export interface SpeechRange {
  readonly startUs: number;
  readonly endUs: number;
}

/** A stretch of speech of which somebody seen is taken for the speaker. Speech outside of all such stretches is nobody's who is known. */
export interface SpeakerRange extends SpeechRange {
  readonly track: number;
  /** 0–1: how much more this mouth moved than any other, and than a silent one does; less where it was seen for a moment only. */
  readonly confidence: number;
}

export interface Action {
  readonly track: number;
  readonly startUs: number;
  readonly endUs: number;
  readonly label: string;
  readonly score: number;
}

/** Frames of which nothing is known (or which the user wants hidden whole), inclusive presentation indices. */
export interface FrameRange {
  readonly firstFrame: number;
  readonly lastFrame: number;
}

export interface Analysis {
  readonly source: SourceInfo;
  readonly tracks: readonly Track[];
  readonly identities: readonly Identity[];
  readonly recognition: Recognition;
  /** Not part of the export: numbers that tell a face are in no file. Absent in an Analysis that was read from one. */
  readonly looks?: readonly TrackLooks[];
  /** Where somebody speaks: ascending, apart from each other. */
  readonly speech: readonly SpeechRange[];
  /** Where nobody knows whether somebody speaks: the sound could not be decoded, or was not listened to. */
  readonly speechUnknown: readonly SpeechRange[];
  /** Who speaks: ascending, none over another. Absent where nobody looked at mouths. */
  readonly speakers?: readonly SpeakerRange[];
  readonly actions: readonly Action[];
  readonly unknown: readonly FrameRange[];
  /** The frames at which another scene begins, ascending; absent where nobody looked for them. */
  readonly shotStarts?: readonly number[];
  readonly runs: readonly RunInfo[];
  /** Not part of the export. */
  readonly ineffective: readonly IneffectiveCorrection[];
}
