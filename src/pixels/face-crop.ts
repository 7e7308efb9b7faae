import { mapPoint, uprightToStored, type FrameGeometry } from '../core/geometry.ts';
import { i420Layout, type I420Image } from '../core/i420.ts';
import { invertSimilarity, type SimilarityTransform } from '../core/similarity.ts';
import { coefficientBits, yuvToRgb } from './color.ts';
import type { TensorTarget } from './letterbox.ts';

/** Fraction bits of a place in the picture. Two interpolations of 8-bit samples by such fractions stay below 2^24. */
export const placeBits = 8;
/** Fraction bits that an interpolated sample keeps before it is summed: 2^12 a sample, so that even 64 · 64 of them stay below 2^31. */
export const sampleBits = 4;
/** Looks per crop pixel and axis at most; a picture shrunk by more than this is looked at with gaps. */
const looksMax = 64;
/** Places further away than this say "outside" as well and cannot overflow when a column's and a row's part are summed. */
const placeMax = 1 << 29;

/** Everything that geometry, transform and target decide of one crop, in integers: what the CPU and the kernel both go by. */
export interface FaceCropTables {
  /** Looks at the picture per crop pixel along each axis; their mean is the pixel. */
  readonly looks: number;
  /** What each column of looks adds to a place's stored x and y, and each row; in units of 2^-placeBits luma pixels, edges not centres. */
  readonly columnX: Int32Array;
  readonly columnY: Int32Array;
  readonly rowX: Int32Array;
  readonly rowY: Int32Array;
  readonly target: TensorTarget;
  /** The target's values of 0–255. */
  readonly values: Float32Array;
}

/**
 * Tables of a crop: `toCrop` leads from upright displayed pixels to crop pixels (see `alignByEyes`). A crop pixel that covers s stored pixels
 * is the mean of ⌈s⌉ · ⌈s⌉ looks, so that looks lie no further apart than samples and nothing is skipped (anti-aliasing by area).
 */
export function faceCropTables(geometry: FrameGeometry, toCrop: SimilarityTransform, target: TensorTarget): FaceCropTables {
  const back = invertSimilarity(toCrop);
  const stored = uprightToStored(geometry);
  const origin = mapPoint(stored, back.e, back.f);
  const alongX = difference(mapPoint(stored, back.a + back.e, back.b + back.f), origin);
  const alongY = difference(mapPoint(stored, back.e - back.b, back.f + back.a), origin);
  const covered = Math.max(Math.hypot(alongX.x, alongX.y), Math.hypot(alongY.x, alongY.y));
  const looks = Math.min(looksMax, Math.max(1, Math.ceil(covered - 1e-6)));
  const places = (count: number, from: number, step: number): Int32Array =>
    Int32Array.from({ length: count * looks }, (_, i) => {
      const place = Math.round((from + ((i + 0.5) / looks) * step) * (1 << placeBits));
      return Math.min(placeMax, Math.max(-placeMax, place));
    });
  return {
    looks,
    columnX: places(target.widthPx, origin.x, alongX.x),
    columnY: places(target.widthPx, origin.y, alongX.y),
    rowX: places(target.heightPx, 0, alongY.x),
    rowY: places(target.heightPx, 0, alongY.y),
    target,
    values: Float32Array.from({ length: 256 }, (_, v) => (v - target.mean) * target.scale),
  };
}

/**
 * Fills `out` (3 · height · width values) with a crop of a picture of the geometry, turned, scaled and shifted by `toCrop` (upright displayed
 * pixels to crop pixels). Looks outside the picture do not count; where all are outside the pixel is the target's padding.
 * Throws RangeError when sizes do not agree.
 */
export function cropToTensor(image: I420Image, geometry: FrameGeometry, toCrop: SimilarityTransform, target: TensorTarget, out: Float32Array): void {
  const { widthPx, heightPx, data } = image;
  if (widthPx !== geometry.storedWidthPx || heightPx !== geometry.storedHeightPx) throw new RangeError('picture is not of the crop geometry');
  if (out.length !== 3 * target.widthPx * target.heightPx) throw new RangeError('tensor is not of the target size');
  const { looks, columnX, columnY, rowX, rowY, values } = faceCropTables(geometry, toCrop, target);
  const { chromaWidthPx, chromaHeightPx, uOffset, vOffset } = i420Layout(widthPx, heightPx);
  const { y: cy, rv, gu, gv, bu, r0, g0, b0 } = yuvToRgb(image.color);
  const bits = coefficientBits;
  const planar = target.layout === 'nchw';
  const step = planar ? 1 : 3;
  const channelStep = planar ? target.widthPx * target.heightPx : 1;
  const red = target.channels === 'rgb' ? 0 : 2 * channelStep;
  const blue = 2 * channelStep - red;
  const { mean, scale, padValue } = target;
  const value = (channel: number): number => values[Math.min(255, Math.max(0, channel >> bits))] as number;
  const right = widthPx << placeBits;
  const bottom = heightPx << placeBits;
  for (let row = 0, at = 0; row < target.heightPx; row++) {
    for (let column = 0; column < target.widthPx; column++, at += step) {
      let count = 0;
      let luma = 0;
      let u = 0;
      let v = 0;
      for (let j = row * looks; j < (row + 1) * looks; j++) {
        for (let i = column * looks; i < (column + 1) * looks; i++) {
          const x = (columnX[i] as number) + (rowX[j] as number);
          const y = (columnY[i] as number) + (rowY[j] as number);
          if (x < 0 || y < 0 || x >= right || y >= bottom) continue;
          count += 1;
          luma += sampleAt(data, 0, widthPx, heightPx, x, y);
          u += sampleAt(data, uOffset, chromaWidthPx, chromaHeightPx, x >> 1, y >> 1);
          v += sampleAt(data, vOffset, chromaWidthPx, chromaHeightPx, x >> 1, y >> 1);
        }
      }
      if (count === 0) {
        out[at] = out[at + channelStep] = out[at + 2 * channelStep] = (padValue - mean) * scale;
        continue;
      }
      luma = meanOf(luma, count);
      u = meanOf(u, count);
      v = meanOf(v, count);
      out[at + red] = value(luma * cy + v * rv + r0);
      out[at + channelStep] = value(luma * cy + u * gu + v * gv + g0);
      out[at + blue] = value(luma * cy + u * bu + b0);
    }
  }
}

/** Between the four samples around a place (edges, in units of 2^-placeBits samples), with `sampleBits` of fraction; end samples repeat. */
function sampleAt(data: Uint8Array, offset: number, widthPx: number, heightPx: number, placeX: number, placeY: number): number {
  const one = 1 << placeBits;
  const fromX = placeX - (one >> 1);
  const fromY = placeY - (one >> 1);
  const shareX = fromX & (one - 1);
  const shareY = fromY & (one - 1);
  const left = Math.max(0, fromX >> placeBits);
  const right = Math.min(widthPx - 1, (fromX >> placeBits) + 1);
  const upper = offset + Math.max(0, fromY >> placeBits) * widthPx;
  const lower = offset + Math.min(heightPx - 1, (fromY >> placeBits) + 1) * widthPx;
  const above = (data[upper + left] as number) * (one - shareX) + (data[upper + right] as number) * shareX;
  const below = (data[lower + left] as number) * (one - shareX) + (data[lower + right] as number) * shareX;
  const shift = 2 * placeBits - sampleBits;
  return (above * (one - shareY) + below * shareY + (1 << (shift - 1))) >> shift;
}

/** Rounded mean of samples with a fraction, without it. */
function meanOf(sum: number, count: number): number {
  return Math.floor((sum + (count << (sampleBits - 1))) / (count << sampleBits));
}

function difference(a: { readonly x: number; readonly y: number }, b: { readonly x: number; readonly y: number }): { x: number; y: number } {
  return { x: a.x - b.x, y: a.y - b.y };
}
