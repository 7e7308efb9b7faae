import { describe, expect, it } from 'vitest';
import { encodingProfiles } from '../../../src/core/encoding.ts';
import type { BitrateChoice, EncodingProfile } from '../../../src/core/encoding.ts';
import type { CodecFamily } from '../../../src/core/codec.ts';
import { encoderCandidates } from '../../../src/media/encoder-candidates.ts';
import type { EncoderCandidate, EncoderRequest } from '../../../src/media/encoder-candidates.ts';
import { outputBitrate } from '../../../src/media/output-bitrate.ts';
import { profileBitrate, profiles } from '../../../src/media/profiles.ts';

const hd = { widthPx: 1280, heightPx: 720, frameRate: 30 };
const request = (more: Partial<EncoderRequest> = {}): EncoderRequest => ({ ...hd, bitrate: 3_000_000, colorSpace: {}, ...more });
const candidates = (codecFamily: CodecFamily, profile: EncodingProfile = 'balanced', more: Partial<EncoderRequest> = {}, bitrate: BitrateChoice = 'constant'): readonly EncoderCandidate[] => {
  const found = encoderCandidates(codecFamily, request(more), { profile, bitrate });
  if (typeof found === 'string') throw new Error(found);
  return found;
};

describe('the bitrate of a profile', () => {
  it.each([
    ['balanced', 3_000_000, 3_000_000],
    ['realtime', 3_000_000, 2_419_355],
    ['streaming', 3_000_000, 2_172_645],
    ['quality', 3_000_000, 4_612_800],
    ['archival', 3_000_000, 8_794_875],
    ['streaming at the floor: not below 0.05 bits a pixel', 1_400_000, 1_382_400],
    ['streaming below the floor: as balanced', 500_000, 500_000],
    ['archival at the ceiling: 0.52 bits a pixel', 10_000_000, 14_376_960],
    ['archival above the ceiling: as balanced', 20_000_000, 20_000_000],
  ] as const)('%s, %i bits a second in balanced', (name, bitrate, expected) => {
    expect(profileBitrate({ ...hd, bitrate }, name.split(' ')[0] as EncodingProfile)).toBe(expected);
  });

  it('balanced is what comes of the source, whatever the source is', () => {
    for (const sourceBitrate of [0, 50_000, 1_000_000, 9_999_999, 80_000_000]) {
      for (const [widthPx, heightPx] of [[1, 1], [161, 121], [1920, 1080], [3840, 2160]] as const) {
        const size = { widthPx, heightPx, frameRate: 29.97 };
        const bitrate = outputBitrate({ ...size, sourceBitrate, sourceCodec: 'avc1.640028' });
        expect(profileBitrate({ ...size, bitrate }, 'balanced')).toBe(bitrate);
      }
    }
  });

  it('never falls from profile to profile', () => {
    const order: EncodingProfile[] = ['streaming', 'realtime', 'balanced', 'quality', 'archival'];
    for (const bitrate of [100_000, 1_500_000, 5_000_000, 15_000_000]) {
      const bits = order.map((profile) => profileBitrate({ ...hd, bitrate }, profile));
      expect(bits).toEqual([...bits].sort((a, b) => a - b));
    }
  });
});

describe('the ways to encode', () => {
  it.each([
    ['h264', {}, ['avc1.64001f', 'avc1.4d001f', 'avc1.42e01f']],
    ['hevc', {}, ['hvc1.1.6.L93.B0']],
    ['vp9', {}, ['vp09.00.31.08']],
    ['av1', {}, ['av01.0.05M.08']],
    ['hevc', { widthPx: 1920, heightPx: 1080 }, ['hvc1.1.6.L120.B0']],
    ['hevc', { widthPx: 1920, heightPx: 1080, frameRate: 60 }, ['hvc1.1.6.L123.B0']],
    ['hevc', { widthPx: 3840, heightPx: 2160, frameRate: 60 }, ['hvc1.1.6.L153.B0']],
    ['hevc', { widthPx: 3000, heightPx: 100 }, ['hvc1.1.6.L120.B0']],
    ['hevc', { widthPx: 320, heightPx: 180, bitrate: 5_500_000 }, ['hvc1.1.6.L90.B0']],
  ] as const)('%s of %j: the lowest level that allows it', (codecFamily, more, codecs) => {
    const found = candidates(codecFamily, 'balanced', more);
    expect([...new Set(found.map(({ config }) => config.codec))]).toEqual(codecs);
  });

  it.each([
    ['h264', { widthPx: 161 }, 'odd-size'],
    ['hevc', { heightPx: 121 }, 'odd-size'],
    ['h264', { widthPx: 40_000, heightPx: 2_000 }, 'too-large'],
    ['hevc', { widthPx: 20_000, heightPx: 2_000 }, 'too-large'],
    ['av1', { widthPx: 20_000, heightPx: 20_000 }, 'too-large'],
  ] as const)('%s of %j: none, %s', (codecFamily, more, refusal) => {
    expect(encoderCandidates(codecFamily, request(more), { profile: 'balanced', bitrate: 'constant' })).toBe(refusal);
  });

  it('go from hardware to software to what the browser likes; the archive begins with software', () => {
    const order = (profile: EncodingProfile): string[] => candidates('vp9', profile).map(({ hardware, config }) => (hardware === config.hardwareAcceleration ? hardware : 'unlike'));
    for (const profile of encodingProfiles) {
      expect(order(profile)).toEqual(profile === 'archival' ? ['prefer-software', 'no-preference', 'prefer-hardware'] : ['prefer-hardware', 'prefer-software', 'no-preference']);
    }
    expect(candidates('h264').map(({ hardware }) => hardware.slice(7))).toEqual([...Array<string>(3).fill('hardware'), ...Array<string>(3).fill('software'), ...Array<string>(3).fill('erence')]);
  });

  it('ask for what the profile says', () => {
    for (const profile of encodingProfiles) {
      const { latencyMode, bitrateMode } = profiles[profile];
      for (const { config } of candidates('av1', profile)) expect(config).toMatchObject({ latencyMode, bitrateMode, bitrate: profileBitrate(request(), profile), width: 1280, height: 720, framerate: 30 });
    }
    expect(profiles.realtime).toMatchObject({ latencyMode: 'realtime', bitrateMode: 'constant' });
    expect(profiles.balanced).toMatchObject({ latencyMode: 'quality', bitrateMode: 'variable', keyIntervalUs: 2_000_000 });
  });

  it('with a bitrate that follows the content, the level allows the highest of it', () => {
    const tight = { bitrate: 13_000_000 };
    expect(candidates('h264', 'balanced', tight)[0]).toMatchObject({ adaptive: false, config: { codec: 'avc1.64001f' } });
    expect(candidates('h264', 'balanced', tight, 'adaptive')[0]).toMatchObject({ adaptive: true, config: { codec: 'avc1.640020', bitrate: 13_000_000 } });
  });
});
