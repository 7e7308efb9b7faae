import { describe, expect, it } from 'vitest';
import { encodingProfiles } from '../../../src/core/encoding.ts';
import type { EncodingProfile } from '../../../src/core/encoding.ts';
import { fasterProfiles, retuned } from '../../../src/media/faster-profile.ts';
import { profileBitrate } from '../../../src/media/profiles.ts';

const request = { widthPx: 1280, heightPx: 720, frameRate: 30, bitrate: 4_000_000, colorSpace: {} };
const configOf = (profile: EncodingProfile): VideoEncoderConfig => ({ codec: 'avc1.64001f', width: 1280, height: 720, framerate: 30, hardwareAcceleration: 'prefer-software', bitrate: profileBitrate(request, profile), bitrateMode: 'variable', latencyMode: 'quality', avc: { format: 'avc' } });

describe('steps down from profile to profile', () => {
  it.each<[EncodingProfile, EncodingProfile[]]>([
    ['archival', ['quality', 'balanced', 'streaming', 'realtime']],
    ['quality', ['balanced', 'streaming', 'realtime']],
    ['balanced', ['streaming', 'realtime']],
    ['streaming', ['realtime']],
    ['realtime', []],
  ])('of %s there are %j', (profile, expected) => {
    expect(fasterProfiles(profile)).toEqual(expected);
  });

  it('never ask for more bits, and change nothing that stands in the header of the file', () => {
    for (const profile of encodingProfiles) {
      let config = configOf(profile);
      const { codec, width, height, framerate, hardwareAcceleration, avc } = config;
      for (const next of fasterProfiles(profile)) {
        const then = retuned(config, request, next);
        expect(then.bitrate, `${profile} to ${next}`).toBeLessThanOrEqual(config.bitrate as number);
        expect(then).toMatchObject({ codec, width, height, framerate, hardwareAcceleration, avc });
        config = then;
      }
      expect(config.latencyMode === 'realtime' || profile === 'realtime').toBe(true);
    }
  });

  it('ask for what the profile has, but for more bits', () => {
    expect(retuned(configOf('archival'), request, 'quality')).toMatchObject({ bitrate: profileBitrate(request, 'quality'), bitrateMode: 'variable', latencyMode: 'quality' });
    const streaming = profileBitrate(request, 'streaming');
    expect(profileBitrate(request, 'realtime')).toBeGreaterThan(streaming);
    expect(retuned(retuned(configOf('balanced'), request, 'streaming'), request, 'realtime')).toMatchObject({ bitrate: streaming, bitrateMode: 'constant', latencyMode: 'realtime' });
  });
});
