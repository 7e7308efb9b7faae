import { reencode } from '../../../bench/browser/reencode.ts';
import { i420Layout } from '../../../src/core/i420.ts';
import type { I420Image } from '../../../src/core/i420.ts';
import type { Movie } from '../../../src/media/movie.ts';
import { toBase64 } from './base64.ts';

/** a, b, c, d of a track matrix: a stored pixel (x, y) is shown at (a·x + c·y, b·x + d·y), moved to where the picture begins. Each is 0, 1 or -1. */
export type Turn = readonly [a: number, b: number, c: number, d: number];

/**
 * The first file stored in another orientation, which a track matrix undoes, in base64: what a viewer sees is the same. Silent.
 * The pictures are placed by the matrix's own definition (ISO/IEC 14496-12, 8.3.2), not by the product's geometry.
 */
export async function oriented(turn: Turn, [file]: [File]): Promise<string> {
  return toBase64(await reencode(file, { movie: (movie) => stored(movie, turn), picture: (image) => place(image, turn) }));
}

function stored(movie: Movie, turn: Turn): Movie {
  const { widthPx, heightPx } = movie.video.geometry;
  const [storedWidthPx, storedHeightPx] = turn[0] === 0 ? [heightPx, widthPx] : [widthPx, heightPx];
  // The writer asks the geometry only for sizes: a quarter turn exchanges them.
  const geometry = { storedWidthPx, storedHeightPx, rotation: turn[0] === 0 ? 90 : 0, mirrored: false, widthPx, heightPx } as const;
  const [x, y] = shift(turn, widthPx, heightPx);
  const matrix = Int32Array.of(turn[0], turn[1], 0, turn[2], turn[3], 0, x, y, 0x4000).map((value) => value * 0x10000);
  return { ...movie, video: { ...movie.video, geometry, matrix, headerSize: null } };
}

function shift([a, b, c, d]: Turn, widthPx: number, heightPx: number): [number, number] {
  return [a + c < 0 ? widthPx : 0, b + d < 0 ? heightPx : 0];
}

function place(image: I420Image, turn: Turn): I420Image {
  const from = i420Layout(image.widthPx, image.heightPx);
  const [widthPx, heightPx] = turn[0] === 0 ? [image.heightPx, image.widthPx] : [image.widthPx, image.heightPx];
  const to = i420Layout(widthPx, heightPx);
  const data = new Uint8Array(to.byteLength);
  placePlane(image.data, 0, image.widthPx, image.heightPx, data, 0, turn);
  placePlane(image.data, from.uOffset, from.chromaWidthPx, from.chromaHeightPx, data, to.uOffset, turn);
  placePlane(image.data, from.vOffset, from.chromaWidthPx, from.chromaHeightPx, data, to.vOffset, turn);
  return { ...image, widthPx, heightPx, data };
}

/** `width` and `height` are those of the shown plane. */
function placePlane(shown: Uint8Array, shownAt: number, width: number, height: number, out: Uint8Array, outAt: number, turn: Turn): void {
  const [a, b, c, d] = turn;
  const [moveX, moveY] = shift(turn, width, height);
  const [storedWidth, storedHeight] = a === 0 ? [height, width] : [width, height];
  for (let y = 0; y < storedHeight; y += 1) {
    for (let x = 0; x < storedWidth; x += 1) {
      const shownX = a * (x + 0.5) + c * (y + 0.5) + moveX - 0.5;
      const shownY = b * (x + 0.5) + d * (y + 0.5) + moveY - 0.5;
      out[outAt + y * storedWidth + x] = shown[shownAt + shownY * width + shownX] as number;
    }
  }
}
