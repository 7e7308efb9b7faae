import type { PictureColor } from '../core/i420.ts';

/** Luma weights of red and blue: ITU-R BT.709-6 item 3.2, BT.601-7 section 2.5.1 (SMPTE 170M), BT.2020-2 table 4 (non-constant luminance). */
const lumaWeights = {
  bt709: { kr: 0.2126, kb: 0.0722 },
  smpte170m: { kr: 0.299, kb: 0.114 },
  'bt2020-ncl': { kr: 0.2627, kb: 0.0593 },
} as const satisfies Record<PictureColor['matrix'], { kr: number; kb: number }>;

/** 8-bit quantisation, the same in the three recommendations: black, and the steps from black to white and of a colour difference. */
const limitedRange = { black: 16, lumaSteps: 219, chromaSteps: 224 } as const;
const fullRange = { black: 0, lumaSteps: 255, chromaSteps: 255 } as const;

/** Fraction bits of the integer coefficients: products of 8-bit samples stay far below 2^31. */
export const coefficientBits = 14;

/** r = (y·Y + rv·V + r0) >> 14 and so on, for samples 0–255; results may leave 0–255 and must be clamped. */
export interface YuvToRgb {
  readonly y: number;
  readonly rv: number;
  readonly gu: number;
  readonly gv: number;
  readonly bu: number;
  /** Offsets with the black level, the chroma zero at 128 and half a unit for rounding folded in. */
  readonly r0: number;
  readonly g0: number;
  readonly b0: number;
}

/** Integer coefficients from YUV samples to RGB 0–255. */
export function yuvToRgb(color: PictureColor): YuvToRgb {
  const { kr, kb } = lumaWeights[color.matrix];
  const kg = 1 - kr - kb;
  const range = color.fullRange ? fullRange : limitedRange;
  const one = 1 << coefficientBits;
  const chroma = (255 / range.chromaSteps) * one;
  const y = Math.round((255 / range.lumaSteps) * one);
  const rv = Math.round(2 * (1 - kr) * chroma);
  const bu = Math.round(2 * (1 - kb) * chroma);
  const gu = -Math.round(((2 * (1 - kb) * kb) / kg) * chroma);
  const gv = -Math.round(((2 * (1 - kr) * kr) / kg) * chroma);
  const base = (one >> 1) - range.black * y;
  return { y, rv, gu, gv, bu, r0: base - 128 * rv, g0: base - 128 * (gu + gv), b0: base - 128 * bu };
}

/** y = (yr·R + yg·G + yb·B + y0) >> 14, u and v alike with c0; u and v can reach 256 in full range and must be clamped. */
export interface RgbToYuv {
  readonly yr: number;
  readonly yg: number;
  readonly yb: number;
  readonly ur: number;
  readonly ug: number;
  readonly ub: number;
  readonly vr: number;
  readonly vg: number;
  readonly vb: number;
  /** Offsets with the black level, the chroma zero and half a unit for rounding folded in. */
  readonly y0: number;
  readonly c0: number;
}

/** Integer coefficients from RGB 0–255 to YUV samples; the rows of one colour difference sum to 0, so that grey stays grey. */
export function rgbToYuvMatrix(color: PictureColor): RgbToYuv {
  const { kr, kb } = lumaWeights[color.matrix];
  const range = color.fullRange ? fullRange : limitedRange;
  const one = 1 << coefficientBits;
  const luma = (range.lumaSteps / 255) * one;
  const chroma = (range.chromaSteps / 255) * one;
  const yr = Math.round(kr * luma);
  const yb = Math.round(kb * luma);
  const ub = Math.round(chroma / 2);
  const ur = -Math.round((kr / (2 * (1 - kb))) * chroma);
  const vr = ub;
  const vb = -Math.round((kb / (2 * (1 - kr))) * chroma);
  const round = one >> 1;
  return {
    yr, yg: Math.round(luma) - yr - yb, yb, ur, ug: -ub - ur, ub, vr, vg: -vr - vb, vb, y0: range.black * one + round, c0: 128 * one + round,
  };
}

/** One RGB colour (0–255 each) as YUV samples of the given matrix and range. */
export function rgbToYuv(r: number, g: number, b: number, color: PictureColor): { y: number; u: number; v: number } {
  const m = rgbToYuvMatrix(color);
  const sample = (sum: number): number => Math.min(255, Math.max(0, sum >> coefficientBits));
  return {
    y: sample(m.yr * r + m.yg * g + m.yb * b + m.y0),
    u: sample(m.ur * r + m.ug * g + m.ub * b + m.c0),
    v: sample(m.vr * r + m.vg * g + m.vb * b + m.c0),
  };
}
