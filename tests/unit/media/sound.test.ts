import { describe, expect, it } from 'vitest';
import { mixChannels } from '../../../src/media/sound/mix-channels.ts';
import { pcmFormatOf, readPcm } from '../../../src/media/sound/pcm.ts';
import { resample } from '../../../src/media/sound/resample.ts';
import { packetSpacing } from '../../../src/media/packet-spacing.ts';
import { readSoundEntry, pcmCodecOf } from '../../../src/media/sound-entry.ts';

describe('raw sound', () => {
  /** Minus half, a quarter: in every way it is written. */
  const ways: readonly [string, readonly number[]][] = [
    ['pcm-u8', [0x40, 0xa0]],
    ['pcm-s8', [0xc0, 0x20]],
    ['pcm-s16', [0x00, 0xc0, 0x00, 0x20]],
    ['pcm-s16be', [0xc0, 0x00, 0x20, 0x00]],
    ['pcm-s24', [0x00, 0x00, 0xc0, 0x00, 0x00, 0x20]],
    ['pcm-s24be', [0xc0, 0x00, 0x00, 0x20, 0x00, 0x00]],
    ['pcm-s32', [0, 0, 0, 0xc0, 0, 0, 0, 0x20]],
    ['pcm-s32be', [0xc0, 0, 0, 0, 0x20, 0, 0, 0]],
    ['pcm-f32', [0, 0, 0, 0xbf, 0, 0, 0x80, 0x3e]],
    ['pcm-f32be', [0xbf, 0, 0, 0, 0x3e, 0x80, 0, 0]],
    ['pcm-f64be', [0xbf, 0xe0, 0, 0, 0, 0, 0, 0, 0x3f, 0xd0, 0, 0, 0, 0, 0, 0]],
  ];
  it.each(ways)('%s', (codec, bytes) => {
    const format = pcmFormatOf(codec, 1);
    if (format === null) throw new Error(`${codec} is not known`);
    expect([...(readPcm(Uint8Array.from(bytes), format)[0] ?? [])]).toEqual([-0.5, 0.25]);
  });

  it('keeps the low byte of 24 bits', () => {
    const format = pcmFormatOf('pcm-s24be', 1);
    expect(format && readPcm(Uint8Array.of(0x00, 0x00, 0x01, 0xff, 0xff, 0xff), format)[0]).toEqual(Float32Array.of(2 ** -23, -(2 ** -23)));
  });

  /** Codes and 16-bit values of ITU-T G.711, tables 1 and 2, scaled. */
  it.each([
    ['alaw', 0xd5, 8], ['alaw', 0x55, -8], ['alaw', 0xaa, 32256], ['alaw', 0x2a, -32256],
    ['ulaw', 0xff, 0], ['ulaw', 0x80, 32124], ['ulaw', 0x00, -32124], ['ulaw', 0xf0, 120],
  ])('%s 0x%s is %i', (codec, byte, value) => {
    const format = pcmFormatOf(codec, 1);
    expect(format && (readPcm(Uint8Array.of(byte), format)[0]?.[0] ?? NaN) * 32768).toBe(value);
  });

  it('parts the channels and drops half a frame', () => {
    const format = pcmFormatOf('pcm-s8', 2);
    expect(format && readPcm(Uint8Array.of(64, 192, 0, 128, 64), format)).toEqual([Float32Array.of(0.5, 0), Float32Array.of(-0.5, -1)]);
  });
});

/** A sine of some hertz, in pieces of odd sizes. */
async function* sine(hertz: number, rate: number, seconds: number): AsyncGenerator<Float32Array[]> {
  const all = Float32Array.from({ length: seconds * rate }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / rate));
  for (let at = 0, size = 1; at < all.length; at += size, size = (size * 7 + 3) % 5000) yield await Promise.resolve([all.subarray(at, at + size)]);
}

async function gathered(source: AsyncIterable<readonly Float32Array[]>): Promise<number[]> {
  const all: number[] = [];
  for await (const [plane] of source) all.push(...(plane ?? []));
  return all;
}

describe('resampling to 48 kHz', () => {
  it.each([8000, 11_025, 22_050, 32_000, 44_100, 96_000])('from %i Hz keeps length, phase and level, far below what is heard', async (rate) => {
    const seconds = 2;
    const found = await gathered(resample(sine(997, rate, seconds), rate, 48_000));
    expect(found.length).toBe(seconds * 48_000);
    const error = found.slice(4800, -4800).map((value, i) => Math.abs(value - Math.sin((2 * Math.PI * 997 * (i + 4800)) / 48_000)));
    expect(Math.max(...error)).toBeLessThan(3e-4); // −70 dB
  });

  it('lets nothing through that the lower rate cannot hold', async () => {
    const found = await gathered(resample(sine(30_000, 96_000, 0.5), 96_000, 48_000));
    expect(Math.max(...found.slice(2400, -2400).map(Math.abs))).toBeLessThan(1e-3);
  });
});

describe('mixing', () => {
  const six = [1, 2, 3, 4, 5, 6].map((which) => Float32Array.of(which === 1 ? 1 : 0, which === 3 ? 1 : 0, which === 4 ? 1 : 0, 1));
  it('puts each of six channels where it belongs, without the low frequencies, and never clips', () => {
    const [left, right] = mixChannels(six, 2) as [Float32Array, Float32Array];
    expect(left[0]).toBeGreaterThan(0.4);
    expect(right[0]).toBe(0);
    expect(left[1]).toBe(right[1]);
    expect(left[1]).toBeGreaterThan(0.25);
    expect(left[2]).toBe(0);
    expect(Math.abs((left[3] as number) - 1)).toBeLessThan(1e-6);
  });

  it('leaves two as they are and gives one to both sides', () => {
    const [one, two] = [Float32Array.of(1), Float32Array.of(2)];
    expect(mixChannels([one, two], 2)).toEqual([one, two]);
    expect(mixChannels([one], 2)).toEqual([one, one]);
  });
});

describe('packets of a container that rounds times', () => {
  const packet = (durationS: number, byteLength = 100): { durationS: number; byteLength: number } => ({ durationS, byteLength });
  it.each([
    ['mp3', 44_100, undefined, 26e-3, 1152],
    ['mp3', 22_050, undefined, 26e-3, 576],
    ['mp4a.40.2', 48_000, undefined, 21e-3, 1024],
    ['mp4a.40.5', 48_000, undefined, 43e-3, 2048],
    ['opus', 48_000, undefined, 20e-3, 960],
    ['flac', 44_100, Uint8Array.of(...Buffer.from('fLaC'), 0x80, 0, 0, 34, 0x10, 0, 0x10, 0), 93e-3, 4096],
  ])('%s at %i Hz', (codec, rate, description, seconds, frames) => {
    expect(packetSpacing(codec, description, rate, null).of(packet(seconds), seconds * rate)).toBe(frames);
  });

  it('Opus of which no length is told is as long as what came before', () => {
    const spacing = packetSpacing('opus', undefined, 48_000, null);
    expect([packet(0), packet(0.06), packet(0)].map((each) => spacing.of(each, null))).toEqual([960, 2880, 2880]);
  });

  it('raw sound is as long as its bytes', () => {
    expect(packetSpacing('pcm-s16', undefined, 48_000, pcmFormatOf('pcm-s16', 2)).of(packet(0.021, 4100), null)).toBe(1025);
  });
});

/** A sample entry with its head and what follows. */
function entry(type: string, fields: (bytes: Buffer) => void, size = 36, tail: Buffer = Buffer.alloc(0)): Uint8Array {
  const bytes = Buffer.alloc(size);
  bytes.writeUInt32BE(size + tail.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.writeUInt16BE(2, 24);
  bytes.writeUInt16BE(16, 26);
  bytes.writeUInt32BE(44_100 * 65_536, 32);
  fields(bytes);
  return Uint8Array.from(Buffer.concat([bytes, tail]));
}

const enda = Buffer.from([0, 0, 0, 18, ...Buffer.from('wave'), 0, 0, 0, 10, ...Buffer.from('enda'), 0, 1]);
const pcmC = Buffer.from([0, 0, 0, 14, ...Buffer.from('pcmC'), 0, 0, 0, 0, 1, 24]);

describe('sample entries of raw sound', () => {
  it.each([
    ['sowt', entry('sowt', () => undefined), 'pcm-s16'],
    ['twos', entry('twos', () => undefined), 'pcm-s16be'],
    ['8 bits', entry('twos', (bytes) => bytes.writeUInt16BE(8, 26)), 'pcm-s8'],
    ['in24 with enda, version 1', entry('in24', (bytes) => bytes.writeUInt16BE(1, 16), 52, enda), 'pcm-s24'],
    ['fl32', entry('fl32', () => undefined), 'pcm-f32be'],
    ['ipcm', entry('ipcm', () => undefined, 36, pcmC), 'pcm-s24'],
    ['lpcm, version 2', entry('lpcm', (bytes) => {
      bytes.writeUInt16BE(2, 16);
      bytes.writeDoubleBE(96_000, 40);
      bytes.writeUInt32BE(6, 48);
      bytes.writeUInt32BE(24, 56);
      bytes.writeUInt32BE(0xc, 60);
    }, 72), 'pcm-s24'],
    ['AAC', entry('mp4a', () => undefined), null],
  ])('%s', (_, bytes, codec) => {
    const read = readSoundEntry(bytes, 0, 0);
    expect(read === null ? null : pcmCodecOf(read)).toBe(codec);
    if (codec !== null && read?.type === 'lpcm') expect(read).toMatchObject({ channels: 6, sampleRate: 96_000 });
  });
});
