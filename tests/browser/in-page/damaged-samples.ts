import { copyToI420 } from '../../../src/media/copy-picture.ts';
import { decodeFrames } from '../../../src/media/decode-frames.ts';
import type { Movie } from '../../../src/media/movie.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import { watchDecoders } from './watch-decoders.ts';

/** Samples (decode order) that are damaged, and after how many chunks in all the browser takes a decoder away. */
export interface Wounds {
  readonly samples?: Readonly<Record<number, 'noise' | 'zeros' | 'half' | 'empty'>>;
  readonly reclaimAt?: readonly number[];
  readonly firstFrame?: number;
}

export interface DecodedDigests {
  /** Per presented frame from the first asked for: a hash of its luma, or null. */
  readonly frames: readonly (number | null)[];
  /** Samples in decode order: which frame each one is, and which are key frames. */
  readonly presentation: readonly number[];
  readonly keys: readonly number[];
  /** Chunks given to decoders: what damage costs. */
  readonly chunks: number;
  readonly error: string | null;
}

/** Every so many bytes of a picture tell it from its neighbours. */
const hashStep = 7;

/** Decodes the first file with some of its samples damaged in memory. */
export async function damagedSamples({ samples = {}, reclaimAt = [], firstFrame = 0 }: Wounds, [file]: [File]): Promise<DecodedDigests> {
  const movie = wounded(await openMovie(file, file.name), samples);
  const { video } = movie;
  const watch = watchDecoders(reclaimAt);
  const frames: (number | null)[] = [];
  let error: string | null = null;
  try {
    for await (const decoded of decodeFrames(movie, { firstFrame, lastFrame: video.ticks.length - 1 })) {
      using held = decoded;
      if (held.value.frame !== firstFrame + frames.length) throw new Error(`frame ${held.value.frame} came in the place of ${firstFrame + frames.length}`);
      frames.push(held.value.picture === null ? null : await hashOf(held.value.picture));
    }
  } catch (thrown) {
    error = String(thrown);
  }
  const keys = [...video.samples.sync.keys()].filter((sample) => video.samples.sync[sample] === 1);
  return { frames, presentation: [...video.presentation], keys, chunks: watch.chunks(), error };
}

/** The movie with some of its samples damaged in memory. */
export function wounded(movie: Movie, wounds: NonNullable<Wounds['samples']>): Movie {
  const { video } = movie;
  const size = video.samples.size.map((bytes, sample) => (wounds[sample] === 'empty' ? 0 : bytes));
  const openReader: typeof video.openReader = (signal) => {
    const reader = video.openReader(signal);
    return {
      read: async (sample) => {
        const data = await reader.read(sample);
        if (wounds[sample] === 'noise') return data.slice().fill(0xff); // no NAL unit has such a length
        if (wounds[sample] === 'zeros') return data.slice().fill(0);
        return wounds[sample] === 'half' ? data.subarray(0, Math.floor(data.length / 2)) : data;
      },
    };
  };
  return { ...movie, video: { ...video, samples: { ...video.samples, size }, openReader } };
}

async function hashOf(picture: VideoFrame): Promise<number> {
  const { data } = await copyToI420(picture);
  let hash = 7;
  for (let at = 0; at < data.length; at += hashStep) hash = (Math.imul(hash, 31) + (data[at] as number)) | 0;
  return hash;
}
