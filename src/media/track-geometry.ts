import type { FrameGeometry } from '../core/geometry.ts';
import type { PixelAspect } from './movie.ts';

/** The nearest clockwise quarter turn of a track matrix (a, b, u, c, d, v, x, y, w); mirroring is not part of it. */
export function matrixRotation(matrix: ArrayLike<number>): FrameGeometry['rotation'] {
  const degrees = (Math.atan2(matrix[1] ?? 0, matrix[0] ?? 1) * 180) / Math.PI;
  return ((((Math.round(degrees / 90) * 90) % 360) + 360) % 360) as FrameGeometry['rotation'];
}

/** True when the matrix also mirrors (negative determinant). */
export function isMirrored(matrix: ArrayLike<number>): boolean {
  const [a, b, c, d] = [matrix[0] ?? 1, matrix[1] ?? 0, matrix[3] ?? 0, matrix[4] ?? 1];
  return a * d - b * c < 0;
}

/** Aspects this near to square are rounding of an encoder's display size (1215:1214 is seen), not meant to stretch. */
const squareTolerance = 0.001;

/** Stored size, pixel aspect and turn to the size the viewer sees. Non-square pixels only ever enlarge, as browsers do. */
export function frameGeometry(widthPx: number, heightPx: number, pasp: PixelAspect | null, rotation: FrameGeometry['rotation']): FrameGeometry {
  const written = pasp === null || pasp.horizontal <= 0 || pasp.vertical <= 0 ? 1 : pasp.horizontal / pasp.vertical;
  const aspect = Math.abs(written - 1) < squareTolerance ? 1 : written;
  const shownWidth = aspect > 1 ? Math.round(widthPx * aspect) : widthPx;
  const shownHeight = aspect < 1 ? Math.round(heightPx / aspect) : heightPx;
  const turned = rotation === 90 || rotation === 270;
  return {
    storedWidthPx: widthPx,
    storedHeightPx: heightPx,
    rotation,
    widthPx: turned ? shownHeight : shownWidth,
    heightPx: turned ? shownWidth : shownHeight,
  };
}

/** The track matrix (16.16 and 2.30 fixed point) of a clockwise quarter turn of pictures of a stored size; ISO/IEC 14496-12, 8.3.2. */
export function turnMatrix(rotation: FrameGeometry['rotation'], widthPx: number, heightPx: number): Int32Array {
  const one = 0x10000;
  const w = 0x40000000;
  if (rotation === 90) return Int32Array.of(0, one, 0, -one, 0, 0, heightPx * one, 0, w);
  if (rotation === 180) return Int32Array.of(-one, 0, 0, 0, -one, 0, widthPx * one, heightPx * one, w);
  if (rotation === 270) return Int32Array.of(0, -one, 0, one, 0, 0, 0, widthPx * one, w);
  return Int32Array.of(one, 0, 0, 0, one, 0, 0, 0, w);
}
