interface LevelRow {
  /** As written in the codec string. */
  readonly code: string;
  /** Per second: macroblocks (H.264) or luma samples (HEVC, VP9, AV1). */
  readonly rateMax: number;
  /** Per picture, in the same unit. */
  readonly sizeMax: number;
  /** Bits per second; Infinity where the level does not matter to us. */
  readonly bitrateMax: number;
}

/** ITU-T H.264 table A-1 (Baseline and Main bitrates); lower levels are left out: encoders refuse some of them. */
const h264Levels: readonly LevelRow[] = [
  ['1e', 40_500, 1_620, 10e6], ['1f', 108_000, 3_600, 14e6], ['20', 216_000, 5_120, 20e6], ['28', 245_760, 8_192, 20e6],
  ['29', 245_760, 8_192, 50e6], ['2a', 522_240, 8_704, 50e6], ['32', 589_824, 22_080, 135e6], ['33', 983_040, 36_864, 240e6],
  ['34', 2_073_600, 36_864, 240e6], ['3c', 4_177_920, 139_264, 240e6], ['3d', 8_355_840, 139_264, 480e6], ['3e', 16_711_680, 139_264, 800e6],
].map(row);

/** VP9 levels (WebM project, vp9/levels): luma sample rate and picture size. */
const vp9Levels: readonly LevelRow[] = [
  ['10', 829_440, 36_864], ['11', 2_764_800, 73_728], ['20', 4_608_000, 122_880], ['21', 9_216_000, 245_760], ['30', 20_736_000, 552_960],
  ['31', 36_864_000, 983_040], ['40', 83_558_400, 2_228_224], ['41', 160_432_128, 2_228_224], ['50', 311_951_360, 8_912_896],
  ['51', 588_251_136, 8_912_896], ['52', 1_176_502_272, 8_912_896], ['61', 2_353_004_544, 35_651_584], ['62', 4_706_009_088, 35_651_584],
].map(row);

/** AV1 specification, annex A.3: display rate and picture size. */
const av1Levels: readonly LevelRow[] = [
  ['00', 4_423_680, 147_456], ['01', 8_363_520, 278_784], ['04', 19_975_680, 665_856], ['05', 31_950_720, 1_065_024], ['08', 70_778_880, 2_359_296],
  ['09', 141_557_760, 2_359_296], ['12', 267_386_880, 8_912_896], ['13', 534_773_760, 8_912_896], ['14', 1_069_547_520, 8_912_896],
  ['17', 2_139_095_040, 35_651_584], ['18', 4_278_190_080, 35_651_584],
].map(row);

/** ITU-T H.265 tables A.8 and A.9, Main tier: luma sample rate, picture size and bitrate; `code` is general_level_idc (30 times the level). */
const hevcLevels: readonly LevelRow[] = [
  ['60', 3_686_400, 122_880, 1.5e6], ['63', 7_372_800, 245_760, 3e6], ['90', 16_588_800, 552_960, 6e6], ['93', 33_177_600, 983_040, 10e6],
  ['120', 66_846_720, 2_228_224, 12e6], ['123', 133_693_440, 2_228_224, 20e6], ['150', 267_386_880, 8_912_896, 25e6],
  ['153', 534_773_760, 8_912_896, 40e6], ['156', 1_069_547_520, 8_912_896, 60e6], ['180', 1_069_547_520, 35_651_584, 60e6],
  ['183', 2_139_095_040, 35_651_584, 120e6], ['186', 4_278_190_080, 35_651_584, 240e6],
].map(row);

function row(cells: readonly (string | number)[]): LevelRow {
  return { code: String(cells[0]), rateMax: Number(cells[1]), sizeMax: Number(cells[2]), bitrateMax: Number(cells[3] ?? Infinity) };
}

export interface PictureLoad {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frameRate: number;
  readonly bitrate: number;
}

function lowest(levels: readonly LevelRow[], size: number, rate: number, bitrate: number): string | null {
  return levels.find((level) => size <= level.sizeMax && rate <= level.rateMax && bitrate <= level.bitrateMax)?.code ?? null;
}

/** Lowest H.264 level (two hex digits) that allows the load; null when none does. */
export function h264Level({ widthPx, heightPx, frameRate, bitrate }: PictureLoad): string | null {
  const wide = Math.ceil(widthPx / 16);
  const high = Math.ceil(heightPx / 16);
  // A side may be √(8 · MaxFS) macroblocks at most: a longer one needs the level of a larger picture.
  const size = Math.max(wide * high, Math.max(wide, high) ** 2 / 8);
  return lowest(h264Levels, size, wide * high * frameRate, bitrate);
}

/** Lowest HEVC level (general_level_idc in decimal digits). No side may be longer than √(8 · MaxLumaPs) (H.265 A.4.1). */
export function hevcLevel({ widthPx, heightPx, frameRate, bitrate }: PictureLoad): string | null {
  const size = Math.max(widthPx * heightPx, Math.max(widthPx, heightPx) ** 2 / 8);
  return lowest(hevcLevels, size, widthPx * heightPx * frameRate, bitrate);
}

/** Lowest VP9 level (two digits). */
export function vp9Level({ widthPx, heightPx, frameRate }: PictureLoad): string | null {
  return lowest(vp9Levels, widthPx * heightPx, widthPx * heightPx * frameRate, 0);
}

/** Lowest AV1 level index (two digits). */
export function av1Level({ widthPx, heightPx, frameRate }: PictureLoad): string | null {
  return lowest(av1Levels, widthPx * heightPx, widthPx * heightPx * frameRate, 0);
}
