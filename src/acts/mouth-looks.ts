import { AppError } from '../core/errors.ts';
import type { FrameGeometry } from '../core/geometry.ts';
import { noMouths } from '../documents/mouths.ts';
import type { Detections } from '../documents/observations.ts';
import type { LookedAt } from './closer-looks.ts';
import type { LanePool } from './lane-pool.ts';
import type { MouthReader } from './mouth-reader.ts';

/** Mouths are looked at so often: syllables come 4–5 a second, and need at least twice as many looks. */
const looksPerS = 12.5;
/** Ticks that are no whole microseconds must not shift a frame to the look before. */
const toleranceS = 1e-6;
/** Smaller faces have lips of a pixel or two. */
const faceMinPx = 32;
/** Weaker detections are as often none, and may be looked at anyway when they are surer. */
const scoreMin = 0.5;
/** Of a crowd the largest faces: the cost of a frame has a bound. Who speaks among the others is unknown. */
const facesMax = 12;

/** Whether a frame's mouths are to be looked at: the first that was looked at at all in its 80 ms. Undefined: there was none before. */
export function mouthsDue(timeS: number, beforeS: number | undefined): boolean {
  const lookOf = (time: number): number => Math.floor((time + toleranceS) * looksPerS);
  return beforeS === undefined || lookOf(timeS) > lookOf(beforeS);
}

/** The faces whose mouths are worth a look, ascending. */
export function facesWithMouths({ count, boxes, scores }: Detections): Uint32Array {
  const sizeOf = (face: number): number => Math.sqrt((boxes[4 * face + 2] as number) * (boxes[4 * face + 3] as number));
  const large = Array.from({ length: count }, (_, face) => face).filter((face) => sizeOf(face) >= faceMinPx && (scores[face] as number) >= scoreMin);
  return Uint32Array.from(large.sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, facesMax)).sort();
}

/** Looks at the mouths of a frame's faces. Its picture comes back unless looking failed, which is no look. */
export async function withMouths(looked: LookedAt, reader: MouthReader, geometry: FrameGeometry, lanes: LanePool): Promise<LookedAt> {
  const { observation, image } = looked;
  const faces = facesWithMouths(observation.detections);
  if (image === undefined || faces.length === 0) return looked;
  try {
    const read = await reader.read(image, { geometry, detections: observation.detections, faces });
    return { observation: { ...observation, mouths: read.mouths }, image: read.image };
  } catch (error) {
    lanes.drop();
    if (error instanceof AppError && error.code === 'model/run-failed') return { observation: { ...observation, mouths: noMouths }, image: undefined };
    throw error;
  }
}
