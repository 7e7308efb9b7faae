import type { PlannedPolygon } from '../../documents/edit.ts';

/**
 * The polygon of one sample of a path of that many. It grows by half the way that its fastest corner goes to or from the frames beside it,
 * so that it covers what moved while the picture was exposed (as `coverMotion` does for boxes).
 */
export function polygonAt(points: Float32Array, sampleCount: number, sample: number): PlannedPolygon {
  const length = points.length / sampleCount;
  const here = points.subarray(sample * length, (sample + 1) * length);
  let growPx = 0;
  for (const other of [sample - 1, sample + 1]) {
    if (other < 0 || other >= sampleCount) continue;
    for (let at = 0; at < length; at += 2) {
      const dx = (points[other * length + at] as number) - (here[at] as number);
      const dy = (points[other * length + at + 1] as number) - (here[at + 1] as number);
      growPx = Math.max(growPx, Math.hypot(dx, dy) / 2);
    }
  }
  return { points: here, growPx };
}
