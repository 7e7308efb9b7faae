import type { FrameGeometry } from '../core/geometry.ts';
import type { I420Image } from '../core/i420.ts';
import type { Bodies, BodyScale } from '../documents/bodies.ts';

/** Finds the people of a picture, with their poses. */
export interface BodyNetwork {
  /**
   * Bodies in upright displayed pixels, without duplicates, best score first, with every score from `bodyScores.continue` up; the pose of a body is NaN where
   * nobody estimated it. A network that takes other sizes finds persons at `scale` (1 when absent) times its own; poses are always seen in full: they cost
   * less, and lose more. One picture at a time (calls may overlap; they wait for each other). Borrows the picture until it resolves. Throws
   * `model/run-failed`, also where a network answers with NaN.
   */
  find(image: I420Image, geometry: FrameGeometry, scale?: BodyScale): Promise<Bodies>;
  /** Frees the networks after the calls that are under way. */
  close(): void;
}

/** Scores of bodies come on one scale, as those of faces do (`score-scale.ts`): from `start` on one may begin a track, from `continue` on only continue one. */
export const bodyScores = { start: 0.5, continue: 0.25 } as const;
