import { beforeEach, describe, expect, test } from 'vitest';
import { openMovie } from '../../../src/media/open-movie.ts';
import { withSecondDescription } from '../../support/metadata.ts';
import { mutate } from '../../support/mutate.ts';
import { needsSharedMedia } from '../../support/shared.ts';
import { mediaBlob, openMedia } from './media-files.ts';

beforeEach(needsSharedMedia);

interface Expected {
  readonly path: string;
  readonly codec: string;
  readonly frames: number;
  readonly timescale: number;
  readonly firstTick: number;
  readonly lastTick: number;
  readonly keys: number;
  /** Upright displayed size. */
  readonly size: readonly [number, number];
  readonly rotation: number;
  /** Codec, packets, media time of the first edit. */
  readonly audio: readonly [string, number, number] | null;
}

/** Frames, times and keys as ffprobe tells them (-count_frames, -show_packets). */
const readable: readonly Expected[] = [
  { path: 'containers/A4.mp4', codec: 'avc1.42c00d', frames: 90, timescale: 30000, firstTick: 0, lastTick: 89000, keys: 1, size: [320, 240], rotation: 0, audio: ['mp4a.40.2', 132, 0] },
  { path: 'containers/counting.mp4', codec: 'mp4v', frames: 295, timescale: 600, firstTick: 0, lastTick: 5880, keys: 13, size: [352, 288], rotation: 0, audio: null },
  { path: 'containers/cursed-vfr.mp4', codec: 'avc1.640032', frames: 63, timescale: 57600, firstTick: 0, lastTick: 412157, keys: 4, size: [3026, 1386], rotation: 0, audio: null },
  { path: 'containers/edts.mp4', codec: 'avc1.64001e', frames: 225, timescale: 12800, firstTick: 0, lastTick: 114688, keys: 5, size: [854, 480], rotation: 0, audio: ['mp4a.40.2', 390, 2112] },
  { path: 'containers/movie_300.mp4', codec: 'avc1.42c01e', frames: 7200, timescale: 24000, firstTick: 0, lastTick: 7199000, keys: 29, size: [320, 240], rotation: 0, audio: ['mp4a.40.2', 6463, 0] },
  { path: 'containers/sar_2x1.mp4', codec: 'avc1.64001e', frames: 150, timescale: 15360, firstTick: 0, lastTick: 76288, keys: 1, size: [1280, 360], rotation: 0, audio: null },
  { path: 'containers/hevc_portrait_aac.mp4', codec: 'hev1.1.6.L120.90', frames: 502, timescale: 12800, firstTick: 0, lastTick: 256512, keys: 3, size: [1080, 1920], rotation: 0, audio: ['mp4a.40.2', 864, 1024] },
  { path: 'containers/video.mp4', codec: 'avc1.640028', frames: 125, timescale: 12800, firstTick: 0, lastTick: 63488, keys: 1, size: [1920, 1080], rotation: 0, audio: ['mp4a.40.2', 237, 0] },
  { path: 'containers/mse_test.mp4', codec: 'avc1.4d4015', frames: 193, timescale: 90000, firstTick: 8550, lastTick: 585150, keys: 9, size: [400, 300], rotation: 0, audio: ['mp4a.40.2', 141, 0] },
  { path: 'containers/rotate-buck-bunny.mp4', codec: 'avc1.640028', frames: 45, timescale: 57600, firstTick: 0, lastTick: 105600, keys: 1, size: [1080, 1920], rotation: 90, audio: ['mp4a.40.2', 94, 0] },
  { path: 'faces/crossing_three.mp4', codec: 'avc1.64001f', frames: 300, timescale: 15360, firstTick: 0, lastTick: 153088, keys: 5, size: [1280, 720], rotation: 0, audio: ['mp4a.40.2', 432, 1024] },
  { path: 'containers/frames.webm', codec: 'vp09.00.40.08.01.02.02.02.00', frames: 100, timescale: 1000, firstTick: 0, lastTick: 3300, keys: 1, size: [1080, 1080], rotation: 0, audio: null },
  { path: 'containers/annex-b-avc.mkv', codec: 'avc1.424028', frames: 745, timescale: 1000, firstTick: 0, lastTick: 35196, keys: 8, size: [1920, 1080], rotation: 0, audio: null },
  { path: 'faces/asl_again.mkv', codec: 'avc1.64001e', frames: 77, timescale: 1000, firstTick: 0, lastTick: 2534, keys: 1, size: [640, 480], rotation: 0, audio: null },
  { path: 'faces/cap12_edit.webm', codec: 'vp8', frames: 1316, timescale: 1000, firstTick: 0, lastTick: 53440, keys: 11, size: [400, 300], rotation: 0, audio: null },
  { path: 'faces/split_two_speakers.mp4', codec: 'avc1.64001f', frames: 400, timescale: 12800, firstTick: 0, lastTick: 204288, keys: 8, size: [1280, 720], rotation: 0, audio: ['mp4a.40.2', 751, 1024] },
];

describe('a file that can be read', () => {
  test.each(readable)('$path', async (expected) => {
    const { video, audio, fingerprint } = await openMedia(expected.path);
    const found = {
      path: expected.path,
      codec: video.codec,
      frames: video.ticks.length,
      timescale: video.timescale,
      firstTick: video.ticks[0],
      lastTick: video.ticks.at(-1),
      keys: video.samples.sync.reduce((sum, flag) => sum + flag, 0),
      size: [video.geometry.widthPx, video.geometry.heightPx],
      rotation: video.geometry.rotation,
      audio: audio === null ? null : [audio.codec, audio.samples.count, audio.edits[0]!.mediaTime],
    };
    expect(found).toEqual(expected);
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(video.ticks.every((tick, frame) => frame === 0 || tick > video.ticks[frame - 1]!)).toBe(true);
  });

  test('has the same fingerprint again, and another one when a byte at its end differs', async () => {
    const blob = await mediaBlob('containers/A4.mp4');
    const changed = new Uint8Array(await blob.arrayBuffer());
    changed[changed.length - 1]! ^= 1;
    const fingerprints = await Promise.all([blob, blob, new Blob([changed])].map(async (file) => (await openMovie(file, 'x')).fingerprint));
    expect(fingerprints[1]).toBe(fingerprints[0]);
    expect(fingerprints[2]).not.toBe(fingerprints[0]);
  });
});

/** The first `share` of a file. */
async function cutOff(path: string, share: number): Promise<Blob> {
  const blob = await mediaBlob(path);
  return blob.slice(0, Math.floor(blob.size * share));
}

/** Any bytes, but the same every time (xorshift32). */
function noise(length: number): Uint8Array<ArrayBuffer> {
  let state = 2463534242;
  return Uint8Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 255;
  });
}

/** Boxes of 8 bytes without end in sight: walking them must stay bounded. */
function manyBoxes(count: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(count * 8);
  for (let at = 0; at < bytes.length; at += 8) bytes.set([0, 0, 0, 8, 0x66, 0x72, 0x65, 0x65], at);
  return bytes;
}

/** The file with the type of its last movie fragment made one that no box has. */
async function brokenBox(path: string): Promise<Blob> {
  const bytes = Buffer.from(await (await mediaBlob(path)).arrayBuffer());
  bytes.fill(0, bytes.lastIndexOf('moof'), bytes.lastIndexOf('moof') + 4);
  return new Blob([bytes]);
}

/** The file with 64 bytes of noise in the 3000 behind the first box of a type. */
async function damagedBox(path: string, type: string, seed: number): Promise<Blob> {
  const bytes = new Uint8Array(await (await mediaBlob(path)).arrayBuffer());
  const start = Buffer.from(bytes).indexOf(type);
  const damage = noise(64);
  for (let k = 0; k < 64; k++) bytes[start + 16 + ((seed * 131 + k * 37) % 3000)] = damage[k]!;
  return new Blob([bytes]);
}

/** The file with a second description for its pictures, whose last byte differs by the given bits. */
async function secondDescription(path: string, bits: number): Promise<Blob> {
  const bytes = Buffer.from(await (await mediaBlob(path)).arrayBuffer());
  return new Blob([
    withSecondDescription(bytes, (entry) => {
      entry[entry.length - 1]! ^= bits;
      return entry;
    }) as Buffer<ArrayBuffer>,
  ]);
}

test('two sample descriptions that say the same are one', async () => {
  const { video } = await openMovie(await secondDescription('containers/A4.mp4', 0), 'x');
  expect(video.ticks.length).toBe(90);
});

describe('a file that cannot be read', () => {
  const bad: readonly [string, () => Blob | Promise<Blob>, string][] = [
    ['empty', () => new Blob([]), 'media/empty-file'],
    ['two settings of the codec in one track', () => secondDescription('containers/A4.mp4', 1), 'media/unsupported-codec'],
    ['text renamed .mp4', () => new Blob(['Dear diary, '.repeat(500)]), 'media/unreadable'],
    ['three bytes', () => new Blob(['abc']), 'media/unreadable'],
    ['noise', () => new Blob([noise(100_000)]), 'media/unreadable'],
    ['many tiny boxes', () => new Blob([manyBoxes(20_000)]), 'media/unreadable'],
    ['only ftyp', () => cutOff('containers/A4.mp4', 0.0005), 'media/unreadable'],
    ['cut off at 10 %, header at the end', () => cutOff('faces/crossing_three.mp4', 0.1), 'media/unreadable'],
    ['cut off at 50 %', () => cutOff('containers/A4.mp4', 0.5), 'media/truncated'],
    ['cut off at 99 %', () => cutOff('containers/video.mp4', 0.99), 'media/truncated'],
    ['Matroska cut off at 90 %', () => cutOff('faces/asl_again.mkv', 0.9), 'media/truncated'],
    ['Matroska with a piece twice, whose elements lead in a circle', async () => new Blob([mutate(new Uint8Array(await (await mediaBlob('faces/asl_again.mkv')).arrayBuffer()), 60).bytes as Uint8Array<ArrayBuffer>]), 'media/unreadable'],
    ['fragments behind a damaged box', () => brokenBox('containers/mse_test.mp4'), 'media/unreadable'],
    ['sound only', () => mediaBlob('containers/multiple-aac-tracks.mp4'), 'media/no-video'],
    ['AVI', () => new Blob(['RIFF', noise(4), 'AVI LIST', noise(600)]), 'media/unsupported-container'],
    ['MPEG-TS without a programme', () => new Blob([Uint8Array.from({ length: 1880 }, (_, at) => (at % 188 === 0 ? 0x47 : 0xff))]), 'media/unreadable'],
    ['gone', () => Object.assign(new Blob([noise(1000)]), { slice: () => ({ arrayBuffer: () => Promise.reject(new Error('NotReadableError')) }) }), 'media/file-gone'],
  ];
  test.each(bad)('%s', async (_, make, code) => {
    await expect(openMovie(await make(), 'bad.mp4')).rejects.toMatchObject({ code });
  }, 5_000);

  test.each([
    ['header', 'containers/A4.mp4', 'moov'],
    ['fragment', 'containers/mse_test.mp4', 'moof'],
  ])('a damaged %s gives a catalogued error or a movie, in bounded time', async (_, path, type) => {
    for (let seed = 0; seed < 40; seed++) {
      const outcome = await openMovie(await damagedBox(path, type, seed), 'bad.mp4').then(() => 'movie', (error: unknown) => (error as { code?: string }).code ?? String(error));
      expect(outcome, `seed ${seed}`).toMatch(/^(movie|media\/(unreadable|truncated|no-video))$/);
    }
  }, 20_000);

  test('cancelled before it begins', async () => {
    await expect(openMovie(await mediaBlob('containers/A4.mp4'), 'x', AbortSignal.abort())).rejects.toMatchObject({ code: 'job/cancelled' });
  });
});
