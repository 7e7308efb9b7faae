import { uprightToStored, type Affine, type FrameGeometry } from '../../core/geometry.ts';

/** Values of `Plane.hidden`: under no mask, under masks of cosmetic fills only, under a mask of a safe fill. */
export const coverage = { open: 0, cosmetic: 1, safe: 2 } as const;

/** From upright pixels to the samples of luma and of chroma. */
export function planeMaps(geometry: FrameGeometry): { readonly luma: Affine; readonly chroma: Affine } {
  const luma = uprightToStored(geometry);
  const { a, b, c, d, e, f } = luma;
  return { luma, chroma: { a: a / 2, b: b / 2, c: c / 2, d: d / 2, e: e / 2, f: f / 2 } };
}

/** One plane of the picture that is being changed. */
export interface Plane {
  readonly kind: 'y' | 'u' | 'v';
  readonly data: Uint8Array;
  readonly offset: number;
  /** Also the stride. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Whether a mask of the frame hides a sample, and which kind (see `coverage`), width × height; U and V share one. A safe fill reads only open samples. */
  readonly hidden: Uint8Array;
  /** Plane coordinates (edges) of upright pixel coordinates. */
  readonly fromUpright: Affine;
}

/**
 * Where one mask lies in one plane: rows `top` to `bottom - 1`, by row spans of columns. Samples of the hard span are replaced, those of the
 * soft span around it are blended by `alpha`. Column arrays are indexed by y - top; alpha by (y - top) · alphaStride + x - left.
 */
export interface PlaneMask {
  top: number;
  bottom: number;
  left: number;
  right: number;
  hardFrom: Int32Array;
  hardTo: Int32Array;
  softFrom: Int32Array;
  softTo: Int32Array;
  alpha: Uint8Array;
  alphaStride: number;
  /**
   * How near the outline a soft sample lies, 0 to 2^nearBits; `softAlpha` makes its alpha of it. nearRow[y - top] - nearColumn[x - left],
   * or with `nearEach` a value of its own for each: near, indexed like alpha.
   */
  nearRow: Int32Array;
  nearColumn: Int32Array;
  nearEach: boolean;
  near: Int32Array;
}

/** Fraction bits of nearness: its smooth step stays below 2^31. */
export const nearBits = 10;
const nearOne = 1 << nearBits;

/** Blend of a soft sample, smoothly from 255 at the outline (near = 2^10) to 0 at the end of its zone; integers, so that every backend agrees. */
export function softAlpha(near: number): number {
  if (near <= 0) return 0;
  if (near >= nearOne) return 255;
  return (((near * near * (3 * nearOne - 2 * near)) >> (3 * nearBits - 16)) * 255 + 0x8000) >> 16;
}

/** Sets `hidden` over the hard samples of a mask. */
export function markHidden(hidden: Uint8Array, widthPx: number, mask: PlaneMask, value: number): void {
  for (let y = mask.top; y < mask.bottom; y++) {
    const row = y - mask.top;
    hidden.fill(value, y * widthPx + (mask.hardFrom[row] as number), y * widthPx + (mask.hardTo[row] as number));
  }
}

/** Puts one row of a safe fill's samples (indexed by column) into a plane: hard samples replaced without being read, soft ones blended. */
export function writeRow(plane: Plane, mask: PlaneMask, y: number, values: Uint8Array): void {
  const row = y - mask.top;
  const hardFrom = mask.hardFrom[row] as number;
  const hardTo = mask.hardTo[row] as number;
  const start = plane.offset + y * plane.widthPx;
  for (let x = hardFrom; x < hardTo; x++) plane.data[start + x] = values[x] as number;
  blend(plane.data, start, values, mask, row, mask.softFrom[row] as number, hardFrom);
  blend(plane.data, start, values, mask, row, hardTo, mask.softTo[row] as number);
}

/** Puts one row of a cosmetic fill's samples into a plane, except where a safe fill was painted. */
export function writeCosmeticRow(plane: Plane, mask: PlaneMask, y: number, values: Uint8Array): void {
  const { safe } = coverage;
  const row = y - mask.top;
  const hardFrom = mask.hardFrom[row] as number;
  const hardTo = mask.hardTo[row] as number;
  const softTo = mask.softTo[row] as number;
  const line = y * plane.widthPx;
  const start = plane.offset + line;
  const alphaStart = row * mask.alphaStride - mask.left;
  for (let x = mask.softFrom[row] as number; x < softTo; x++) {
    if (plane.hidden[line + x] === safe) continue;
    const alpha = x >= hardFrom && x < hardTo ? 255 : (mask.alpha[alphaStart + x] as number);
    plane.data[start + x] = mix(plane.data[start + x] as number, values[x] as number, alpha);
  }
}

function blend(data: Uint8Array, start: number, values: Uint8Array, mask: PlaneMask, row: number, from: number, to: number): void {
  const alphaStart = row * mask.alphaStride - mask.left;
  for (let x = from; x < to; x++) {
    const alpha = mask.alpha[alphaStart + x] as number;
    data[start + x] = mix(data[start + x] as number, values[x] as number, alpha);
  }
}

/** a·(255 - alpha) + b·alpha over 255, rounded: the division as a multiplication by 257 / 2^16. */
export function mix(a: number, b: number, alpha: number): number {
  return ((a * (255 - alpha) + b * alpha) * 257 + 32_896) >> 16;
}
