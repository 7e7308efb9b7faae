import { bitrateChoices, encodingProfiles } from '../src/core/encoding.ts';
import type { JobOptions } from '../src/rpc/job-types.ts';
import { oneOf, text } from './option-values.ts';
import type { Values } from './option-values.ts';

/** Options that say how a new video is encoded. */
export const encodingFlags = { codec: { type: 'string' }, profile: { type: 'string' }, bitrate: { type: 'string' } } as const;

/** Reads them; throws `usage/bad-option`. */
export function encodingOptions(values: Values): Pick<JobOptions, 'codec' | 'profile' | 'bitrate'> {
  return {
    codec: oneOf('--codec', text(values['codec']), ['auto', 'h264', 'hevc', 'vp9', 'av1']),
    profile: oneOf('--profile', text(values['profile']), encodingProfiles),
    bitrate: oneOf('--bitrate', text(values['bitrate']), bitrateChoices),
  };
}
