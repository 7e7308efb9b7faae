/** What the output's bitrate depends on. Rates in bits per second. */
export interface BitrateRequest {
  readonly sourceBitrate: number;
  /** WebCodecs codec string of the source. */
  readonly sourceCodec: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frameRate: number;
}

/** What one dB of PSNR costs: about 24 % of bitrate (the 0.2 dB ≈ 5 % rule of Bjøntegaard, VCEG-M33). */
export const ratePerDb = 1.24;
/** Re-encoding by a real-time encoder at equal quality: OpenH264 is 2.2 dB behind x264 veryfast (shared facts), and 1.24^2.2 ≈ 1.6. */
const reencodeFactor = 1.6;
/** HEVC saves 59 % against H.264 at equal quality (Tan et al., IEEE TCSVT 26(1), 2016); VP9 and AV1 are at least near it. */
const modernCodecFactor = 2;
/** Below this, in bits per pixel, a real-time H.264 encoder shows blocks: half of the usual 0.1 for low motion (Kush gauge, factor 1 of 0.07). */
const bitsPerPixelMin = 0.05;
/** Small pictures need more for each pixel: twice the lowest rung of Apple's HLS authoring specification (145 kbit/s at 416x234). */
const bitrateMin = 290_000;
/** Above this nothing is gained: about twice YouTube's advice for uploads (1080p30: 8 Mbit/s = 0.13). */
export const bitsPerPixelMax = 0.26;

/** Bitrate for the output video: follows the source, bounded by bits per pixel, never below what the source has. */
export function outputBitrate(request: BitrateRequest): number {
  const pixelsPerSecond = request.widthPx * request.heightPx * request.frameRate;
  const modern = /^(hev1|hvc1|dvh|vp09|av01|vvc)/.test(request.sourceCodec);
  const wanted = request.sourceBitrate * reencodeFactor * (modern ? modernCodecFactor : 1);
  const floor = bitrateFloor(pixelsPerSecond);
  const ceiling = Math.max(bitsPerPixelMax * pixelsPerSecond, request.sourceBitrate, floor);
  return Math.round(Math.min(Math.max(wanted, floor), ceiling));
}

/** The least that is asked of an encoder for so many pixels a second, in bits per second. */
export function bitrateFloor(pixelsPerSecond: number): number {
  return Math.max(bitsPerPixelMin * pixelsPerSecond, bitrateMin);
}
