import type { CodecFamily } from '../core/codec.ts';
import type { BitrateChoice, EncoderHardware, EncoderRefusal, EncodingProfile } from '../core/encoding.ts';
import { adaptiveFactorMax } from './adaptive-bitrate.ts';
import { av1Level, h264Level, hevcLevel, vp9Level } from './codec-levels.ts';
import { profileBitrate, profiles } from './profiles.ts';

/** Stored size in pixels, frames per second, bits per second of the profile `balanced`. */
export interface EncoderRequest {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frameRate: number;
  readonly bitrate: number;
  readonly colorSpace: VideoColorSpaceInit;
}

/** How a family is to be encoded. */
export interface EncoderWish {
  readonly profile: EncodingProfile;
  readonly bitrate: BitrateChoice;
}

/** One way to encode a request: what `VideoEncoder.configure` is given. */
export interface EncoderCandidate {
  readonly codecFamily: CodecFamily;
  readonly hardware: EncoderHardware;
  readonly adaptive: boolean;
  readonly config: VideoEncoderConfig;
}

/** All ways to encode a request in one family, best first; or why there can be none. Odd sizes are not H.264's nor HEVC's: encoders refuse or crop them. */
export function encoderCandidates(codecFamily: CodecFamily, request: EncoderRequest, { profile, bitrate }: EncoderWish): readonly EncoderCandidate[] | EncoderRefusal {
  if ((codecFamily === 'h264' || codecFamily === 'hevc') && (request.widthPx % 2 !== 0 || request.heightPx % 2 !== 0)) return 'odd-size';
  const { latencyMode, bitrateMode, hardware: preferences } = profiles[profile];
  const adaptive = bitrate === 'adaptive';
  const bits = profileBitrate(request, profile);
  const codecs = codecStrings(codecFamily, { ...request, bitrate: adaptive ? bits * adaptiveFactorMax : bits });
  if (codecs === null) return 'too-large';
  const { widthPx: width, heightPx: height, frameRate: framerate } = request;
  const common = { width, height, bitrate: bits, framerate, bitrateMode, latencyMode, ...formatOf(codecFamily) };
  return preferences.flatMap((hardware) => codecs.map((codec) => ({ codecFamily, hardware, adaptive, config: { codec, hardwareAcceleration: hardware, ...common } })));
}

/** Codec strings with the lowest level that allows the load, best first; null when none does. */
function codecStrings(codecFamily: CodecFamily, load: EncoderRequest): string[] | null {
  const level = { h264: h264Level, hevc: hevcLevel, vp9: vp9Level, av1: av1Level }[codecFamily](load);
  if (level === null) return null;
  switch (codecFamily) {
    case 'h264': // High, Main, Constrained Baseline: profile_idc and constraint flags in hex (ITU-T H.264 A.2)
      return ['6400', '4d00', '42e0'].map((profile) => `avc1.${profile}${level}`);
    case 'hevc': // Main profile, Main tier, progressive frames only (ISO/IEC 14496-15 E.3); hvc1: parameter sets in the header alone
      return [`hvc1.1.6.L${level}.B0`];
    case 'vp9':
      return [`vp09.00.${level}.08`];
    case 'av1':
      return [`av01.0.${level}M.08`];
  }
}

/** Samples with length prefixes and the parameter sets apart, as MP4 wants them (WebCodecs registrations of AVC and HEVC). */
function formatOf(codecFamily: CodecFamily): Partial<VideoEncoderConfig> & { readonly hevc?: { readonly format: 'hevc' } } {
  return codecFamily === 'h264' ? { avc: { format: 'avc' } } : codecFamily === 'hevc' ? { hevc: { format: 'hevc' } } : {};
}
