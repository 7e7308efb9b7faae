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
