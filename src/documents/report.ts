import type { BackendReason } from '../core/backend-reason.ts';
import type { AdapterFacts } from '../core/gpu-adapter.ts';
import type { GpuTrouble } from '../core/gpu-trouble.ts';
import type { LeftOut } from '../core/left-out.ts';
import type { DetectionFacts, RanOn } from './detection-facts.ts';
import type { HideCovers } from './intent.ts';
import type { MissingPolicy } from './missing.ts';
import type { RunInfo } from './observations.ts';
import type { ReportBodies } from './report-bodies.ts';
import type { QualityStep, ReportTimeBudget } from './quality-step.ts';
import type { ReportEncoding } from './report-encoding.ts';
import type { SoundTreatmentKind } from '../core/sound-treatment.ts';
import type { ReportLayout } from './report-layout.ts';
import type { RiskItemKind } from './risks.ts';

/** How an analysis was looked through and corrected by hand. */
export interface ReportReview {
  /** Moments worth a look, and how many of them nobody looked at. */
  readonly worthALook: number;
  readonly open: number;
  readonly accepted: number;
  readonly fixed: number;
  readonly hiddenWhole: number;
  /** Seconds from the first presented frame; `by` is null when no name was given. */
  readonly skipped: readonly { readonly kind: RiskItemKind; readonly startS: number; readonly endS: number; readonly by: string | null }[];
  readonly masksDrawn: number;
  readonly correctionsWithoutEffect: number;
}

/** One person of a report, by the ids that `--people` takes. */
export interface ReportPerson {
  readonly id: number;
  readonly name: string | null;
  /** Seconds in which there is a track of theirs, in what was looked at. */
  readonly screenTimeS: number;
  /** Seconds from the first presented frame: their first and last. */
  readonly firstS: number;
  readonly lastS: number;
  readonly decision: 'hidden' | 'shown';
  /** 0–1, see `Identity.confidence`. */
  readonly confidence: number;
  /** False: nobody can tell who this is. */
  readonly sure: boolean;
}

/** A stretch of the source that the output shows. */
export interface ReportCut {
  /** Seconds from the first presented frame. */
  readonly startS: number;
  readonly endS: number;
  /** Who is seen in it, by the ids of `people`. */
  readonly people: readonly number[];
}

/** How people were told apart. */
export interface ReportRecognition {
  /** Faces looked at closely, of all that were followed. */
  readonly facesLookedAt: number;
  readonly facesFollowed: number;
  readonly crossings: number;
  /** Tracks cut because they had gone over to somebody else, or may have. */
  readonly corrections: number;
}

/** By what somebody may still be known whose face is hidden. */
export type Identifier = 'face' | 'voice' | 'disguised-voice' | 'names' | 'clothes' | 'gait' | 'place';

/** What a job did, for the user and for `--report`. */
export interface Report {
  readonly version: 1;
  readonly kind: 'video' | 'still';
  readonly source: { readonly name: string; readonly fingerprint: string; readonly frames: number };
  readonly output: { readonly name: string; readonly bytes: number; readonly sha256: string; readonly videoCodec: string; readonly frames: number };
  /** `carried` is bit for bit, `partly-reencoded` but for packets that treatments reach; `left-out` on wish, or because none plays in the range. */
  readonly sound: {
    readonly fate: 'none' | 'carried' | 'partly-reencoded' | 'reencoded' | 'left-out';
    readonly sourceCodec: string | null;
    readonly codec: string | null;
    readonly channels: number;
    /** Packets that could not be decoded and are silent. */
    readonly packetsSilent: number;
    /** Seconds of the new video in which the sound was silenced, bleeped or disguised. Whoever is disguised may still be recognised. */
    readonly treated: readonly { readonly kind: SoundTreatmentKind; readonly seconds: number }[];
    /** The same by person, for whose speech it was done: what nobody is known to say is in everybody's. */
    readonly voices: readonly { readonly person: number; readonly kind: SoundTreatmentKind; readonly seconds: number }[];
    /** Seconds of the new video in which the sound is as it was. */
    readonly untreatedS: number;
  };
  /** What of the source is in it, in its order; of a picture nothing. */
  readonly cuts: readonly ReportCut[];
  /** Null for a still. */
  readonly encoding: ReportEncoding | null;
  /** Where quality stepped down for want of time or memory, in order; `encoding` tells of the beginning. */
  readonly qualitySteps: readonly QualityStep[];
  /** Null where no time was given. */
  readonly timeBudget: ReportTimeBudget | null;
  readonly runs: readonly RunInfo[];
  readonly detector: string;
  /** What the detector ran on, by model, and why. */
  readonly detection: DetectionFacts;
  /** What the frames were composed on. */
  readonly backend: RanOn;
  /** In English; `backendWhy` is the same for programs. */
  readonly backendReason: string;
  readonly backendWhy: BackendReason;
  /** The adapter that WebGPU offered, taken or not; null where there is none, or none was asked for. */
  readonly adapter: AdapterFacts | null;
  /** What the GPU made trouble with, in order, and what became of it. */
  readonly gpuTroubles: readonly GpuTrouble[];
  readonly framesHiddenWhole: number;
  /** Frames that could not be decoded, what was to stand in for them, and for how many it did; the others are hidden whole. */
  readonly missing: { readonly frames: number; readonly policy: MissingPolicy; readonly madeUp: number };
  readonly framesUnknown: number;
  /** What the places of a canvas of its own showed; null where the picture stays as it is. */
  readonly layout: ReportLayout | null;
  /** What of each hidden person is covered. */
  readonly covers: HideCovers;
  /** Faces that were followed and hidden. */
  readonly tracks: number;
  readonly review: ReportReview;
  /** Which analysis the ids of `people` are of: `--people keep:1@DIGEST` works only where the same was found. */
  readonly foundDigest: string;
  readonly people: readonly ReportPerson[];
  readonly recognition: ReportRecognition;
  /** Absent where nobody looked for bodies. */
  readonly bodies?: ReportBodies;
  readonly stillIdentifies: readonly Identifier[];
  readonly audit: { readonly passed: boolean; readonly checks: readonly { readonly name: string; readonly passed: boolean; readonly detail: string }[] };
  /** Tracks and metadata of the source that the output does not hold; `notes` says the same in words. */
  readonly leftOut: readonly LeftOut[];
  readonly notes: readonly string[];
}

/** What a finished analysis tells the render about itself, for the report. */
export interface AnalysisFacts {
  readonly fingerprint: string;
  readonly sourceFrames: number;
  readonly detector: string;
  readonly detection: DetectionFacts;
  readonly framesUnknown: number;
  readonly runs: readonly RunInfo[];
  readonly review: ReportReview;
  /** Which analysis the ids of `people` are of: `--people keep:1@DIGEST` works only where the same was found. */
  readonly foundDigest: string;
  readonly people: readonly ReportPerson[];
  /** By the cuts of the edit. */
  readonly cuts: readonly ReportCut[];
  readonly recognition: ReportRecognition;
  /** Absent where nobody looked for bodies. */
  readonly bodies?: ReportBodies;
  /** Tracks that are no faces. Absent: all are. */
  readonly bodyTracks?: ReadonlySet<number>;
  /** What of each hidden person is covered. */
  readonly covers: HideCovers;
  /** What else the user should know, in English. */
  readonly notes: readonly string[];
}
