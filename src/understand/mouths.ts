import type { Mouths } from '../documents/mouths.ts';
import type { FrameClock, Tracklet } from '../tracking/tracklet.ts';

/** A track's mouth through time: columns in ascending order of time. */
export interface TrackMouths {
  readonly track: number;
  /** Microseconds from the first presented frame. */
  readonly timesUs: Float64Array;
  /** As in `Mouths`. */
  readonly openings: Float32Array;
  readonly qualities: Float32Array;
}

/** What was seen of the mouth of a track that was made of a tracklet; undefined where nobody looked at it. */
export function mouthsOf(track: number, { frames, detections }: Tracklet, mouths: Mouths, rowOf: ReadonlyMap<number, number>, clock: FrameClock): TrackMouths | undefined {
  const samples = Array.from(detections, (_, sample) => sample).filter((sample) => rowOf.has(detections[sample] as number));
  if (samples.length === 0) return undefined;
  const rows = samples.map((sample) => rowOf.get(detections[sample] as number) as number);
  return {
    track,
    timesUs: Float64Array.from(samples, (sample) => clock.timeS(frames[sample] as number) * 1e6),
    openings: Float32Array.from(rows, (row) => mouths.openings[row] as number),
    qualities: Float32Array.from(rows, (row) => mouths.qualities[row] as number),
  };
}

/** The rows of mouths by their detection. */
export function rowsByDetection({ detections }: Mouths): ReadonlyMap<number, number> {
  return new Map(Array.from(detections, (detection, row) => [detection, row] as const));
}
