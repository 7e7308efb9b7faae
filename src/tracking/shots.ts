import type { LumaPlane } from './follow/luma-pyramid.ts';
import { glanceOf, hasContrast, sceneChange } from './scene-change.ts';

/** `FrameObservation.sceneChange` of a cut, and of all that is more. */
const cutMin = 100;

/** Looks at the pictures of a video in their order and says of each how much it differs from the one before; one for each job. */
export class ShotWatch {
  #glance: Float32Array | undefined;

  /**
   * `FrameObservation.sceneChange` of a picture (borrowed): 100 and more where another scene begins, 0 for the first picture. A picture without
   * contrast is passed over, so that a cut by way of black is seen as well.
   */
  next(plane: LumaPlane): number {
    const glance = glanceOf(plane);
    if (!hasContrast(glance)) return 0;
    const change = this.#glance === undefined ? 0 : sceneChange(this.#glance, glance);
    this.#glance = glance;
    return Math.min(255, Math.max(0, Math.floor(cutMin * change)));
  }
}

/** The frames with which shots begin, but for the first of all, from a column of `sceneChange` whose first is of frame `firstFrame`. */
export function shotStartsOf(sceneChanges: Uint8Array, firstFrame: number): number[] {
  const starts: number[] = [];
  sceneChanges.forEach((change, index) => {
    if (index > 0 && change >= cutMin) starts.push(firstFrame + index);
  });
  return starts;
}
