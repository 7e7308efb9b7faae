import { bodyPoints, poseStride } from '../../documents/bodies.ts';
import type { BodyPoint } from '../../documents/bodies.ts';
import type { Track } from '../../documents/analysis.ts';
import { pointSeenMin } from '../../documents/seen-points.ts';

/** A point of a body that is seen, upright pixels. */
export interface SeenPoint {
  readonly x: number;
  readonly y: number;
}

/** The points of a person that are surely seen on a sample of their track; none where nobody estimated a pose. */
export type SeenPose = Readonly<Partial<Record<BodyPoint, SeenPoint>>>;

export function seenPose({ poses }: Track, sample: number): SeenPose {
  if (poses === undefined) return {};
  const seen: Partial<Record<BodyPoint, SeenPoint>> = {};
  bodyPoints.forEach((name, index) => {
    const at = poseStride * sample + 3 * index;
    const [x, y, score] = [poses[at] as number, poses[at + 1] as number, poses[at + 2] as number];
    if (Number.isFinite(x) && Number.isFinite(y) && score >= pointSeenMin) seen[name] = { x, y };
  });
  return seen;
}

/** Bodies by the tracks of their faces. */
export function bodiesByFace(tracks: readonly Track[]): ReadonlyMap<number, readonly Track[]> {
  const found = new Map<number, Track[]>();
  for (const track of tracks) {
    if (track.kind !== 'person' || track.frames.length === 0) continue;
    for (const face of track.faces ?? []) found.set(face, [...(found.get(face) ?? []), track]);
  }
  return found;
}

/** Where a frame is in a track's columns; undefined outside of it. */
export function sampleOf({ frames }: Track, frame: number): number | undefined {
  const sample = frame - (frames[0] ?? Infinity);
  return sample >= 0 && sample < frames.length ? sample : undefined;
}
