import { bodyPoints } from '../documents/bodies.ts';
import { between, jointCount, jointsOf, placeOf } from './action-joints.ts';
import type { Place } from './action-joints.ts';

/** The network for actions counts time in frames of its training clips. */
export const actionFramesPerS = 30;
/** A point that was not seen for longer is not known in between: an arm comes and goes in less than half a second. */
const gapMaxS = 0.4;
/** Times closer to each other are the same. */
const roundingS = 1e-6;

/** A body's joints by the network's clock, whatever the video's frame rate. */
export interface BodyPath {
  readonly frames: number;
  /** x, y in upright pixels for each of `actionJoints`, 0 where not seen. */
  readonly points: Float32Array;
  /** 1 for each joint that is seen, or was just before and after. */
  readonly seen: Uint8Array;
}

/** Resamples a track's poses; the first frame is at the first sample's time. Times ascend, in seconds. Points not seen for a moment go straight on. */
export function bodyPath(poses: Float32Array, timesS: Float64Array): BodyPath {
  const [firstS = 0, lastS = -1] = [timesS[0], timesS[timesS.length - 1]];
  // The last sample of a path that ends on the clock must not be lost to rounding.
  const frames = timesS.length === 0 ? 0 : Math.floor((lastS - firstS) * actionFramesPerS + roundingS * actionFramesPerS) + 1;
  const ways = bodyPoints.map((_, point) => new PointWay(poses, timesS, point));
  const path: BodyPath = { frames, points: new Float32Array(2 * jointCount * frames), seen: new Uint8Array(jointCount * frames) };
  for (let frame = 0; frame < frames; frame += 1) {
    jointsOf(ways.map((way) => way.at(firstS + frame / actionFramesPerS))).forEach((place, joint) => {
      if (place === undefined) return;
      path.seen[jointCount * frame + joint] = 1;
      path.points.set(place, 2 * (jointCount * frame + joint));
    });
  }
  return path;
}

/** One point of a body through time; asked for ascending times. */
class PointWay {
  readonly #poses: Float32Array;
  readonly #timesS: Float64Array;
  readonly #point: number;
  /** Samples that see the point: the last one so far, and the next. */
  #before = -1;
  #after: number;

  constructor(poses: Float32Array, timesS: Float64Array, point: number) {
    [this.#poses, this.#timesS, this.#point] = [poses, timesS, point];
    this.#after = this.#nextSeen(0);
  }

  at(timeS: number): Place {
    while (this.#after < this.#timesS.length && (this.#timesS[this.#after] as number) <= timeS + roundingS) {
      this.#before = this.#after;
      this.#after = this.#nextSeen(this.#after + 1);
    }
    const from = this.#before < 0 ? undefined : placeOf(this.#poses, this.#before, this.#point);
    if (from === undefined) return undefined;
    const [beforeS, afterS] = [this.#timesS[this.#before] as number, this.#timesS[this.#after]];
    if (timeS - beforeS <= roundingS) return from;
    const to = afterS === undefined || afterS - beforeS > gapMaxS ? undefined : placeOf(this.#poses, this.#after, this.#point);
    return to === undefined ? undefined : between(from, to, (timeS - beforeS) / ((afterS as number) - beforeS));
  }

  #nextSeen(from: number): number {
    let sample = from;
    while (sample < this.#timesS.length && placeOf(this.#poses, sample, this.#point) === undefined) sample += 1;
    return sample;
  }
}
