import { BitReader } from './bit-reader.ts';
import type { ColorCodes } from './color-codes.ts';
import type { PixelAspect } from './movie.ts';

/** What a sequence parameter set says; colour and pixel aspect where it says them. */
export interface SpsFacts {
  /** Visible size of the decoded pictures. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** 1 for 4:2:0, 2 for 4:2:2, 3 for 4:4:4, 0 for grey (chroma_format_idc). */
  readonly chromaFormat: number;
  readonly bitDepth: number;
  readonly color: ColorCodes | null;
  readonly pasp: PixelAspect | null;
}

/** ITU-T H.264 table E-1, aspect_ratio_idc 1 to 16. */
const sampleAspects: readonly (readonly [number, number])[] = [
  [1, 1], [12, 11], [10, 11], [16, 11], [40, 33], [24, 11], [20, 11], [32, 11], [80, 33], [18, 11], [15, 11], [64, 33], [160, 99], [4, 3], [3, 2], [2, 1],
];
const extendedAspect = 255;
/** Profiles that carry chroma format and scaling lists (7.3.2.1.1). */
const highProfiles = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);
/** √(8 · MaxFS) macroblocks of level 6.2 (A.3.1): no picture is longer. */
const sideMaxPx = 16_888;
/** Code for "unspecified" in all three tables of H.273. */
const unspecified = 2;

/** The first parameter set of an `avcC` payload (ITU-T H.264, 7.3.2.1.1 and E.1.1); null when there is none, or it is damaged. */
export function readAvcSps(avcC: Uint8Array): SpsFacts | null {
  if (avcC.length < 9 || ((avcC[5] ?? 0) & 31) === 0) return null;
  const length = avcC[6]! * 256 + avcC[7]!;
  const bits = new BitReader(withoutEmulation(avcC.subarray(9, 8 + length))); // behind the one-byte NAL header
  const picture = readPicture(bits);
  const { widthPx, heightPx } = picture;
  if (bits.ended || !(widthPx > 0 && heightPx > 0 && widthPx <= sideMaxPx && heightPx <= sideMaxPx)) return null;
  if (bits.read(1) === 0) return { ...picture, color: null, pasp: null };
  const pasp = readAspect(bits);
  if (bits.read(1) === 1) bits.read(1); // overscan
  if (bits.read(1) === 0) return { ...picture, color: null, pasp };
  bits.read(3); // video format
  const fullRange = bits.read(1) === 1;
  const described = bits.read(1) === 1;
  const [primaries, transfer, matrix] = described ? [bits.read(8), bits.read(8), bits.read(8)] : [unspecified, unspecified, unspecified];
  return { ...picture, color: { primaries, transfer, matrix, fullRange }, pasp };
}

function readAspect(bits: BitReader): PixelAspect | null {
  if (bits.read(1) === 0) return null;
  const index = bits.read(8);
  const [horizontal, vertical] = index === extendedAspect ? [bits.read(16), bits.read(16)] : (sampleAspects[index - 1] ?? [0, 0]);
  return horizontal > 0 && vertical > 0 ? { horizontal, vertical } : null;
}

/** All before the usability information. */
function readPicture(bits: BitReader): Pick<SpsFacts, 'widthPx' | 'heightPx' | 'chromaFormat' | 'bitDepth'> {
  const profile = bits.read(8);
  let [chromaFormat, bitDepth, separate] = [1, 8, false];
  bits.read(16); // constraint flags, level
  bits.readUe();
  if (highProfiles.has(profile)) {
    chromaFormat = bits.readUe();
    if (chromaFormat === 3) separate = bits.read(1) === 1;
    bitDepth = 8 + bits.readUe();
    bitDepth = Math.max(bitDepth, 8 + bits.readUe());
    bits.read(1);
    if (bits.read(1) === 1) for (let list = 0; list < (chromaFormat === 3 ? 12 : 8); list++) if (bits.read(1) === 1) skipScalingList(bits, list < 6 ? 16 : 64);
  }
  bits.readUe(); // frame number length
  const orderType = bits.readUe();
  if (orderType === 0) bits.readUe();
  if (orderType === 1) {
    bits.read(1);
    bits.readSe();
    bits.readSe();
    for (let cycle = bits.readUe(); cycle > 0 && !bits.ended; cycle--) bits.readSe();
  }
  bits.readUe(); // reference frames
  bits.read(1);
  const macroblocksWide = bits.readUe() + 1;
  const mapUnitsHigh = bits.readUe() + 1;
  const fieldsToo = bits.read(1) === 0;
  if (fieldsToo) bits.read(1);
  bits.read(1);
  const [left, right, top, bottom] = bits.read(1) === 1 ? [bits.readUe(), bits.readUe(), bits.readUe(), bits.readUe()] : [0, 0, 0, 0];
  // Equations 7-19 to 7-22: cropping counts in chroma samples.
  const unitX = !separate && (chromaFormat === 1 || chromaFormat === 2) ? 2 : 1;
  const unitY = (!separate && chromaFormat === 1 ? 2 : 1) * (fieldsToo ? 2 : 1);
  const widthPx = 16 * macroblocksWide - unitX * (left + right);
  const heightPx = 16 * mapUnitsHigh * (fieldsToo ? 2 : 1) - unitY * (top + bottom);
  return { widthPx, heightPx, chromaFormat, bitDepth };
}

/** 7.3.2.1.1.1: a list ends early when the next scale becomes 0. */
function skipScalingList(bits: BitReader, size: number): void {
  let next = 8;
  for (let k = 0; k < size && next !== 0; k++) next = (next + bits.readSe() + 256) % 256;
}

/** Takes out the 03 of every 00 00 03 (7.4.1). */
function withoutEmulation(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte, at) => !(byte === 3 && at >= 2 && bytes[at - 1] === 0 && bytes[at - 2] === 0));
}
