import { bodyPoints, poseStride } from '../documents/bodies.ts';
import { smoothPoint } from './point-smoother.ts';
import type { FrameClock, Tracklet } from './tracklet.ts';

/** A weaker look at a point is a guess of the network's: it says nothing of where the point is. */
const pointScoreMin = 0.1;
/** Jitter of a sure look, in body sizes; it grows as the score falls. `bench/sampling.ts` tells how far looks at one place lie apart. */
const jitterSizes = 0.01;
/**
 * With this spread of accelerations a sure point at 30 looks a second is followed up to about 4 Hz ((PSD / (σ² Δt))^¼ / 2π), faster than people wave; a
 * weak one of a fifth of the score up to 2 Hz.
 */
const accelerationPsdSizes = 1.5;
/** Before anything is known of it a point may move by so many body sizes a second. */
const startSpeedSizes = 2;
/** Where nobody saw a point for longer, it is not known. */
const bridgeMaxS = 1.1;

/**
 * The poses of a body on every frame from its first sample to its last, `poseStride` a frame: `poses` are the columns that the tracklet's detections
 * point into. Smoothed point by point without lag; frames between looks lie on the way, with the lower of both scores; a point that nobody saw within
 * a second or so on either side is NaN there.
 */
export function smoothPoses({ frames, boxes, detections }: Tracklet, poses: Float32Array, clock: FrameClock): Float32Array {
  const firstFrame = frames[0] ?? 0;
  const count = frames.length === 0 ? 0 : (frames[frames.length - 1] as number) - firstFrame + 1;
  const smooth = new Float32Array(poseStride * count).fill(NaN);
  const timesS = Float64Array.from({ length: count }, (_, index) => clock.timeS(firstFrame + index));
  const size = typicalSize(boxes);
  const motion = { accelerationPsd: accelerationPsdSizes * size * size, startSpeedPxPerS: startSpeedSizes * size };
  const looks = { timesS, x: new Float64Array(count), y: new Float64Array(count), sigmaPx: new Float64Array(count) };
  const scores = new Float64Array(count);
  for (let point = 0; point < bodyPoints.length; point++) {
    looks.x.fill(NaN);
    looks.y.fill(NaN);
    frames.forEach((frame, sample) => {
      const at = poseStride * (detections[sample] as number) + 3 * point;
      const [x, y, score] = [poses[at] as number, poses[at + 1] as number, poses[at + 2] as number];
      if (!(score >= pointScoreMin) || !Number.isFinite(x + y)) return;
      const row = frame - firstFrame;
      looks.x[row] = x;
      looks.y[row] = y;
      looks.sigmaPx[row] = (jitterSizes * size) / score;
      scores[row] = score;
    });
    const way = smoothPoint(looks, motion);
    forEachKnown(looks.x, timesS, scores, (row, score) => smooth.set([way.x[row] as number, way.y[row] as number, score], poseStride * row + 3 * point));
  }
  return smooth;
}

/** Every row that was seen, with its score, and those between two that were seen soon after each other, with the lower of theirs. */
function forEachKnown(seen: Float64Array, timesS: Float64Array, scores: Float64Array, put: (row: number, score: number) => void): void {
  let before = -1;
  for (let row = 0; row < seen.length; row++) {
    if (Number.isNaN(seen[row])) continue;
    if (before >= 0 && (timesS[row] as number) - (timesS[before] as number) <= bridgeMaxS) {
      for (let between = before + 1; between < row; between++) put(between, Math.min(scores[before] as number, scores[row] as number));
    }
    put(row, scores[row] as number);
    before = row;
  }
}

/** The middle one of the boxes' sizes (roots of their areas). */
function typicalSize(boxes: Float32Array): number {
  const sizes = Float64Array.from({ length: boxes.length / 4 }, (_, sample) => Math.sqrt((boxes[4 * sample + 2] as number) * (boxes[4 * sample + 3] as number))).sort();
  return Math.max(1, sizes[sizes.length >> 1] ?? 1);
}
