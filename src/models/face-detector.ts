import type { FrameGeometry } from '../core/geometry.ts';
import type { I420Image } from '../core/i420.ts';
import type { Detections, Quality } from '../documents/observations.ts';

export type FaceDetectorId = 'yunet' | 'embedded';

export interface DetectRequest {
  readonly geometry: FrameGeometry;
  readonly quality: Quality;
  /** 0–1, 0.5 is the default. */
  readonly sensitivity: number;
}

/** Finds faces in pictures, one picture at a time (calls may overlap; they wait for each other). */
export interface FaceDetector {
  readonly id: FaceDetectorId;
  /**
   * Faces in upright displayed pixels, without duplicates, best score first, with every score from `scoreThresholds(...).continue` up.
   * Borrows the picture until it resolves. Throws `model/run-failed`, also when the network answers with NaN.
   */
  detect(image: I420Image, request: DetectRequest): Promise<Detections>;
  /** Frees the networks after the calls that are under way. */
  close(): void;
}

/** Scores from which a detection may begin a track, and from which it may continue one. */
export interface ScoreThresholds {
  readonly start: number;
  readonly continue: number;
}

/** On the common scale (see score-scale.ts) every detector's published start threshold stands at 0.5. */
const startScore = 0.5;
/**
 * Lowest score worth keeping, as a share of the start score. YuNet 0.2 of 0.5: above the floor of ByteTrack (0.1), whose detector is weaker
 * on clutter. Embedded: FACTS measured 99 % video recall with BlazeFace ≥ .25 and SSD ≥ .15, each half of its start threshold.
 */
const continueShare: Readonly<Record<FaceDetectorId, number>> = { yunet: 0.4, embedded: 0.5 };
/** Full sensitivity lowers both thresholds by 40 %, none raises them by 40 %: the outer ends where the detectors still mean something. */
const sensitivityReach = 0.4;

/** The thresholds of a detector at a sensitivity of 0–1, on the common scale of 0–1. */
export function scoreThresholds(detector: FaceDetectorId, sensitivity: number): ScoreThresholds {
  const start = startScore * (1 + 2 * sensitivityReach * (0.5 - Math.min(1, Math.max(0, sensitivity))));
  return { start, continue: start * continueShare[detector] };
}
