import type { EncoderHardware, EncodingProfile } from '../core/encoding.ts';
import { bitrateFloor, bitsPerPixelMax, ratePerDb } from './output-bitrate.ts';

/** How an encoder is asked to work for one purpose. No scalability mode is asked for: layers cost bits, and an MP4 has one picture for all. */
export interface ProfileSettings {
  readonly latencyMode: LatencyMode;
  readonly bitrateMode: 'constant' | 'variable';
  /** Bitrate against `balanced`, as the decibels of PSNR that it should gain; `ratePerDb` makes a factor of it. */
  readonly gainDb: number;
  /** Between key frames at most, in microseconds of the output. */
  readonly keyIntervalUs: number;
  /** What is tried first comes first. */
  readonly hardware: readonly EncoderHardware[];
}

/** Fast, and the processor is left to the detectors. What failed in hardware goes on in software, not in what the browser would choose: that may be the same hardware. */
const hardwareFirst = ['prefer-hardware', 'prefer-software', 'no-preference'] as const;
/** The same encoder on every machine: what is kept for long does not hang on a driver. */
const softwareFirst = ['prefer-software', 'no-preference', 'prefer-hardware'] as const;

/** Apple's HLS authoring specification asks for a key frame every 2 s. */
export const keyIntervalUs = 2_000_000;

/** In none does the bitrate follow the content: `bench/bitrate.ts` found that no better (bench/README.md). It is there for who asks for it. */
export const profiles: Readonly<Record<EncodingProfile, ProfileSettings>> = {
  /** What came out before there were profiles. */
  balanced: { latencyMode: 'quality', bitrateMode: 'variable', gainDb: 0, keyIntervalUs, hardware: hardwareFirst },
  /** For who waits for the picture: no look-ahead, an even rate, and a viewer who joins waits for one second at most. */
  realtime: { latencyMode: 'realtime', bitrateMode: 'constant', gainDb: -1, keyIntervalUs: 1_000_000, hardware: hardwareFirst },
  /** For the network: an even rate, for a player's buffer runs dry at peaks; three quarters of the bits for what most do not see. */
  streaming: { latencyMode: 'quality', bitrateMode: 'constant', gainDb: -1.5, keyIntervalUs, hardware: hardwareFirst },
  /** To be looked at closely. Key frames cost several times what others do: half as many, the 4 s that YouTube's live advice allows at most. */
  quality: { latencyMode: 'quality', bitrateMode: 'variable', gainDb: 2, keyIntervalUs: 4_000_000, hardware: hardwareFirst },
  /** To be worked on again: about what one more re-encoding takes away on top, and a place to cut at every second. */
  archival: { latencyMode: 'quality', bitrateMode: 'variable', gainDb: 5, keyIntervalUs: 1_000_000, hardware: softwareFirst },
};

/** Bits per second of `balanced`, and what they are for. */
interface BalancedRate {
  readonly bitrate: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frameRate: number;
}

/** Bits per second under a profile: what balanced takes times 1.24^gain; not below what shows blocks, nor above twice `outputBitrate`'s ceiling (but where balanced is there already). */
export function profileBitrate({ bitrate, widthPx, heightPx, frameRate }: BalancedRate, profile: EncodingProfile): number {
  const pixelsPerSecond = widthPx * heightPx * frameRate;
  const floor = Math.min(bitrate, bitrateFloor(pixelsPerSecond));
  const ceiling = Math.max(bitrate, 2 * bitsPerPixelMax * pixelsPerSecond);
  return Math.round(Math.min(Math.max(bitrate * ratePerDb ** profiles[profile].gainDb, floor), ceiling));
}
