import type { ActionScores } from './action-scores.ts';
import type { Bodies, BodyColumns, BodySettings } from './bodies.ts';
import type { EmbeddingColumns, FaceEmbeddings } from './embeddings.ts';
import type { Mouths } from './mouths.ts';
import type { SourceInfo } from './source.ts';
import type { SpeechObservations } from './speech-observations.ts';

export type Quality = 'fast' | 'balanced' | 'thorough';
export type DetectorChoice = 'auto' | 'yunet' | 'embedded';

/** What the user asked of the observers. A journal made with other settings is not resumed. */
export interface ObserveSettings {
  readonly quality: Quality;
  readonly detector: 'yunet' | 'embedded';
  /** 0–1, 0.5 is the default; higher finds more faces and more that are none. Scales the detectors' score thresholds. */
  readonly sensitivity: number;
  /** First and last presentation index looked at, inclusive. */
  readonly firstFrame: number;
  readonly lastFrame: number;
  /** Look at mouths too, to tell who speaks. Absent: do not. */
  readonly speakers?: boolean;
  /** Look for bodies too. Absent: do not. */
  readonly bodies?: BodySettings;
}

/** `skipped`: not looked at on purpose (fast). `unknown`: looking failed, which never means "nothing there". */
export const frameStatus = { skipped: 0, observed: 1, unknown: 2 } as const;
export type FrameStatus = (typeof frameStatus)[keyof typeof frameStatus];

/** Number of x, y pairs per face: right eye, left eye, nose, right and left mouth corner (as seen: the person's right first). */
export const keypointCount = 5;

/** Faces of one frame in upright displayed pixels, a struct of arrays. `keypoints` is NaN where a detector gives none. */
export interface Detections {
  readonly count: number;
  /** 4 per face: x, y, width, height. */
  readonly boxes: Float32Array;
  /** 0–1. */
  readonly scores: Float32Array;
  /** 10 per face: x, y pairs. */
  readonly keypoints: Float32Array;
}

export interface FrameObservation {
  /** Presentation index. */
  readonly frame: number;
  readonly status: FrameStatus;
  readonly detections: Detections;
  /** Absent where nobody was looked at closely. */
  readonly embeddings?: FaceEmbeddings;
  /** Absent where nobody looked at mouths. */
  readonly mouths?: Mouths;
  /** Absent where nobody looked for bodies: the settings do not ask, or the sampling passed over this frame. With none: there is nobody. */
  readonly bodies?: Bodies;
  /** 0–255: how much the picture differs from the one that was looked at before; from 100 on another scene begins. Absent: 0. */
  readonly sceneChange?: number;
}

export const noDetections: Detections = {
  count: 0,
  boxes: new Float32Array(0),
  scores: new Float32Array(0),
  keypoints: new Float32Array(0),
};

/** How a stage ran, for the Analysis and the Report. */
export interface RunInfo {
  readonly stage: string;
  readonly backend: string;
  /** Frames of the video; 0 of what works on its sound. */
  readonly frames: number;
  readonly ms: number;
  readonly detail: string;
}

/**
 * Everything the models said about a video or a sound. Columns over frames `settings.firstFrame … lastFrame`:
 * the detections of frame `firstFrame + i` are `offsets[i]` to `offsets[i + 1]` of the detection columns.
 */
export interface Observations {
  readonly source: SourceInfo;
  readonly settings: ObserveSettings;
  readonly statuses: Uint8Array;
  /** `FrameObservation.sceneChange` of each frame. */
  readonly sceneChanges: Uint8Array;
  readonly offsets: Uint32Array;
  readonly boxes: Float32Array;
  readonly scores: Float32Array;
  readonly keypoints: Float32Array;
  readonly embeddings: EmbeddingColumns;
  /** Absent where the settings do not ask who speaks. */
  readonly mouths?: Mouths;
  /** Absent where the settings do not ask for bodies. */
  readonly bodies?: BodyColumns;
  readonly speech: SpeechObservations;
  /** Absent where nobody asked what people do. Not in the journal: it is of tracks, and told anew in a moment. */
  readonly actions?: ActionScores;
  readonly runs: readonly RunInfo[];
}
