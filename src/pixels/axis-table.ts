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
  const lows = new Float64Array(count);
  for (let i = 0; i < count; i++) lows[i] = Math.min(origin + i * step, origin + (i + 1) * step);
  const size = Math.abs(step);
  return tapsOf(lows, new Float64Array(count).fill(size), size, length);
}

/** The same for output samples that cover spans of different sizes, from `edges[i]` to `edges[i + 1]`: cells that are cut at a border. */
export function edgesTable(edges: readonly number[], length: number): AxisTable {
  const count = Math.max(0, edges.length - 1);
  const lows = new Float64Array(count);
  const sizes = new Float64Array(count);
  let sizeMax = 0;
  for (let i = 0; i < count; i++) {
    const [here, there] = [edges[i] as number, edges[i + 1] as number];
    lows[i] = Math.min(here, there);
    const size = Math.abs(there - here);
    sizes[i] = size;
    sizeMax = Math.max(sizeMax, size);
  }
  return tapsOf(lows, sizes, sizeMax, length);
}

/** Spans by where they begin and their sizes. Made for every frame of a view that moves: in typed arrays, for numbers in closures would each be an object. */
function tapsOf(lows: Float64Array, sizes: Float64Array, sizeMax: number, length: number): AxisTable {
  const count = lows.length;
  const byArea = sizeMax >= areaAverageFrom;
  const taps = Math.min(length, byArea ? Math.ceil(sizeMax) + 1 : 2);
  const first = new Int32Array(count);
  const weights = new Int32Array(count * taps);
  for (let i = 0; i < count; i++) {
    const low = lows[i] as number;
    const size = sizes[i] as number;
    const from = byArea ? Math.floor(low) : Math.floor(low + size / 2 - 0.5);
    const start = Math.min(Math.max(from, 0), length - taps);
    first[i] = start;
    const at = i * taps;
    if (byArea) {
      let left = weightOne;
      for (let k = 0; k <= Math.ceil(size); k++) {
        const overlap = Math.min(low + size, from + k + 1) - Math.max(low, from + k);
        if (overlap <= 0) continue;
        const weight = weightOf(overlap / size, left);
        left -= weight;
        addWeight(weights, at, taps, from + k - start, weight);
      }
      addWeight(weights, at, taps, Math.floor(low + size / 2) - start, left); // rounding left-overs go to the middle
    } else {
      const weight = weightOf(low + size / 2 - 0.5 - from, weightOne);
      addWeight(weights, at, taps, from + 1 - start, weight);
      addWeight(weights, at, taps, from - start, weightOne - weight);
    }
  }
  return { count, taps, first, weights };
}

/** A share of 2^11, of which no more than `left` is left. */
function weightOf(share: number, left: number): number {
  return Math.min(left, Math.max(0, Math.round(share * weightOne)));
}

/** Gives a tap more weight; what is beyond the line goes to the tap at its end. */
function addWeight(weights: Int32Array, at: number, taps: number, tap: number, weight: number): void {
  const index = at + Math.min(Math.max(tap, 0), taps - 1);
  weights[index] = (weights[index] as number) + weight;
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
