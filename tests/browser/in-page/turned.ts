import { reencode } from '../../../bench/browser/reencode.ts';
import { i420Layout } from '../../../src/core/i420.ts';
import type { I420Image } from '../../../src/core/i420.ts';
import type { Movie } from '../../../src/media/movie.ts';
import { turnMatrix } from '../../../src/media/track-geometry.ts';
import { toBase64 } from './base64.ts';

/**
 * The first file as a phone held upright stores it, in base64: pictures lie on their left side, and the track's matrix turns
 * them a quarter clockwise. What a viewer sees is the same. Silent.
 */
export async function turned(_: unknown, [file]: [File]): Promise<string> {
  return toBase64(await reencode(file, { movie: lying, picture: turnLeft }));
}

function lying(movie: Movie): Movie {
  const { widthPx, heightPx } = movie.video.geometry;
  const geometry = { storedWidthPx: heightPx, storedHeightPx: widthPx, rotation: 90, widthPx, heightPx } as const;
  return { ...movie, video: { ...movie.video, geometry, matrix: turnMatrix(90, heightPx, widthPx) } };
}

function turnLeft(image: I420Image): I420Image {
  const { widthPx, heightPx } = image;
  const from = i420Layout(widthPx, heightPx);
  const to = i420Layout(heightPx, widthPx);
  const data = new Uint8Array(to.byteLength);
  const turn = (source: number, target: number, width: number, height: number): void => {
    for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) data[target + (width - 1 - x) * height + y] = image.data[source + y * width + x] as number;
  };
  turn(0, 0, widthPx, heightPx);
  turn(from.uOffset, to.uOffset, from.chromaWidthPx, from.chromaHeightPx);
  turn(from.vOffset, to.vOffset, from.chromaWidthPx, from.chromaHeightPx);
  return { ...image, widthPx: heightPx, heightPx: widthPx, data };
}
