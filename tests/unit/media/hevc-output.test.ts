import { describe, expect, test } from 'vitest';
import { isAllowedBox, listBoxes } from '../../../src/media/box-list.ts';
import { memorySink } from '../../../src/media/byte-sink.ts';
import { Mp4Writer } from '../../../src/media/mp4-writer.ts';
import type { VideoLayout } from '../../../src/media/mp4-moov.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import { WindowReader } from '../../../src/media/read-window.ts';
import { needsSharedMedia } from '../../support/shared.ts';
import { openMedia } from './media-files.ts';

/**
 * A decoder configuration as an encoder hands it over (ISO/IEC 14496-15, 8.3.3.1.2): Main profile and tier, level 3.1, 4:2:0, 8 bit, four bytes of length,
 * and an array each of one VPS, SPS and PPS. No encoder here makes one: it is put together by hand.
 */
const parameterSets = [[32, [0x40, 1, 0x0c]], [33, [0x42, 1, 1, 1]], [34, [0x44, 1, 0xc0]]] as const;
const hvcC = Uint8Array.of(
  1, 1, 0x60, 0, 0, 0, 0xb0, 0, 0, 0, 0, 0, 93, 0xf0, 0, 0xfc, 0xfd, 0xf8, 0xf8, 0, 0, 0x0f, parameterSets.length,
  ...parameterSets.flatMap(([type, bytes]) => [0x80 | type, 0, 1, 0, bytes.length, ...bytes]),
);
const layout: VideoLayout = {
  codecFamily: 'hevc',
  codec: 'hvc1.1.6.L93.B0',
  geometry: { storedWidthPx: 640, storedHeightPx: 360, rotation: 0, mirrored: false, widthPx: 640, heightPx: 360 },
  matrix: Int32Array.of(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000),
  pasp: null,
  cleanAperture: null,
  headerSize: null,
  color: null,
  timescale: 25,
  ticks: Float64Array.of(0, 1, 2),
  lastDurationTicks: 1,
};

test('HEVC is written as hvc1 with the encoder’s own hvcC, and read again', async () => {
  const sink = memorySink();
  const writer = await Mp4Writer.open(sink, { video: layout, sound: null });
  for (let index = 0; index < 3; index += 1) {
    await writer.addVideo({ index, key: index === 0, data: Uint8Array.of(0, 0, 0, 2, 0x26, index), ...(index === 0 ? { description: hvcC } : {}) });
  }
  await writer.finish();
  const file = new Blob([sink.bytes()]);
  const { video } = await openMovie(file, 'hevc.mp4');
  expect(video.codec).toMatch(/^hvc1\.1\.6\.L93\.B0/i);
  expect(video.description).toEqual(hvcC);
  expect([...video.samples.sync]).toEqual([1, 0, 0]);
  expect((await listBoxes(file)).filter((path) => !isAllowedBox(path))).toEqual([]);
});

test('HEVC without a configuration is not finished', async () => {
  const writer = await Mp4Writer.open(memorySink(), { video: { ...layout, ticks: Float64Array.of(0) }, sound: null });
  await writer.addVideo({ index: 0, key: true, data: Uint8Array.of(0) });
  await expect(writer.finish()).rejects.toMatchObject({ code: 'media/mux-failed', details: { reason: 'no decoder configuration' } });
});

describe('a real video', () => {
  test('of another program, its samples written by us, keeps its configuration and its bytes', async (context) => {
    needsSharedMedia(context);
    const { video, file } = await openMedia('containers/video-h265.mp4');
    const sink = memorySink();
    const { geometry, matrix, timescale, samples, description } = video;
    const count = 20;
    const writer = await Mp4Writer.open(sink, { video: { ...layout, geometry, matrix, timescale, ticks: Float64Array.from({ length: count }, (_, i) => i) }, sound: null });
    const reader = new WindowReader(file);
    for (let index = 0; index < count; index += 1) {
      const data = (await reader.read(samples.offset[index]!, samples.size[index]!)).slice();
      await writer.addVideo({ index, key: samples.sync[index] === 1, data, ...(index === 0 ? { description: description! } : {}) });
    }
    await writer.finish();
    const again = (await openMovie(new Blob([sink.bytes()]), 'again.mp4')).video;
    expect(again.codec.slice(4)).toBe(video.codec.slice(4));
    expect(again.codec.slice(0, 4)).toBe('hvc1');
    expect(again.description).toEqual(description);
    expect([...again.samples.size]).toEqual([...samples.size.slice(0, count)]);
  });
});
