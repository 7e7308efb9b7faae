import { AppError } from '../core/errors.ts';
import type { FrameGeometry } from '../core/geometry.ts';
import type { I420Image } from '../core/i420.ts';
import type { Bodies, BodyScale } from '../documents/bodies.ts';
import { frameStatus } from '../documents/observations.ts';
import type { LookedAt } from './closer-looks.ts';
import type { LanePool } from './lane-pool.ts';

/** How large the pictures are in which bodies are looked for, beside what is true of all of a video's. */
export interface BodyRequest {
  readonly geometry: FrameGeometry;
  readonly scale: BodyScale;
}

/** What finds bodies. */
export interface BodySource {
  /** Finds the bodies of a picture, which is taken and comes back; a failure takes it away. Throws `model/run-failed`. */
  find(image: I420Image, request: BodyRequest): Promise<{ readonly bodies: Bodies; readonly image: I420Image }>;
}

/**
 * Looks for the bodies of a frame, whose faces were looked for. Its picture comes back unless looking failed. Then nobody knows who is there without a face: the
 * frame is `unknown`, and its faces stay known.
 */
export async function withBodyLook(looked: LookedAt, finder: BodySource, request: BodyRequest, lanes: LanePool): Promise<LookedAt> {
  const { observation, image } = looked;
  if (image === undefined) return looked;
  try {
    const found = await finder.find(image, request);
    return { observation: { ...observation, bodies: found.bodies }, image: found.image };
  } catch (error) {
    lanes.drop();
    if (error instanceof AppError && error.code === 'model/run-failed') return { observation: { ...observation, status: frameStatus.unknown }, image: undefined };
    throw error;
  }
}
