import { weightBits, type AxisTable } from '../axis-table.ts';
import { other, requireTwoTaps, type PlaneOf, type Side, type TwoTaps } from './two-taps.ts';

const shift = 2 * weightBits;
const half = 1 << (shift - 1);

/** In plain TypeScript: what the kernel is held against, and what serves where there is no SIMD. */
export function plainTwoTaps(): TwoTaps {
  let plane: PlaneOf = { data: new Uint8Array(0), offset: 0, stride: 0 };
  let first: Int32Array = new Int32Array(0);
  let second = new Int32Array(0);
  let sums: readonly [Int32Array, Int32Array] = [first, first];
  let line = new Uint8Array(0);
  return {
    begin(given: PlaneOf, columns: AxisTable, rows: AxisTable): void {
      requireTwoTaps(columns, rows);
      plane = given;
      const { count, weights } = columns;
      first = columns.first;
      // Weights of two taps sum up to 2^11: one of them is enough.
      second = new Int32Array(count).map((_, i) => weights[2 * i + 1] as number);
      sums = [new Int32Array(count), new Int32Array(count)];
      line = new Uint8Array(count);
    },
    widen: (side: Side, row: number): void => widen(plane.data, plane.offset + row * plane.stride, first, second, sums[side]),
    blend(upper: Side, weight: number): Uint8Array {
      blend(sums[upper], sums[other(upper)], weight, line);
      return line;
    },
  };
}

// Functions of their own, of nothing but their parameters: what an engine optimises best.
function widen(data: Uint8Array, start: number, first: Int32Array, second: Int32Array, into: Int32Array): void {
  for (let i = 0; i < into.length; i++) {
    const at = start + (first[i] as number);
    const sample = data[at] as number;
    into[i] = (sample << weightBits) + Math.imul((data[at + 1] as number) - sample, second[i] as number);
  }
}

function blend(upper: Int32Array, lower: Int32Array, weight: number, line: Uint8Array): void {
  for (let i = 0; i < line.length; i++) {
    const sum = upper[i] as number;
    line[i] = ((sum << weightBits) + Math.imul((lower[i] as number) - sum, weight) + half) >> shift;
  }
}
