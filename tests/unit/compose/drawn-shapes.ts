import { uprightToStored, type FrameGeometry } from '../../../src/core/geometry.ts';
import { i420Layout } from '../../../src/core/i420.ts';
import type { PlannedMask } from '../../../src/documents/edit.ts';
import type { FillChoice } from '../../../src/documents/intent.ts';

/** Corners as shares of the picture; every kind of trouble a polygon can make. */
export const polygons: readonly (readonly [string, readonly number[]])[] = [
  ['a triangle', [0.2, 0.2, 0.8, 0.3, 0.4, 0.9]],
  ['a triangle turned the other way', [0.2, 0.2, 0.4, 0.9, 0.8, 0.3]],
  ['an L', [0.1, 0.1, 0.3, 0.1, 0.3, 0.7, 0.9, 0.7, 0.9, 0.9, 0.1, 0.9]],
  ['a U, open above', [0.1, 0.1, 0.3, 0.1, 0.3, 0.7, 0.7, 0.7, 0.7, 0.1, 0.9, 0.1, 0.9, 0.9, 0.1, 0.9]],
  ['a W of five corners', [0.05, 0.2, 0.3, 0.8, 0.5, 0.3, 0.7, 0.8, 0.95, 0.2]],
  ['a bow that crosses itself', [0.1, 0.1, 0.9, 0.9, 0.9, 0.1, 0.1, 0.9]],
  ['a star that winds twice', [0.5, 0.05, 0.75, 0.95, 0.05, 0.35, 0.95, 0.35, 0.25, 0.95]],
  ['partly outside', [-0.3, -0.2, 0.4, 0.1, 0.2, 0.6]],
  ['wholly outside', [1.3, 0.1, 1.6, 0.2, 1.4, 0.5]],
  ['around the picture', [-1, -1, 2, -1, 2, 2, -1, 2]],
  ['of no area', [0.2, 0.5, 0.8, 0.5, 0.5, 0.5]],
  ['a limb: there and back again', [0.3, 0.2, 0.6, 0.8, 0.3, 0.2]],
  ['a hand: one place', [0.5, 0.45, 0.5, 0.45, 0.5, 0.45]],
];

export function polygonMask(geometry: FrameGeometry, shares: readonly number[], fill: FillChoice, growPx = 0, track = 1): PlannedMask {
  const points = Float32Array.from(shares, (share, at) => share * (at % 2 === 0 ? geometry.widthPx : geometry.heightPx));
  const xs = points.filter((_, at) => at % 2 === 0);
  const ys = points.filter((_, at) => at % 2 === 1);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { track, box: { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }, shape: 'polygon', fill, polygon: { points, growPx } };
}

/**
 * Which samples a drawn box or polygon must hide, from its corners alone and not from the composer's own raster: every luma sample of which
 * one of 9x9 points lies inside (or within the growth of an edge), and every chroma sample over one of those.
 */
export function mustHide(geometry: FrameGeometry, mask: PlannedMask): Uint8Array {
  const { storedWidthPx: w, storedHeightPx: h } = geometry;
  const { chromaWidthPx, uOffset, vOffset, byteLength } = i420Layout(w, h);
  const hidden = new Uint8Array(byteLength);
  const map = uprightToStored(geometry);
  const determinant = map.a * map.d - map.b * map.c;
  const { x: left, y: top, width, height } = mask.box;
  const points = mask.polygon?.points ?? Float32Array.of(left, top, left + width, top, left + width, top + height, left, top + height);
  const growPx = mask.polygon?.growPx ?? 0;
  for (let sy = 0; sy < h; sy++) {
    for (let sx = 0; sx < w; sx++) {
      let meets = false;
      for (let at = 0; at < 81 && !meets; at++) {
        const dx = sx + (at % 9) / 8 - map.e;
        const dy = sy + Math.floor(at / 9) / 8 - map.f;
        meets = isInside(points, (map.d * dx - map.c * dy) / determinant, (map.a * dy - map.b * dx) / determinant, growPx);
      }
      if (!meets) continue;
      hidden[sy * w + sx] = 1;
      const chroma = (sy >> 1) * chromaWidthPx + (sx >> 1);
      hidden[uOffset + chroma] = 1;
      hidden[vOffset + chroma] = 1;
    }
  }
  return hidden;
}

/** By the angles under which the edges are seen, and the distance to them. */
function isInside(points: Float32Array, x: number, y: number, growPx: number): boolean {
  let angle = 0;
  let nearest = Infinity;
  for (let at = 0; at < points.length; at += 2) {
    const next = (at + 2) % points.length;
    const [ax, ay] = [(points[at] as number) - x, (points[at + 1] as number) - y];
    const [bx, by] = [(points[next] as number) - x, (points[next + 1] as number) - y];
    angle += Math.atan2(ax * by - ay * bx, ax * bx + ay * by);
    const [ex, ey] = [bx - ax, by - ay];
    const t = Math.min(1, Math.max(0, -(ax * ex + ay * ey) / Math.max(1e-12, ex * ex + ey * ey)));
    nearest = Math.min(nearest, Math.hypot(ax + t * ex, ay + t * ey));
  }
  return Math.abs(angle) > Math.PI || nearest <= growPx;
}
