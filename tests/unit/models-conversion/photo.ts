import { readFileSync } from 'node:fs';
import { decode } from 'jpeg-js';

const jpegPath = 'node_modules/@vladmandic/face-api/demo/sample1.jpg';

/** A photo of faces, nearest pixels at the asked size, RGB in -1 … 1, height × width × 3. */
export function photo(widthPx: number, heightPx: number): Float32Array {
  const { width, height, data } = decode(readFileSync(jpegPath), { useTArray: true });
  const pixels = new Float32Array(widthPx * heightPx * 3);
  let at = 0;
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const source = 4 * (Math.floor((y * height) / heightPx) * width + Math.floor((x * width) / widthPx));
      for (let channel = 0; channel < 3; channel++) pixels[at++] = (data[source + channel] as number) / 127.5 - 1;
    }
  }
  return pixels;
}

/** The same numbers channel by channel. */
export function toPlanes(pixels: Float32Array): Float32Array {
  const plane = pixels.length / 3;
  return Float32Array.from({ length: pixels.length }, (_, index) => pixels[3 * (index % plane) + Math.floor(index / plane)] as number);
}

/** The largest difference as a share of the expected numbers' range; 1 when they are not equally many. */
export function differenceOfRange(expected: ArrayLike<number>, found: ArrayLike<number>): number {
  if (expected.length !== found.length) return 1;
  let [min, max, difference] = [Infinity, -Infinity, 0];
  for (let index = 0; index < expected.length; index++) {
    const value = expected[index] as number;
    min = Math.min(min, value);
    max = Math.max(max, value);
    const each = Math.abs(value - (found[index] as number));
    difference = each <= difference ? difference : each; // NaN stays NaN and fails
  }
  return difference / (max - min);
}
