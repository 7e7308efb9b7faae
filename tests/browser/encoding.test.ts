import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EncoderOffer, EncodingProfile } from '../../src/core/encoding.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import type { Encoded, EncodedAll, FailingRender, Fault } from './in-page/encoding.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const codecs = ['h264', 'vp9', 'av1'] as const;
const frames = 60;

describe('every profile in every codec that this browser encodes', () => {
  let all: EncodedAll;
  beforeAll(async () => {
    all = await site.call<EncodedAll>('encoding', 'encodeAll', { frames, codecs });
  });
  const of = (profile: EncodingProfile, codec: (typeof codecs)[number]): Encoded => all.encoded.find((each) => each.profile === profile && each.codec === codec) as Encoded;

  it('makes a file of all frames, and nothing is left open', () => {
    expect(all.encoded.map(({ error, framesDecoded }) => ({ error, framesDecoded }))).toEqual(all.encoded.map(() => ({ error: null, framesDecoded: frames })));
    expect(all.encoded).toHaveLength(15);
    expect(all.videoFramesLeftOpen).toBe(0);
  });

  it.each(codecs)('%s: key frames as often as the profile has them at least, and told in the report', (codec) => {
    for (const [profile, every] of [['balanced', 50], ['realtime', 25], ['streaming', 50], ['quality', 100], ['archival', 25]] as const) {
      const { keys, sampleEntry, encoding } = of(profile, codec);
      expect(keys, profile).toEqual(expect.arrayContaining(Array.from({ length: Math.ceil(frames / every) }, (_, i) => i * every)));
      expect(sampleEntry).toBe({ h264: 'avc1', vp9: 'vp09', av1: 'av01' }[codec]);
      expect(encoding).toMatchObject({ profile, codecFamily: codec, keyIntervalS: every / 25, adaptive: false, changes: [] });
      expect(encoding?.latencyMode).toBe(profile === 'realtime' ? 'realtime' : 'quality');
      expect(encoding?.firstFrameMs).toBeGreaterThan(0);
      expect(encoding?.bitrateLowest).toBe(encoding?.bitrateHighest);
    }
  });

  it.each(codecs)('%s: the archive is larger than what is to be looked at or sent, and about what was asked for comes out', (codec) => {
    // AV1 lets bits lie when the picture does not want them.
    expect(of('archival', codec).bytes).toBeGreaterThan(of('quality', codec).bytes);
    expect(of('archival', codec).bytes).toBeGreaterThan(of('streaming', codec).bytes);
    const { bitrateLowest, bitrateGot } = of('balanced', codec).encoding as NonNullable<Encoded['encoding']>;
    expect(bitrateGot / bitrateLowest).toBeGreaterThan(0.2);
    expect(bitrateGot / bitrateLowest).toBeLessThan(2);
  });

  it.each(codecs)('%s with a bitrate that follows the content changes it at key frames, within its bounds, and still decodes', async (codec) => {
    const { error, framesDecoded, encoding } = await site.call<Encoded>('encoding', 'encodeAdaptive', { frames, codec });
    expect({ error, framesDecoded }).toEqual({ error: null, framesDecoded: frames });
    const { adaptive, bitrateLowest, bitrateHighest } = encoding as NonNullable<Encoded['encoding']>;
    const constant = of('balanced', codec).encoding?.bitrateLowest as number;
    expect(adaptive).toBe(true);
    expect(bitrateLowest).toBeGreaterThan(constant); // a rough texture is more than the ordinary
    expect(bitrateHighest).toBeGreaterThan(bitrateLowest);
    expect(bitrateHighest).toBeLessThanOrEqual(1.5 * constant);
  });
});

describe('what works is found by trying', () => {
  it('HEVC is told to be missing, with the reason, and what there is', async () => {
    const offers = await site.call<EncoderOffer[]>('encoding', 'offers', 'realtime');
    expect(offers.map(({ codecFamily, works }) => [codecFamily, works])).toEqual([['h264', true], ['vp9', true], ['av1', true], ['hevc', false]]);
    expect(offers.at(-1)).toMatchObject({ refusal: 'unsupported' });
    for (const offer of offers) if (offer.works) expect(offer.firstFrameMs).toBeGreaterThan(0);
    expect(await site.call('encoding', 'refused', 'hevc')).toMatchObject({
      code: 'media/no-encoder',
      details: { codec: 'HEVC', profile: 'streaming', refusal: 'unsupported', works: 'H.264, VP9, AV1', advice: 'other-codec', why: 'HEVC: this browser has no encoder for it' },
    });
  });

  it.each([
    ['drops the second', 'wrong-output', '3 pictures for 4'],
    ['other order', 'wrong-output', 'pictures in another order'],
    ['no key frame', 'wrong-output', 'no key frame where one was asked for'],
    ['another configuration', 'wrong-output', 'another configuration in the middle of the video'],
    ['fails at the second', 'failed', 'it broke'],
  ] as const)('an encoder that says yes and %s is refused', async (fault: Fault, refusal, detail) => {
    expect(await site.call('encoding', 'faultyOffer', fault)).toEqual({ codecFamily: 'h264', works: false, refusal, detail });
  });
});

describe('an encoder that fails in the middle of the video', () => {
  const render = (failAt: readonly number[], options: object): Promise<FailingRender> => site.call<FailingRender>('encoding', 'failingRender', { failAt, options, frames });

  it('is left for the next one, which makes the video from its beginning, and both are named', async () => {
    const good = await render([], { codec: 'auto' });
    // Behind the four pictures of the trial.
    const disturbed = await render([4 + 34], { codec: 'auto' });
    expect(good).toMatchObject({ notices: [], error: null, encoding: { changes: [], hardware: 'prefer-software' } });
    expect(disturbed).toMatchObject({ error: null, notices: ['encoder-changed'], encoding: { codecFamily: 'h264', hardware: 'no-preference' } });
    expect(disturbed.encoding?.changes).toEqual([{ from: 'H.264 (software)', to: 'H.264 (hardware or software as the browser chose)', reason: 'The hardware is gone.' }]);
    // Here both are the same software.
    expect(disturbed.sha256).toBe(good.sha256);
  });

  it('and the next one too: another codec where the user left it open', async () => {
    const { notices, error, encoding } = await render([38, 80], { codec: 'auto' });
    expect({ notices, error }).toEqual({ notices: ['encoder-changed', 'encoder-changed'], error: null });
    expect(encoding?.codecFamily).toBe('vp9');
  });

  it('and the next one too: an end with that failure, and nothing left, where one codec was asked for', async () => {
    const { notices, error, bytes } = await render([38, 80], { codec: 'h264' });
    expect(notices).toEqual(['encoder-changed']);
    expect(error).toMatchObject({ code: 'media/encode-failed', details: { reason: 'The hardware is gone.' } });
    expect(bytes).toBe(0);
  });
});
