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

/** What was seen of the mouths of tracks 1, 2, … that were made of these tracklets; those at whose mouth nobody looked are left out. */
export function mouthsByTrack(tracklets: readonly Tracklet[], mouths: Mouths, clock: FrameClock): TrackMouths[] {
  const rowOf = new Map(Array.from(mouths.detections, (detection, row) => [detection, row] as const));
  return tracklets.flatMap(({ frames, detections }, index) => {
    const looks = Array.from(detections, (detection, sample) => ({ row: rowOf.get(detection), frame: frames[sample] as number })).filter((look): look is { row: number; frame: number } => look.row !== undefined);
    if (looks.length === 0) return [];
    return {
      track: index + 1,
      timesUs: Float64Array.from(looks, ({ frame }) => clock.timeS(frame) * 1e6),
      openings: Float32Array.from(looks, ({ row }) => mouths.openings[row] as number),
      qualities: Float32Array.from(looks, ({ row }) => mouths.qualities[row] as number),
    };
  });
}
