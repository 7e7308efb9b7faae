import { frameBox } from '../core/boxes.ts';
import type { FrameBox } from '../core/boxes.ts';

/** Elapsed time is counted in steps of this many seconds: the noise of ByteTrack is per frame of 30 frames/s video. */
export const stepS = 1 / 30;

/** ByteTrack, yolox/tracker/kalman_filter.py: standard deviation of a box position as a part of its height. */
const positionStd = 1 / 20;
/**
 * ByteTrack has 1/160 of the height of a whole person per frame. A person is about 7.5 heads tall, so that the same
 * movement is 7.5 times as much in heights of a face.
 */
const velocityStd = 7.5 / 160;
/** ByteTrack, same file: aspect ratios are measured to 0.1, drift by 0.01 and have velocities of 1e-5. */
const aspectMeasuredStd = 1e-1;
const aspectStd = 1e-2;
const aspectVelocityStd = 1e-5;
/** ByteTrack, `initiate`: a first measurement is trusted half as much, and the velocity may be anything. */
const initialPositionFactor = 2;
const initialVelocityFactor = 10;
/** No face keeps its velocity for longer than this: beyond it a prediction stays where it is (0.5 s). */
const predictedStepsMax = 15;
/** Keeps a height positive when it shrinks fast. */
const heightMinPx = 1;

const aspectAxis = 2;
const heightAxis = 3;
const axes = 4;

/**
 * Constant-velocity Kalman filter of a box: centre x, centre y, aspect (width / height), height, each with a velocity per step.
 * ByteTrack's 8×8 covariances stay block-diagonal, one 2×2 block per coordinate, so these four small filters give the same numbers.
 */
export class BoxFilter {
  readonly #position = new Float64Array(axes);
  readonly #velocity = new Float64Array(axes);
  /** Per axis: variance of the position, covariance, variance of the velocity. */
  readonly #covariance = new Float64Array(3 * axes);
  #stepsPredicted = 0;

  /** Starts at the measured box, at rest. */
  constructor(x: number, y: number, width: number, height: number) {
    const measured = [x + width / 2, y + height / 2, width / height, height];
    this.#position.set(measured);
    for (let axis = 0; axis < axes; axis++) {
      const positionSd = axis === aspectAxis ? aspectStd : initialPositionFactor * positionStd * height;
      const velocitySd = axis === aspectAxis ? aspectVelocityStd : initialVelocityFactor * velocityStd * height;
      this.#covariance[3 * axis] = positionSd ** 2;
      this.#covariance[3 * axis + 2] = velocitySd ** 2;
    }
  }

  get box(): FrameBox {
    const [centreX, centreY, aspect, height] = this.#position as unknown as [number, number, number, number];
    return frameBox(centreX - (aspect * height) / 2, centreY - height / 2, aspect * height, height);
  }

  /** Velocity of the centre in pixels per second. */
  get velocityPxPerS(): { readonly x: number; readonly y: number } {
    return { x: (this.#velocity[0] as number) / stepS, y: (this.#velocity[1] as number) / stepS };
  }

  /** Moves on by an elapsed time; process noise grows in proportion to it. */
  predict(elapsedS: number): void {
    const steps = elapsedS / stepS;
    const moving = Math.max(0, Math.min(steps, predictedStepsMax - this.#stepsPredicted));
    this.#stepsPredicted += steps;
    const height = this.#position[heightAxis] as number;
    const p = this.#covariance;
    for (let axis = 0; axis < axes; axis++) {
      const noise = axis === aspectAxis ? aspectStd : positionStd * height;
      const velocityNoise = axis === aspectAxis ? aspectVelocityStd : velocityStd * height;
      this.#position[axis] = (this.#position[axis] as number) + moving * (this.#velocity[axis] as number);
      const covariance = p[3 * axis + 1] as number;
      const velocityVariance = p[3 * axis + 2] as number;
      p[3 * axis] = (p[3 * axis] as number) + 2 * moving * covariance + moving ** 2 * velocityVariance + noise ** 2 * steps;
      p[3 * axis + 1] = covariance + moving * velocityVariance;
      p[3 * axis + 2] = velocityVariance + velocityNoise ** 2 * steps;
    }
    this.#keepPositive();
  }

  /** Corrects by a measured box. */
  correct(x: number, y: number, width: number, height: number): void {
    const measured = [x + width / 2, y + height / 2, width / height, height] as const;
    const p = this.#covariance;
    for (let axis = 0; axis < axes; axis++) {
      const noise = axis === aspectAxis ? aspectMeasuredStd : positionStd * (this.#position[heightAxis] as number);
      const variance = p[3 * axis] as number;
      const covariance = p[3 * axis + 1] as number;
      const gain = variance / (variance + noise ** 2);
      const velocityGain = covariance / (variance + noise ** 2);
      const residual = (measured[axis] as number) - (this.#position[axis] as number);
      this.#position[axis] = (this.#position[axis] as number) + gain * residual;
      this.#velocity[axis] = (this.#velocity[axis] as number) + velocityGain * residual;
      p[3 * axis] = (1 - gain) * variance;
      p[3 * axis + 1] = (1 - gain) * covariance;
      p[3 * axis + 2] = (p[3 * axis + 2] as number) - velocityGain * covariance;
    }
    this.#stepsPredicted = 0;
    this.#keepPositive();
  }

  #keepPositive(): void {
    this.#position[heightAxis] = Math.max(heightMinPx, this.#position[heightAxis] as number);
    // An aspect that drifted to nothing would make an empty box, which overlaps with no detection.
    this.#position[aspectAxis] = Math.min(4, Math.max(0.25, this.#position[aspectAxis] as number));
  }
}
