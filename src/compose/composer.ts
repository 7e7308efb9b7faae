import type { AppError } from '../core/errors.ts';
import type { I420Image } from '../core/i420.ts';
import type { FramePlan } from '../documents/edit.ts';

/** Where the picture of a plan with a canvas goes: planes of the canvas's size, unpadded. */
export interface CanvasTarget {
  readonly out: Uint8Array<ArrayBuffer>;
  /** The canvas before, without its marks, for the places that are held; null: they show the background. Borrowed. */
  readonly before: Uint8Array<ArrayBuffer> | null;
  /** Gets the canvas without its marks, for the frame after; null where that holds nothing. */
  readonly keep: Uint8Array<ArrayBuffer> | null;
}

/** Carries out frame plans on pictures of one geometry, whatever it runs on. One per job. */
export interface Composer {
  /** How many frames are worth having under way at once; more only wait. */
  readonly framesAtOnce: number;
  /**
   * Changes the picture to what the plan says; where it plans a canvas, fills the target, which must then be given, with views of the picture after
   * its masks were laid over it, and the picture is of no more use. When it throws, neither may be used. Where several are under way, their plans
   * are taken in the order of the calls.
   */
  compose(image: I420Image, plan: FramePlan, target?: CanvasTarget): void | Promise<void>;
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
