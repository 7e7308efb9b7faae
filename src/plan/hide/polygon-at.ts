import type { MaskPath, PlannedPolygon } from '../../documents/edit.ts';

interface Corners {
  readonly points: Float32Array;
  readonly radiiPx: MaskPath['radiiPx'] | undefined;
}

/**
 * The polygon of one sample of a path of that many. It grows by half the way that its fastest corner goes to or from the frames beside it (and by
 * half of what its radius gains), so that it covers what moved while the picture was exposed (as `coverMotion` does for boxes).
 */
export function polygonAt({ points, radiiPx }: Corners, sampleCount: number, sample: number): PlannedPolygon {
  const length = points.length / sampleCount;
  const here = points.subarray(sample * length, (sample + 1) * length);
  const radiusPx = radiusAt(radiiPx, sample);
  let growPx = 0;
  for (const other of [sample - 1, sample + 1]) {
    if (other < 0 || other >= sampleCount) continue;
    const gainPx = Math.max(0, radiusAt(radiiPx, other) - radiusPx) / 2;
    for (let at = 0; at < length; at += 2) {
      const dx = (points[other * length + at] as number) - (here[at] as number);
      const dy = (points[other * length + at + 1] as number) - (here[at + 1] as number);
      growPx = Math.max(growPx, Math.hypot(dx, dy) / 2 + gainPx);
    }
  }
  return { points: here, growPx: radiusPx + growPx };
}

function radiusAt(radiiPx: Corners['radiiPx'], sample: number): number {
  return radiiPx === undefined ? 0 : (radiiPx[sample] as number);
}
