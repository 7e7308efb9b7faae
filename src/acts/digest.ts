import type { I420Image } from '../core/i420.ts';

/** Columns and rows of a digest's grid. */
const columns = 32;
const rows = 18;

/** Only every n-th pixel of every n-th row counts: a mean of a hundred pixels a cell says enough, at a sixteenth of the time. */
const step = 4;

/** Mean brightness (luma) of every cell of a coarse grid over a picture: what the audit compares. 0–255 each. */
export function lumaDigest(image: I420Image): Uint8Array {
  const digest = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    const top = Math.floor((row * image.heightPx) / rows);
    const bottom = Math.max(top + 1, Math.floor(((row + 1) * image.heightPx) / rows));
    for (let column = 0; column < columns; column += 1) {
      const left = Math.floor((column * image.widthPx) / columns);
      const right = Math.max(left + 1, Math.floor(((column + 1) * image.widthPx) / columns));
      digest[row * columns + column] = cellMean(image, left, top, Math.min(right, image.widthPx), Math.min(bottom, image.heightPx));
    }
  }
  return digest;
}

function cellMean(image: I420Image, left: number, top: number, right: number, bottom: number): number {
  let sum = 0;
  let count = 0;
  for (let y = top; y < bottom; y += step) {
    for (let x = left; x < right; x += step) {
      sum += image.data[y * image.widthPx + x] as number;
      count += 1;
    }
  }
  return count > 0 ? Math.round(sum / count) : 0;
}

/** The largest difference of any cell. */
export function digestDistance(a: Uint8Array, b: Uint8Array): number {
  let largest = 0;
  for (let i = 0; i < a.length; i += 1) largest = Math.max(largest, Math.abs((a[i] as number) - (b[i] as number)));
  return largest;
}
