import type { EncodingProfile } from '../core/encoding.ts';
import { profileBitrate, profiles } from './profiles.ts';
import type { EncoderRequest } from './encoder-candidates.ts';

/**
 * Profiles from the one that asks most of an encoder to the one that asks least. Fewer bits are less to code, in every codec; that an encoder need not look
 * ahead comes last, as not every one makes use of it.
 */
const fromMostToLeast: readonly EncodingProfile[] = ['archival', 'quality', 'balanced', 'streaming', 'realtime'];

/** Profiles that ask less than this one, the next first. */
export function fasterProfiles(profile: EncodingProfile): readonly EncodingProfile[] {
  return fromMostToLeast.slice(fromMostToLeast.indexOf(profile) + 1);
}

/**
 * What an encoder in the middle of a video is asked for under another profile: never more bits than before. Codec, level and size stay, for they stand in the
 * file's header, and so does the distance of key frames, on which whoever seeks relies.
 */
export function retuned(config: VideoEncoderConfig, request: EncoderRequest, profile: EncodingProfile): VideoEncoderConfig {
  const { latencyMode, bitrateMode } = profiles[profile];
  return { ...config, latencyMode, bitrateMode, bitrate: Math.min(config.bitrate ?? Infinity, profileBitrate(request, profile)) };
}
