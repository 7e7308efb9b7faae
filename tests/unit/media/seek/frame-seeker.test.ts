import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/core/errors.ts';
import type { I420Image } from '../../../../src/core/i420.ts';
import { openCount, Owned } from '../../../../src/core/owned.ts';
import type { DecodedFrame, DecodeRange } from '../../../../src/media/decode-frames.ts';
import type { Movie } from '../../../../src/media/movie.ts';
import { FrameCache } from '../../../../src/media/seek/frame-cache.ts';
import { FrameSeeker } from '../../../../src/media/seek/frame-seeker.ts';
import { KeyFrames } from '../../../../src/media/seek/key-frames.ts';

const groupFrames = 50;
const frameCount = 500;
const bytes = 6; // 2 x 2 pixels

/** A movie with a key frame every fifty frames. */
function movie(): Movie {
  const geometry = { storedWidthPx: 2, storedHeightPx: 2, rotation: 0, mirrored: false, widthPx: 2, heightPx: 2 };
  const samples = { count: frameCount, sync: Uint8Array.from({ length: frameCount }, (_, i) => (i % groupFrames === 0 ? 1 : 0)) };
  return { video: { geometry, ticks: new Float64Array(frameCount), samples, presentation: Int32Array.from({ length: frameCount }, (_, i) => i), color: null, hdr: null } } as unknown as Movie;
}

/** Decoding as it would be, with what it was asked; frame `broken` gives no picture, `held` never comes by itself. */
class FakeDecoding {
  readonly passes: number[] = [];
  decoded = 0;
  copied: number[] = [];
  ended = 0;
  broken = -1;
  held = -1;
  release: () => void = () => undefined;

  async *decode({ firstFrame, lastFrame, signal }: DecodeRange): AsyncGenerator<Owned<DecodedFrame>, void, undefined> {
    this.passes.push(firstFrame);
    try {
      for (let frame = firstFrame; frame <= lastFrame; frame += 1) {
        if (frame === this.held) {
          await new Promise<void>((resolve, reject) => {
            this.release = resolve;
            signal?.addEventListener('abort', () => reject(new AppError('job/cancelled')));
          });
        } else await Promise.resolve();
        this.decoded += 1;
        const picture = frame === this.broken ? null : ({ timestamp: frame } as VideoFrame);
        yield new Owned<DecodedFrame>({ frame, picture }, () => undefined);
      }
    } finally {
      this.ended += 1;
    }
  }

  copy(picture: VideoFrame): Promise<I420Image> {
    this.copied.push(picture.timestamp);
    return Promise.resolve({ widthPx: 2, heightPx: 2, data: new Uint8Array(bytes).fill(picture.timestamp % 256), color: { matrix: 'bt709', fullRange: false } });
  }
}

function seekerOf(decoding: FakeDecoding, cacheFrames = 100): FrameSeeker {
  return new FrameSeeker(movie(), { decode: (range) => decoding.decode(range), copy: (picture) => decoding.copy(picture), cache: new FrameCache(cacheFrames * bytes) });
}

const never = new AbortController().signal;
const at = async (seeker: FrameSeeker, frame: number): Promise<number | undefined> => (await seeker.at(frame, never))?.data[0];

describe('the frame seeker', () => {
  it('brings the frame that is asked for, in any order', async () => {
    const seeker = seekerOf(new FakeDecoding());
    for (const frame of [0, 1, 2, 120, 119, 7, 255, 254, 3]) expect(await at(seeker, frame)).toBe(frame);
    seeker.close();
  });

  it.each<[name: string, frames: readonly number[], passes: readonly number[]]>([
    ['forward steps go on with the same decoder', [10, 11, 12, 13, 30], [10]],
    ['over a key frame too, when it is near', [48, 49, 50, 51], [48]],
    ['a far jump begins at its frame, anew', [10, 300], [10, 300]],
    ['what was seen is not decoded again', [10, 11, 12, 11, 10, 12], [10]],
    ['a step back decodes a piece at once: the steps that follow cost nothing', [40, 39, 38, 37, 30], [40, 16]],
    ['a piece does not reach behind its key frame', [60, 59, 50], [60, 50]],
  ])('%s', async (_, frames, passes) => {
    const decoding = new FakeDecoding();
    const seeker = seekerOf(decoding);
    for (const frame of frames) expect(await at(seeker, frame)).toBe(frame % 256);
    expect(decoding.passes).toEqual(passes);
    seeker.close();
  });

  it('says how far a frame is: nothing when it is at hand, else from where decoding goes on or begins', async () => {
    const seeker = seekerOf(new FakeDecoding());
    expect(seeker.distance(45)).toBe(46);
    await at(seeker, 40);
    expect([40, 41, 45, 39, 120].map((frame) => seeker.distance(frame))).toEqual([0, 1, 5, 40, 21]);
    expect(seeker.keyFrame(149)).toBe(100);
    seeker.close();
  });

  it('a frame that cannot be decoded is null, again and again', async () => {
    const decoding = new FakeDecoding();
    decoding.broken = 12;
    const seeker = seekerOf(decoding);
    expect(await seeker.at(12, never)).toBeNull();
    expect(await seeker.at(12, never)).toBeNull();
    expect(decoding.passes).toEqual([12]);
    seeker.close();
  });

  it('a cancelled call rejects at once and leaves its decoder to the next', async () => {
    const decoding = new FakeDecoding();
    decoding.held = 11;
    const seeker = seekerOf(decoding);
    await at(seeker, 10);
    const stop = new AbortController();
    const first = seeker.at(11, stop.signal);
    await new Promise((resolve) => setTimeout(resolve));
    stop.abort();
    await expect(first).rejects.toMatchObject({ code: 'job/cancelled' });
    decoding.held = -1;
    decoding.release();
    expect(await at(seeker, 12)).toBe(12);
    expect(decoding.passes).toEqual([10]);
    seeker.close();
  });

  it.each([false, true])('leaves nothing open: not when it jumps away from a frame under way (that came: %s), not when it is closed', async (came) => {
    const before = openCount.count;
    const decoding = new FakeDecoding();
    decoding.held = 11;
    const seeker = seekerOf(decoding);
    await at(seeker, 10);
    const stop = new AbortController();
    const first = seeker.at(11, stop.signal).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve));
    stop.abort();
    await first;
    if (came) {
      decoding.release();
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect(await at(seeker, 400)).toBe(400 % 256);
    await at(seeker, 401);
    seeker.close();
    await new Promise((resolve) => setTimeout(resolve));
    expect(decoding.ended).toBe(2);
    expect(openCount.count).toBe(before);
  });

  it('refuses a frame that is none', () => {
    const seeker = seekerOf(new FakeDecoding());
    for (const frame of [-1, 0.5, frameCount, NaN]) expect(() => seeker.at(frame, never)).toThrow('no such frame');
  });
});

describe('the frame cache', () => {
  const image = (value: number): I420Image => ({ widthPx: 2, heightPx: 2, data: new Uint8Array(bytes).fill(value), color: { matrix: 'bt709', fullRange: false } });

  it('lets go of what was unused for longest', () => {
    const cache = new FrameCache(3 * bytes);
    for (const frame of [1, 2, 3]) cache.put(frame, image(frame));
    cache.get(1);
    cache.put(4, image(4));
    expect([1, 2, 3, 4].map((frame) => cache.has(frame))).toEqual([true, false, true, true]);
    cache.put(3, image(9));
    expect(cache.get(3)?.data[0]).toBe(9);
    expect(cache.has(1)).toBe(true);
  });

  it('keeps the newest even where one alone is too large', () => {
    const cache = new FrameCache(1);
    cache.put(1, image(1));
    cache.put(2, image(2));
    expect([1, 2].map((frame) => cache.has(frame))).toEqual([false, true]);
  });
});

it.each([[[0, 5, 9], 4, 0], [[0, 5, 9], 5, 5], [[0, 5, 9], 100, 9], [[3], 1, 0]])('of key frames %j, %i is decoded from %i', (keys, frame, expected) => {
  const sync = Uint8Array.from({ length: 10 }, (_, sample) => (keys.includes(sample) ? 1 : 0));
  const track = { samples: { count: 10, sync }, presentation: Int32Array.from({ length: 10 }, (_, i) => i) };
  expect(new KeyFrames(track as unknown as ConstructorParameters<typeof KeyFrames>[0]).atOrBefore(frame)).toBe(expected);
});
