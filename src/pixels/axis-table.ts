/** Fraction bits of a tap's weight: two passes over 8-bit samples stay below 2^31 (255 · 2^22). */
export const weightBits = 11;
const weightOne = 1 << weightBits;

/** From this many source samples per output sample on, samples are averaged by area; below, two neighbours are interpolated. */
const areaAverageFrom = 2;

/** Which samples of a line make each output sample: `taps` weights (sum 2^11) from sample `first[i]` on, all within the line. */
export interface AxisTable {
  readonly count: number;
  readonly taps: number;
  readonly first: Int32Array;
  readonly weights: Int32Array;
}

/**
 * Builds the taps for output samples i = 0 … count - 1, which cover source positions `origin + i·step` to `origin + (i + 1)·step`
 * (edges; step is negative when the picture is turned round) of a line of `length` samples. Beyond the line its end samples repeat.
 */
export function axisTable(count: number, origin: number, step: number, length: number): AxisTable {
  const size = Math.abs(step);
  return tapsOf(count, (i) => Math.min(origin + i * step, origin + (i + 1) * step), () => size, size, length);
}

/** The same for output samples that cover spans of different sizes, from `edges[i]` to `edges[i + 1]`: cells that are cut at a border. */
export function edgesTable(edges: readonly number[], length: number): AxisTable {
  const edge = (i: number): number => edges[i] as number;
  const sizes = Array.from({ length: Math.max(0, edges.length - 1) }, (_, i) => Math.abs(edge(i + 1) - edge(i)));
  return tapsOf(sizes.length, (i) => Math.min(edge(i), edge(i + 1)), (i) => sizes[i] as number, Math.max(0, ...sizes), length);
}

function tapsOf(count: number, lowOf: (i: number) => number, sizeOf: (i: number) => number, sizeMax: number, length: number): AxisTable {
  const byArea = sizeMax >= areaAverageFrom;
  const taps = Math.min(length, byArea ? Math.ceil(sizeMax) + 1 : 2);
  const first = new Int32Array(count);
  const weights = new Int32Array(count * taps);
  for (let i = 0; i < count; i++) {
    const low = lowOf(i);
    const size = sizeOf(i);
    const from = byArea ? Math.floor(low) : Math.floor(low + size / 2 - 0.5);
    const start = Math.min(Math.max(from, 0), length - taps);
    first[i] = start;
    const add = (index: number, weight: number): void => {
      const at = i * taps + Math.min(Math.max(index, start), start + taps - 1) - start;
      weights[at] = (weights[at] as number) + weight;
    };
    let left = weightOne;
    const spread = (index: number, share: number): void => {
      const weight = Math.min(left, Math.max(0, Math.round(share * weightOne)));
      left -= weight;
      add(index, weight);
    };
    if (byArea) {
      for (let k = 0; k <= Math.ceil(size); k++) {
        const overlap = Math.min(low + size, from + k + 1) - Math.max(low, from + k);
        if (overlap > 0) spread(from + k, overlap / size);
      }
      add(Math.floor(low + size / 2), left); // rounding left-overs go to the middle
    } else {
      const fraction = low + size / 2 - 0.5 - from;
      spread(from + 1, fraction);
      add(from, left);
    }
  }
  return { count, taps, first, weights };
}

/** Weighted sum of rows of a plane into `sums` (scaled by 2^11): columns `left` to `right - 1` of output row `index`. */
export function sumRows(
  plane: Uint8Array, offset: number, stride: number, rows: AxisTable, index: number, left: number, right: number, sums: Int32Array,
): void {
  const first = rows.first[index] as number;
  let empty = true;
  for (let tap = 0; tap < rows.taps; tap++) {
    const weight = rows.weights[index * rows.taps + tap] as number;
    if (weight === 0) continue;
    const row = offset + (first + tap) * stride;
    if (empty) for (let x = left; x < right; x++) sums[x] = (plane[row + x] as number) * weight;
    else for (let x = left; x < right; x++) sums[x] = (sums[x] as number) + (plane[row + x] as number) * weight;
    empty = false;
  }
}

const shift = 2 * weightBits;
const half = 1 << (shift - 1);

/** Weighted sums along the row that `sumRows` made; writes samples 0–255. */
export function sumColumns(sums: Int32Array, columns: AxisTable, out: Uint8Array): void {
  const { count, taps, first, weights } = columns;
  if (taps === 2) {
    for (let i = 0; i < count; i++) {
      const at = first[i] as number;
      out[i] = ((sums[at] as number) * (weights[2 * i] as number) + (sums[at + 1] as number) * (weights[2 * i + 1] as number) + half) >> shift;
    }
    return;
  }
  for (let i = 0; i < count; i++) {
    const at = first[i] as number;
    let sum = half;
    for (let tap = 0; tap < taps; tap++) sum += (sums[at + tap] as number) * (weights[i * taps + tap] as number);
    out[i] = sum >> shift;
  }
}

/** First sample and one past the last sample that any output sample reads. */
export function usedRange(table: AxisTable): { from: number; to: number } {
  if (table.count === 0) return { from: 0, to: 0 };
  const a = table.first[0] as number;
  const b = table.first[table.count - 1] as number;
  return { from: Math.min(a, b), to: Math.max(a, b) + table.taps };
}
