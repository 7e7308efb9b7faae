import { AppError } from '../core/errors.ts';
import type { FrameGeometry } from '../core/geometry.ts';
import type { BodyScale } from '../documents/bodies.ts';
import { frameStatus } from '../documents/observations.ts';
import type { BodyFinder } from './body-finder.ts';
import type { LookedAt } from './closer-looks.ts';
import type { LanePool } from './lane-pool.ts';

/**
 * Looks for the bodies of a frame, whose faces were looked for. Its picture comes back unless looking failed. Then nobody knows who is there without a face: the
 * frame is `unknown`, and its faces stay known.
 */
export async function withBodyLook(looked: LookedAt, finder: BodyFinder, geometry: FrameGeometry, scale: BodyScale, lanes: LanePool): Promise<LookedAt> {
  const { observation, image } = looked;
  if (image === undefined) return looked;
  try {
    const found = await finder.find(image, geometry, scale);
    return { observation: { ...observation, bodies: found.bodies }, image: found.image };
  } catch (error) {
    lanes.drop();
    if (error instanceof AppError && error.code === 'model/run-failed') return { observation: { ...observation, status: frameStatus.unknown }, image: undefined };
    throw error;
  }
}
