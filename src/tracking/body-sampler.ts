import type { BodySampling } from '../documents/bodies.ts';
import type { LumaPlane } from './follow/luma-pyramid.ts';
import { glanceOf } from './scene-change.ts';

/** However still the picture is, and however far apart scenes are, bodies are looked for this often: who stands still is found, too. */
const leastEveryS = 1;
/** A cell of a glance (a 32nd of the width) that changed by so much (of 255) since the last look moved; less is noise of the camera and of compression. */
const movedMin = 6;
/** `FrameObservation.sceneChange` of a cut. */
const cutMin = 100;
/** Times that are no whole numbers must not shift a frame to the look before. */
const toleranceS = 1e-6;

const strides: Readonly<Partial<Record<BodySampling, number>>> = { all: 1, 'every-2': 2, 'every-3': 3, 'every-4': 4 };

/**
 * Decides in which of the frames that are looked at at all bodies are looked for; what it decides depends on the pictures alone, never on how fast
 * anything is, so that an act which is resumed looks at the same frames. One for each job, which asks for the frames in their order.
 */
export class BodySampler {
  readonly #sampling: BodySampling;
  readonly #timeS: (frame: number) => number;
  #last: { readonly frame: number; readonly glance: Float32Array | undefined } | undefined;

  constructor(sampling: BodySampling, timeS: (frame: number) => number) {
    this.#sampling = sampling;
    this.#timeS = timeS;
  }

  /** The frame with the last look; undefined before the first. Resuming, its picture is wanted where what moves decides. */
  get lastFrame(): number | undefined {
    return this.#last?.frame;
  }

  /** Bodies were looked for in this frame before the act was interrupted. */
  resumeAt(frame: number, plane?: LumaPlane): void {
    this.#last = { frame, glance: this.#glance(plane) };
  }

  /** Whether bodies are looked for in this frame, whose picture is borrowed; `sceneChange` as in `FrameObservation`. If so, this is the last look. */
  isDue(frame: number, plane: LumaPlane, sceneChange: number): boolean {
    const glance = this.#glance(plane);
    if (!this.#isDue(frame, glance, sceneChange)) return false;
    this.#last = { frame, glance };
    return true;
  }

  #isDue(frame: number, glance: Float32Array | undefined, sceneChange: number): boolean {
    const last = this.#last;
    if (last === undefined || sceneChange >= cutMin) return true;
    const stride = strides[this.#sampling];
    if (stride !== undefined) return Math.floor(frame / stride) > Math.floor(last.frame / stride);
    if (this.#timeS(frame) - this.#timeS(last.frame) >= leastEveryS - toleranceS) return true;
    return glance !== undefined && (last.glance === undefined || hasMoved(last.glance, glance));
  }

  /** Only what moves asks for the picture. */
  #glance(plane: LumaPlane | undefined): Float32Array | undefined {
    return this.#sampling === 'motion' && plane !== undefined ? glanceOf(plane) : undefined;
  }
}

function hasMoved(before: Float32Array, after: Float32Array): boolean {
  return after.some((value, cell) => Math.abs(value - (before[cell] as number)) >= movedMin);
}
