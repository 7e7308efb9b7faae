import type { I420Image } from '../core/i420.ts';
import type { FramePlan } from '../documents/edit.ts';

/** Carries out frame plans on pictures of one geometry, in place, whatever it runs on. One per job. */
export interface Composer {
  /** How many frames are worth having under way at once; more only wait. */
  readonly framesAtOnce: number;
  /**
   * Changes the picture to what the plan says. When it throws, the picture must not be used. Where several are under way, their plans are
   * taken in the order of the calls.
   */
  compose(image: I420Image, plan: FramePlan): void | Promise<void>;
  /** Forgets what fills hold about earlier frames; call it after a seek. */
  reset(): void;
}
