import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ALL_FORMATS, BufferSource, EncodedPacket, EncodedPacketSink, Input } from 'mediabunny';
import { beforeEach, describe, expect, it } from 'vitest';
import { cutAudio, packetNumbers } from '../../../src/media/audio-cut.ts';
import { memorySink } from '../../../src/media/byte-sink.ts';
import type { Movie } from '../../../src/media/movie.ts';
import { Mp4Writer } from '../../../src/media/mp4-writer.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import { carriedSound } from '../../../src/media/sound/output-sound.ts';
import type { OutputSound } from '../../../src/media/sound/output-sound.ts';
import { child, dataBox, editHeader, setEdits, tracksOf } from '../../support/edit-boxes.ts';
import type { EditableBox } from '../../support/edit-boxes.ts';
import { withSound } from '../../support/sound.ts';
import { needsSharedMedia, requireShared, sharedPath } from '../../support/shared.ts';
import { mediaBlob, openMedia } from './media-files.ts';

beforeEach(needsSharedMedia);

/** Three seconds, 30 frames a second in ticks of 1/30000, 44.1 kHz mono; the movie counts in `movieTicks` a second. */
const clip = 'media/containers/A4.mp4';

async function edited(context: { skip(note?: string): never }, change: (moov: EditableBox, movieTicks: number) => void): Promise<Buffer<ArrayBuffer>> {
  const mp4 = await readFile(requireShared(context, clip));
  return editHeader(mp4, (moov) => change(moov, child(moov, 'mvhd').data.readUInt32BE(12)));
}

const opened = (bytes: Buffer<ArrayBuffer>): Promise<Movie> => openMovie(new Blob([bytes]), 'edited');
const secondsOf = ({ video }: Movie): number[] => [...video.ticks].map((tick) => tick / video.timescale);
/** The sound's time line: pauses and media times in seconds. */
const soundOf = ({ audio }: Movie): (readonly [number, number])[] => (audio?.edits ?? []).map(({ durationS, mediaTime }) => [durationS, mediaTime < 0 ? -1 : mediaTime / (audio?.timescale ?? 1)]);

describe('edit lists', () => {
  it('a pause before either track moves it, as another library has it', async (context) => {
    const bytes = await edited(context, (moov, ticks) => {
      for (const [handler, pauseS] of [['vide', 0.5], ['soun', 0.25]] as const) setEdits(tracksOf(moov, handler)[0] as EditableBox, [[pauseS * ticks, -1], [2 * ticks, 0]]);
    });
    const movie = await opened(bytes);
    const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
    const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
    if (video === null || audio === null) throw new Error('a track is lost');
    expect(secondsOf(movie)[0]).toBeCloseTo((await new EncodedPacketSink(video).getFirstPacket())?.timestamp ?? NaN, 6);
    expect((await new EncodedPacketSink(audio).getFirstPacket())?.timestamp).toBeCloseTo(0.25, 4);
    expect(soundOf(movie)).toEqual([[0.25, -1], [2, 0]]);
  });

  it('a start in the middle of a group shows frames from there, at 0, and the sound from its own', async (context) => {
    const movie = await opened(await edited(context, (moov, ticks) => {
      setEdits(tracksOf(moov, 'vide')[0] as EditableBox, [[ticks, 30_000]]);
      setEdits(tracksOf(moov, 'soun')[0] as EditableBox, [[ticks, 44_100]]);
    }));
    expect([secondsOf(movie)[0], movie.video.ticks.length]).toEqual([0, 30]);
    expect(soundOf(movie)).toEqual([[1, 1]]);
    // Decoding begins at the key frame, which is not shown.
    expect(movie.video.presentation[0]).toBe(-1);
  });

  it('a piece cut out of the middle is gone: not shown, and its sound not carried over', async (context) => {
    const movie = await opened(await edited(context, (moov, ticks) => {
      setEdits(tracksOf(moov, 'vide')[0] as EditableBox, [[ticks, 0], [ticks / 2, 60_000]]);
      setEdits(tracksOf(moov, 'soun')[0] as EditableBox, [[ticks, 0], [ticks / 2, 88_200]]);
    }));
    expect(movie.video.ticks.length).toBe(45);
    expect(secondsOf(movie)[30]).toBe(1);
    const cut = movie.audio === null ? null : cutAudio(movie.audio, null);
    if (cut === null || movie.audio === null) throw new Error('no sound');
    const starts = [...packetNumbers(cut.ranges)].map((packet) => (movie.audio as { samples: { dts: Float64Array } }).samples.dts[packet]! / 44_100);
    // What is needed to begin again is two packets of 23 ms, and the one that the cut lies in.
    expect(starts.filter((at) => at > 1.0 && at < 2 - 3 * (1024 / 44_100))).toEqual([]);
    expect(starts.filter((at) => at > 2.5 + 1024 / 44_100)).toEqual([]);
    // After the cut is heard what was heard there: carried ticks up to the edit, then the place in its range.
    const [first, second] = cut.ranges as [{ first: number; end: number }, { first: number; end: number }];
    const carriedBefore = movie.audio.samples.dts[first.end]! - movie.audio.samples.dts[first.first]!;
    expect(cut.edits[1]?.mediaTime).toBe(carriedBefore + 88_200 - movie.audio.samples.dts[second.first]!);
  });

  it.each([[2, 'media/unsupported-container'], [-1, 'media/unsupported-container']])('a speed of %i is refused', async (rate, code) => {
    const mp4 = Buffer.from(await (await mediaBlob('containers/A4.mp4')).arrayBuffer());
    const bytes = editHeader(mp4, (moov) => setEdits(tracksOf(moov, 'vide')[0] as EditableBox, [[600, 0, rate]]));
    await expect(opened(bytes)).rejects.toMatchObject({ code });
  });
});

describe('starts', () => {
  it('pictures before 0 without an edit list are all shown, and the sound waits as long', async (context) => {
    const movie = await opened(await edited(context, (moov) => {
      // ctts, version 1: every picture 2002 ticks early
      const data = Buffer.from([1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 90, 0, 0, 0, 0]);
      data.writeInt32BE(-2002, 12);
      child(tracksOf(moov, 'vide')[0] as EditableBox, 'mdia', 'minf', 'stbl').boxes.push(dataBox('ctts', data));
    }));
    expect([movie.video.ticks.length, movie.video.ticks[0], movie.video.ticks[1]]).toEqual([90, 0, 1000]);
    expect(soundOf(movie)[0]).toEqual([2002 / 30_000, -1]);
  });

  it.each([0, 0.5])('Opus in Matroska that begins at %f s begins there, without what its decoder puts before it', async (startS) => {
    const head = Uint8Array.of(...Buffer.from('OpusHead'), 1, 1, 0x38, 0x01, 0x80, 0xbb, 0, 0, 0, 0, 0);
    const packets = Array.from({ length: 50 }, (_, i) => new EncodedPacket(Uint8Array.of(0xfc, i), 'key', startS + i / 50, 1 / 50));
    const path = join(await mkdtemp(join(tmpdir(), 'veil-')), 'opus.mkv');
    await withSound(sharedPath(clip) ?? '', path, { codec: 'opus', config: { codec: 'opus', numberOfChannels: 1, sampleRate: 48_000, description: head }, packets });
    const movie = await opened(await readFile(path));
    const cut = movie.audio === null ? null : cutAudio(movie.audio, null);
    expect(cut?.ranges).toEqual([{ first: 0, end: 50 }]);
    expect(cut?.edits.map(({ mediaTime }) => mediaTime)).toEqual(startS === 0 ? [312] : [-1, 312]);
    if (startS > 0) expect(cut?.edits[0]?.durationS).toBeCloseTo(startS, 3);
    await rm(dirname(path), { recursive: true });
  });
});

describe('an hour', () => {
  /** 30000/1001 frames a second, and sound at another rate with packets that fit no frame. */
  const frames = Math.floor((3600 * 30_000) / 1001);
  const sounds: readonly [string, number, number, number, number][] = [
    ['AAC at 44.1 kHz, carried over', 44_100, 1024, 2112, 155_100],
    ['Opus made anew', 48_000, 960, 312, 180_001],
  ];

  it.each(sounds)('%s: picture and sound lie where they lay, to the tick', { timeout: 60_000 }, async (_, timescale, packetTicks, priming, packets) => {
    const { video } = await openMedia('containers/A4.mp4');
    const sound: OutputSound = {
      carriage: { sampleEntry: 'mp4a', description: { type: 'esds', payload: Uint8Array.of(0, 0, 0, 0, 3, 25, 0, 0, 0, 4, 17, 0x40, 0x15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 2, 0x12, 0x08, 6, 1, 2) } },
      timescale, channels: 1, sampleRate: timescale, language: 'und',
      durations: new Float64Array(packets).fill(packetTicks),
      sync: new Uint8Array(packets).fill(1),
      origins: Int32Array.from({ length: packets }, (_, packet) => packet),
      edits: [{ durationS: (packets * packetTicks - priming) / timescale, mediaTime: priming }],
      packets: async function* () {
        for (let i = 0; i < packets; i += 1) yield await Promise.resolve(Uint8Array.of(i & 255));
      },
    };
    const sink = memorySink();
    const ticks = Float64Array.from({ length: frames }, (_unused, frame) => frame * 1001);
    const layout = { codecFamily: 'h264' as const, codec: video.codec, geometry: video.geometry, matrix: video.matrix, pasp: null, headerSize: null, cleanAperture: null, color: null, timescale: 30_000, ticks, lastDurationTicks: 1001 };
    const writer = await Mp4Writer.open(sink, { video: layout, sound });
    for (let index = 0; index < frames; index += 1) await writer.addVideo({ index, key: index % 60 === 0, data: Uint8Array.of(1), ...(index === 0 ? { description: video.description! } : {}) });
    await writer.finish();
    const input = new Input({ source: new BufferSource(sink.bytes()), formats: ALL_FORMATS });
    const [pictureTrack, soundTrack] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
    if (pictureTrack === null || soundTrack === null) throw new Error('a track is lost');
    const lastPicture = await new EncodedPacketSink(pictureTrack).getPacket(3599.99);
    const lastSound = await new EncodedPacketSink(soundTrack).getPacket(3599.99);
    const frame = Math.floor((3599.99 * 30_000) / 1001);
    const packet = Math.floor((3599.99 * timescale + priming) / packetTicks);
    expect(Math.abs((lastPicture?.timestamp ?? NaN) - (frame * 1001) / 30_000)).toBeLessThan(1 / 30_000);
    expect(Math.abs((lastSound?.timestamp ?? NaN) - (packet * packetTicks - priming) / timescale)).toBeLessThan(1 / timescale);
    expect(lastSound?.data[0]).toBe(packet & 255);
  });
});

describe('the sound of a whole file', () => {
  it('keeps the padding that its encoder put behind it', async (context) => {
    const movie = await openMovie(new Blob([await readFile(requireShared(context, 'media/audio/timecode_speech.mp4'))]), 'speech');
    const cut = movie.audio === null ? null : cutAudio(movie.audio, null);
    expect(cut?.ranges).toEqual([{ first: 0, end: movie.audio?.samples.count }]);
    if (cut !== null && movie.audio?.carriage != null) expect(carriedSound(cut, movie.audio.carriage).durations.length).toBe(movie.audio.samples.count);
  });
});
