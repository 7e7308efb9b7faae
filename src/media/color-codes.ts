import type { PictureColor } from '../core/i420.ts';
import type { HdrTransfer } from '../pixels/tone-map.ts';

/** Colour as numbered by ITU-T H.273, which `colr`, H.264, VP9 and AV1 share. */
export interface ColorCodes {
  readonly primaries: number;
  readonly transfer: number;
  readonly matrix: number;
  readonly fullRange: boolean;
}

const primariesNames: Readonly<Record<number, string>> = { 1: 'bt709', 5: 'bt470bg', 6: 'smpte170m', 9: 'bt2020', 12: 'smpte432' };
const transferNames: Readonly<Record<number, string>> = {
  1: 'bt709', 6: 'smpte170m', 8: 'linear', 13: 'iec61966-2-1', 16: 'pq', 18: 'hlg',
};
const matrixNames: Readonly<Record<number, string>> = { 0: 'rgb', 1: 'bt709', 5: 'bt470bg', 6: 'smpte170m', 9: 'bt2020-ncl' };

/** From this height on, untagged video is taken for BT.709: the rule of ITU-R BT.709 (HD) against BT.601 (SD), as players guess. */
const hdHeightPx = 720;

/** What an untagged picture of this height is taken for: limited range. */
export function guessColor(heightPx: number): PictureColor {
  return { matrix: heightPx >= hdHeightPx ? 'bt709' : 'smpte170m', fullRange: false };
}

/** The matrix and range of H.273 codes; null when the matrix is unspecified or one we do not compute with. */
export function pictureColor(codes: ColorCodes): PictureColor | null {
  const { matrix, fullRange } = codes;
  if (matrix === 1) return { matrix: 'bt709', fullRange };
  if (matrix === 5 || matrix === 6) return { matrix: 'smpte170m', fullRange };
  if (matrix === 9) return { matrix: 'bt2020-ncl', fullRange };
  return null;
}

/**
 * Where a parameter set and a container contradict each other, players differ; Chromium's decoders take the stream's word, and so the
 * pictures are read as it says. Each goes out as it came in, so that every player shows the output as it showed the source.
 */
export function strongerColor(stream: ColorCodes | null, container: ColorCodes | null): ColorCodes | null {
  return stream !== null && pictureColor(stream) !== null ? stream : (container ?? stream);
}

/** What WebCodecs is told: the file's codes, with gaps filled by what the matrix (or the height) suggests. */
export function colorSpaceInit(codes: ColorCodes | null, heightPx: number): VideoColorSpaceInit {
  const guess = (codes === null ? null : pictureColor(codes))?.matrix ?? guessColor(heightPx).matrix;
  const family = guess === 'bt2020-ncl' ? 'bt2020' : guess;
  const named = {
    primaries: primariesNames[codes?.primaries ?? 2] ?? family,
    transfer: transferNames[codes?.transfer ?? 2] ?? (guess === 'smpte170m' ? 'smpte170m' : 'bt709'),
    matrix: matrixNames[codes?.matrix ?? 2] ?? guess,
    fullRange: codes?.fullRange ?? false,
  };
  return named as VideoColorSpaceInit; // TypeScript's library does not know the wide-gamut names yet
}

/** The transfer functions that need mapping, by WebCodecs' names. */
export function hdrTransfer(transfer: string | null | undefined): HdrTransfer | null {
  return transfer === 'pq' || transfer === 'hlg' ? transfer : null;
}

/** What is written of pictures that were mapped to an ordinary range: BT.709, limited. */
export const mappedCodes: ColorCodes = { primaries: 1, transfer: 1, matrix: 1, fullRange: false };

/** The codes of WebCodecs' names; null when nothing is said. 2 stands for "unspecified". */
export function colorCodesOf(init: VideoColorSpaceInit | undefined): ColorCodes | null {
  if (init?.primaries == null && init?.transfer == null && init?.matrix == null && init?.fullRange == null) return null;
  const code = (names: Readonly<Record<number, string>>, name: string | null | undefined): number => Number(Object.keys(names).find((key) => names[Number(key)] === name) ?? 2);
  return { primaries: code(primariesNames, init.primaries), transfer: code(transferNames, init.transfer), matrix: code(matrixNames, init.matrix), fullRange: init.fullRange ?? false };
}
