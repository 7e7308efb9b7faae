import type { FrameGeometry } from '../core/geometry.ts';
import type { PixelAspect } from './movie.ts';

/** How pictures are brought upright; see FrameGeometry. */
export type Orientation = Pick<FrameGeometry, 'rotation' | 'mirrored'>;

/** 16.16 fixed point, and 2.30 in the last column of a matrix (ISO/IEC 14496-12, 8.3.2). */
const one = 0x10000;
const w = 0x40000000;

/**
 * The orientation nearest to a track matrix (a, b, u, c, d, v, x, y, w), and whether the matrix does more than turn by quarters, mirror
 * and scale. A matrix that would show nothing (all zeros are seen) is taken for none, as players do.
 */
export function orientationOf(matrix: ArrayLike<number>): Orientation & { readonly askew: boolean } {
  const [a, b, c, d] = [matrix[0] ?? one, matrix[1] ?? 0, matrix[3] ?? 0, matrix[4] ?? one];
  const area = a * d - b * c;
  if (area === 0) return { rotation: 0, mirrored: false, askew: false };
  const mirrored = area < 0;
  const degrees = (Math.atan2(b, mirrored ? -a : a) * 180) / Math.PI;
  const straight = isSmall(b, a) && isSmall(c, d);
  const turned = isSmall(a, b) && isSmall(d, c);
  return { rotation: ((((Math.round(degrees / 90) * 90) % 360) + 360) % 360) as Orientation['rotation'], mirrored, askew: !straight && !turned };
}

/** Half a degree: rounding of an editor, nothing that anybody sees. */
function isSmall(value: number, beside: number): boolean {
  return Math.abs(value) <= 0.009 * Math.abs(beside);
}

/** An aspect as width by height; null where it says nothing that makes sense. */
export function aspectOf(pasp: PixelAspect | null): number | null {
  return pasp !== null && pasp.horizontal > 0 && pasp.vertical > 0 ? pasp.horizontal / pasp.vertical : null;
}

/** Beyond this a matrix stretches on purpose (as FFmpeg reads it). */
const stretchTolerance = 0.01;

/** How much wider than high a matrix makes stored pixels; null when it does not stretch, or is askew. */
export function matrixStretch(matrix: ArrayLike<number>): number | null {
  const [a, b, c, d] = [matrix[0] ?? one, matrix[1] ?? 0, matrix[3] ?? 0, matrix[4] ?? one];
  const stretch = Math.hypot(a, b) / Math.hypot(c, d);
  return a * d - b * c === 0 || orientationOf(matrix).askew || Math.abs(stretch - 1) <= stretchTolerance ? null : stretch;
}

/** A track's matrix with its movie's: first the one, then the other (row vectors). A movie that says nothing or nonsense leaves the track's. */
export function combineMatrices(track: ArrayLike<number>, movie: ArrayLike<number>): Int32Array {
  const own = Int32Array.from(track);
  const [a = one, b = 0, , c = 0, d = one, , x = 0, y = 0] = Array.from(movie);
  if (a * d - b * c === 0 || (a === one && b === 0 && c === 0 && d === one && x === 0 && y === 0)) return own;
  const row = (p: number, q: number): [number, number] => [Math.round((p * a + q * c) / one), Math.round((p * b + q * d) / one)];
  const [ta, tb] = row(own[0]!, own[1]!);
  const [tc, td] = row(own[3]!, own[4]!);
  const [tx, ty] = row(own[6]!, own[7]!);
  return Int32Array.of(ta, tb, 0, tc, td, 0, tx + x, ty + y, w);
}

/** Aspects this near to square are rounding of an encoder's display size (1215:1214 is seen), not meant to stretch. */
const squareTolerance = 0.001;

/** Pixels longer than this are damage, and would make pictures that no memory holds. */
const aspectMax = 32;

/** Stored size, width of a pixel by its height, and orientation to the size the viewer sees. Non-square pixels only ever enlarge, as browsers do. */
export function frameGeometry(widthPx: number, heightPx: number, written: number, { rotation, mirrored }: Orientation): FrameGeometry {
  const meant = written >= 1 / aspectMax && written <= aspectMax && Math.abs(written - 1) >= squareTolerance;
  const aspect = meant ? written : 1;
  const shownWidth = aspect > 1 ? Math.round(widthPx * aspect) : widthPx;
  const shownHeight = aspect < 1 ? Math.round(heightPx / aspect) : heightPx;
  const turned = rotation === 90 || rotation === 270;
  return {
    storedWidthPx: widthPx,
    storedHeightPx: heightPx,
    rotation,
    mirrored,
    widthPx: turned ? shownHeight : shownWidth,
    heightPx: turned ? shownWidth : shownHeight,
  };
}

/** The track matrix of an orientation of pictures of a stored size, shown with their top left corner at 0, 0. */
export function orientationMatrix({ rotation, mirrored }: Orientation, widthPx: number, heightPx: number): Int32Array {
  const turned = rotation === 90 || rotation === 270;
  const [shownWidth, shownHeight] = turned ? [heightPx, widthPx] : [widthPx, heightPx];
  const [a, b, c, d] = { 0: [1, 0, 0, 1], 90: [0, 1, -1, 0], 180: [-1, 0, 0, -1], 270: [0, -1, 1, 0] }[rotation] as [number, number, number, number];
  const flip = mirrored ? -1 : 1;
  const shift = (along: number, across: number, size: number): number => (along + across < 0 ? size * one : 0);
  return Int32Array.of(flip * a * one, b * one, 0, flip * c * one, d * one, 0, shift(flip * a, flip * c, shownWidth), shift(b, d, shownHeight), w);
}
