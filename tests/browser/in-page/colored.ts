import { i420Layout } from '../../../src/core/i420.ts';
import { copyToI420 } from '../../../src/media/copy-picture.ts';
import { decodeFrames } from '../../../src/media/decode-frames.ts';
import { openMovie } from '../../../src/media/open-movie.ts';

/** A colour of which much is sought: its chroma samples, and how far others may be from them. */
export interface SoughtColor {
  readonly u: number;
  readonly v: number;
  readonly within: number;
}

/** How many chroma samples of each frame of a file are of a colour. */
export async function colored({ u, v, within }: SoughtColor, [file]: [File]): Promise<number[]> {
  const movie = await openMovie(file, file.name);
  const { video } = movie;
  const counts: number[] = [];
  for await (const decoded of decodeFrames(movie, { firstFrame: 0, lastFrame: video.ticks.length - 1 })) {
    using held = decoded;
    if (held.value.picture === null) throw new Error('a frame of the result cannot be decoded');
    const { data } = await copyToI420(held.value.picture);
    const { widthPx, heightPx } = video.geometry;
    const { uOffset, vOffset } = i420Layout(widthPx, heightPx);
    let count = 0;
    for (let at = 0; uOffset + at < vOffset; at += 1) {
      if (Math.hypot((data[uOffset + at] as number) - u, (data[vOffset + at] as number) - v) <= within) count += 1;
    }
    counts.push(count);
  }
  return counts;
}
