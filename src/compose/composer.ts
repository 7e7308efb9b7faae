import type { AppError } from '../core/errors.ts';
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

/** A composer on a device that may be lost, refuse its work or run out of memory: a frame that failed by that may be composed again, by any composer. */
export interface DeviceComposer extends Composer {
  /** Why nothing more can be had of the device, once that is so. */
  readonly broken: AppError | undefined;
  /** Gives back what it keeps for frames to come: memory is short. */
  shrink(): void;
}
