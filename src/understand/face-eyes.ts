import type { Track } from '../documents/analysis.ts';
import { keypointCount } from '../documents/observations.ts';
import type { FrameClock, Tracklet } from '../tracking/tracklet.ts';

/** Eyes that were seen so shortly before and after are on the straight way between; a head turns by 20° in it at most. */
const bridgeMaxS = 0.25;

/**
 * `Track.eyes` of a track that was made of this tracklet, from the keypoints of its detections (columns of the Observations): as they were seen, in between on the straight
 * way where both sides are near, else NaN. Undefined where nobody saw any.
 */
export function eyesOf(track: Track, { frames, detections }: Tracklet, keypoints: Float32Array, clock: FrameClock): Float32Array | undefined {
  const firstFrame = track.frames[0] ?? 0;
  const eyes = new Float32Array(4 * track.frames.length).fill(NaN);
  let before: { readonly frame: number; readonly own: Float32Array } | undefined;
  frames.forEach((frame, sample) => {
    const at = 2 * keypointCount * (detections[sample] as number);
    const own = keypoints.subarray(at, at + 4);
    if (!own.every(Number.isFinite)) return;
    if (before !== undefined) {
      const spanS = clock.timeS(frame) - clock.timeS(before.frame);
      for (let between = before.frame + 1; between < frame && spanS <= bridgeMaxS; between++) {
        const part = spanS > 0 ? (clock.timeS(between) - clock.timeS(before.frame)) / spanS : 0.5;
        own.forEach((value, index) => (eyes[4 * (between - firstFrame) + index] = (before?.own[index] as number) * (1 - part) + value * part));
      }
    }
    eyes.set(own, 4 * (frame - firstFrame));
    before = { frame, own };
  });
  return before === undefined ? undefined : eyes;
}
