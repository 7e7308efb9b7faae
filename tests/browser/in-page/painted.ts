import { i420Layout } from '../../../src/core/i420.ts';
import { copyToI420 } from '../../../src/media/copy-picture.ts';
import { decodeFrames } from '../../../src/media/decode-frames.ts';
import { openMovie } from '../../../src/media/open-movie.ts';

/** What a file shows of a green fill (#00ff00): pixels of it in the left and in the right half of every frame. */
export interface Painted {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frames: readonly (readonly [left: number, right: number])[];
  readonly durationS: number;
}

/** Nothing else in ordinary pictures is as green as this. */
const [uMax, vMax] = [80, 70];

export async function painted(_: unknown, [file]: [File]): Promise<Painted> {
  const movie = await openMovie(file, file.name);
  const { video } = movie;
  const { widthPx, heightPx } = video.geometry;
  const frames: [number, number][] = [];
  for await (const decoded of decodeFrames(movie, { firstFrame: 0, lastFrame: video.ticks.length - 1 })) {
    using held = decoded;
    if (held.value.picture === null) throw new Error('a frame of the result cannot be decoded');
    const { data } = await copyToI420(held.value.picture);
    const { chromaWidthPx, chromaHeightPx, uOffset, vOffset } = i420Layout(widthPx, heightPx);
    const count: [number, number] = [0, 0];
    for (let i = 0; i < chromaWidthPx * chromaHeightPx; i += 1) {
      if ((data[uOffset + i] as number) < uMax && (data[vOffset + i] as number) < vMax) count[i % chromaWidthPx < chromaWidthPx / 2 ? 0 : 1] += 4;
    }
    frames.push(count);
  }
  return { widthPx, heightPx, frames, durationS: video.durationS };
}
