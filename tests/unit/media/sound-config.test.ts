import { describe, expect, it } from 'vitest';
import { readAdtsHeader, withoutAdts } from '../../../src/media/adts.ts';
import { soundConfig } from '../../../src/media/sound-config.ts';

const text = (value: string): number[] => [...Buffer.from(value, 'latin1')];

describe('soundConfig', () => {
  it('turns an OpusHead into dOps: big-endian, version 0, no magic, the pre-skip left to the edit list', () => {
    // 2 channels, 312 samples of pre-skip, 48000 Hz, gain −256, family 0 (RFC 7845, 5.1)
    const head = Uint8Array.of(...text('OpusHead'), 1, 2, 0x38, 0x01, 0x80, 0xbb, 0, 0, 0x00, 0xff, 0);
    expect(soundConfig('opus', head)).toMatchObject({
      sampleEntry: 'Opus',
      description: { type: 'dOps', payload: Uint8Array.of(0, 2, 0, 0, 0, 0, 0xbb, 0x80, 0xff, 0x00, 0) },
    });
  });

  it('puts an AudioSpecificConfig into an esds', () => {
    const config = soundConfig('mp4a.40.2', Uint8Array.of(0x12, 0x08));
    expect(config).toMatchObject({ sampleEntry: 'mp4a' });
    // Full box head; ES descriptor (22 bytes) with decoder configuration (17), specific info (2) and SL configuration (1).
    expect([...(config?.description.payload ?? [])]).toEqual([0, 0, 0, 0, 3, 25, 0, 0, 0, 4, 17, 0x40, 0x15, ...new Array<number>(11).fill(0), 5, 2, 0x12, 0x08, 6, 1, 2]);
  });

  it('keeps the metadata blocks of FLAC behind the head of a full box', () => {
    expect(soundConfig('flac', Uint8Array.of(...text('fLaC'), 0x80, 0, 0, 34))?.description.payload).toEqual(Uint8Array.of(0, 0, 0, 0, 0x80, 0, 0, 34));
  });

  it.each([['vorbis', new Uint8Array(40)], ['pcm-s16', undefined], ['opus', undefined], ['mp4a.40.2', undefined]])('carries no %s without what an MP4 needs', (codec, description) => {
    expect(soundConfig(codec, description)).toBeNull();
  });
});

/** AAC-LC, 44.1 kHz (index 4), one channel; no checksum (ISO/IEC 13818-7, 6.2). */
const header = [0xff, 0xf1, 0x50, 0x40, 0x01, 0x7f, 0xfc];

describe('ADTS', () => {
  it('says once what an MP4 says once', () => {
    expect(readAdtsHeader(Uint8Array.of(...header, 1, 2))).toEqual({ byteLength: 7, audioSpecificConfig: Uint8Array.of(0x12, 0x08) });
    expect(readAdtsHeader(Uint8Array.of(0xff, 0xf0, ...header.slice(2)))?.byteLength).toBe(9);
  });

  it.each([[[]], [[0xff, 0xf1]], [text('no header')]])('is not in %j', (bytes) => {
    expect(readAdtsHeader(Uint8Array.from(bytes))).toBeNull();
  });

  it('is taken off every packet, and a packet that says otherwise is an error', async () => {
    const first = readAdtsHeader(Uint8Array.from(header));
    if (first === null) throw new Error('no header');
    const stereo = header.with(3, 0x80);
    const packets = [[...header, 1, 2, 3], [...stereo, 4]];
    const reader = withoutAdts(() => ({ read: (sample) => Promise.resolve(Uint8Array.from(packets[sample] ?? [])) }), first)();
    expect(await reader.read(0)).toEqual(Uint8Array.of(1, 2, 3));
    await expect(reader.read(1)).rejects.toMatchObject({ code: 'media/unreadable' });
  });
});
