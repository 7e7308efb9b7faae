import { afterEach, expect, it, vi } from 'vitest';
import { decodeFrames } from '../../../src/media/decode-frames.ts';
import type { Movie } from '../../../src/media/movie.ts';
import { seededRandom } from '../../support/random.ts';
import { installFakeDecoder } from './fake-decoder.ts';
import type { FakePicture } from './fake-decoder.ts';

afterEach(() => vi.unstubAllGlobals());

/** Groups like `I P b b P b b`; an open group's first two `b` are shown before its I. Frame numbers by decode order. */
function makeStream(random: () => number): { frames: number[]; sync: Uint8Array; leading: boolean[] } {
  const frames: number[] = [];
  const keys: number[] = [];
  const leading: boolean[] = [];
  let shown = 0;
  const groups = 2 + Math.floor(5 * random());
  const reordered = random() < 0.7;
  for (let group = 0; group < groups; group += 1) {
    keys.push(frames.length);
    const open = reordered && group > 0 && random() < 0.4;
    if (open) {
      frames.push(shown + 2, shown, shown + 1);
      leading.push(false, true, true);
      shown += 3;
    } else {
      frames.push(shown++);
      leading.push(false);
    }
    for (let rest = Math.floor(6 * random()); rest > 0; rest -= 1) {
      if (reordered) frames.push(shown + 2, shown, shown + 1);
      else frames.push(shown, shown + 1, shown + 2);
      leading.push(false, false, false);
      shown += 3;
    }
  }
  return { frames, sync: Uint8Array.from(frames, (_, sample) => (keys.includes(sample) ? 1 : 0)), leading };
}

function movieOf(frames: readonly number[], sync: Uint8Array, empty: ReadonlySet<number>): Movie {
  const cts = Float64Array.from(frames);
  const samples = { count: frames.length, offset: cts, size: Uint32Array.from(frames, (_, sample) => (empty.has(sample) ? 0 : 4)), dts: cts, cts, sync, lastDuration: 1 };
  const read = (sample: number): Promise<Uint8Array<ArrayBuffer>> => {
    const data = new Uint8Array(4);
    new DataView(data.buffer).setUint32(0, sample);
    return Promise.resolve(data);
  };
  const video = { codec: 'fake', geometry: {}, samples, presentation: Int32Array.from(frames), ticks: Float64Array.from(frames.keys()), openReader: () => ({ read }) };
  return { video } as unknown as Movie;
}

async function decode(movie: Movie, firstFrame: number): Promise<(boolean | null)[]> {
  const clean: (boolean | null)[] = [];
  for await (const decoded of decodeFrames(movie, { firstFrame, lastFrame: movie.video.ticks.length - 1 })) {
    using held = decoded;
    expect(held.value.frame).toBe(firstFrame + clean.length);
    clean.push((held.value.picture as FakePicture | null)?.clean ?? null);
  }
  expect(clean.length).toBe(movie.video.ticks.length - firstFrame);
  return clean;
}

/** Frames of the bad samples, of what follows each up to the next key frame, and of what leads into that. */
function unknownFrames(frames: readonly number[], sync: Uint8Array, bad: ReadonlySet<number>): Set<number> {
  const unknown = new Set<number>();
  let hiding = false;
  frames.forEach((frame, sample) => {
    const key = sync[sample] === 1;
    if (key && hiding) frames.forEach((other, later) => later > sample && other < frame && unknown.add(other));
    if (key) hiding = false;
    hiding ||= bad.has(sample);
    if (hiding) unknown.add(frame);
  });
  return unknown;
}

it('emits every frame that can be decoded, once and in order, and none that leans on a bad sample (2000 made-up streams)', async () => {
  for (let seed = 0; seed < 2000; seed += 1) {
    const random = seededRandom(seed);
    const { frames, sync, leading } = makeStream(random);
    const pick = (most: number): Set<number> => new Set(Array.from({ length: Math.floor(most * random()) }, () => Math.floor(frames.length * random())));
    const [bad, empty] = [pick(4), pick(2)];
    const fake = installFakeDecoder({ sync, leading, bad, mute: new Set(), reorderDepth: 2, delay: Math.floor(4 * random()) });
    const firstFrame = random() < 0.3 ? Math.floor(frames.length * random()) : 0;
    const clean = await decode(movieOf(frames, sync, empty), firstFrame);
    const unknown = unknownFrames(frames, sync, new Set([...bad, ...empty]));
    // Where decoding begins in the middle, damage before that is never met.
    if (firstFrame === 0) expect(clean, `seed ${seed}`).toEqual(clean.map((_, frame) => (unknown.has(frame) ? null : true)));
    else expect(clean.includes(false), `seed ${seed}`).toBe(false);
    expect(fake.open(), `seed ${seed}`).toBe(0);
    expect(fake.fed(), `seed ${seed}`).toBeLessThan(12 * frames.length);
  }
});

it('a picture that silently does not come hides the rest of its group (300 made-up streams without reordering)', async () => {
  for (let seed = 0; seed < 300; seed += 1) {
    const random = seededRandom(seed);
    const { frames, sync, leading } = makeStream(random);
    frames.sort((a, b) => a - b);
    const mute = new Set([Math.floor(frames.length * random())]);
    installFakeDecoder({ sync, leading: leading.map(() => false), bad: new Set(), mute, reorderDepth: 0, delay: Math.floor(4 * random()) });
    const unknown = unknownFrames(frames, sync, mute);
    expect(await decode(movieOf(frames, sync, new Set()), 0), `seed ${seed}`).toEqual(frames.map((frame) => (unknown.has(frame) ? null : true)));
  }
});
