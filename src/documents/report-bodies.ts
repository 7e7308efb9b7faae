import type { BodySettings } from './bodies.ts';

/** How bodies were looked for, and what came of it, in what was looked at. */
export interface ReportBodies extends BodySettings {
  /** Frames in which bodies were looked for, and frames in all. */
  readonly framesLooked: number;
  readonly frames: number;
  /** Bodies that were followed, and how many of them were never seen with a face. */
  readonly followed: number;
  readonly faceless: number;
  /** Frames with a head that was told by its body alone. */
  readonly framesWithHeads: number;
}
