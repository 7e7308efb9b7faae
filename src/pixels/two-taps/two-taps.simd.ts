import { usedRange, type AxisTable } from '../axis-table.ts';
import { other, requireTwoTaps, type PlaneOf, type Side, type TwoTaps } from './two-taps.ts';
import { code } from './two-taps.wat';

/** What `two-taps.wat` exports; places are bytes of its memory. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly widen: (table: number, row: number, to: number, end: number) => void;
  readonly blend: (upper: number, lower: number, weight: number, line: number, end: number) => void;
}

/** Samples of a block of columns, and the block's bytes in the table: see `two-taps.wat`. */
const blockSamples = 8;
const blockBytes = 64;
const weightsAt = 16;
const startAt = 48;
/** A block reads this many samples of a row from its first on. */
const readBytes = 16;
const pageBytes = 65536;

/** Where things lie in the kernel's memory; all but the last at multiples of 16. */
interface Places {
  readonly table: number;
  readonly sums: readonly [number, number];
  readonly line: number;
  /** Samples of the plane, from the first that is used to the last. */
  readonly plane: number;
  readonly end: number;
}

function placesOf(blocks: number, samples: number): Places {
  const sumBytes = 4 * blockSamples * blocks;
  const upper = blockBytes * blocks;
  const line = upper + 2 * sumBytes;
  const plane = line + blockSamples * blocks;
  return { table: 0, sums: [upper, upper + sumBytes], line, plane, end: plane + samples + readBytes };
}

/** By the kernel of 128-bit SIMD; null where WebAssembly has none. */
export function simdTwoTaps(): TwoTaps | null {
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(code)) return null;
  const { memory, widen, blend } = new WebAssembly.Instance(new WebAssembly.Module(code)).exports as unknown as Exports;
  let places = placesOf(0, 0);
  let firstRow = 0;
  let stride = 0;
  let bytes = new Uint8Array(memory.buffer);
  let line = bytes.subarray(0, 0);
  return {
    begin(plane: PlaneOf, columns: AxisTable, rows: AxisTable): void {
      requireTwoTaps(columns, rows);
      const [across, down] = [usedRange(columns), usedRange(rows)];
      firstRow = down.from;
      stride = plane.stride;
      // In one go, with what lies between the rows' ends and beginnings: a view of each row would cost more.
      const used = plane.data.subarray(plane.offset + down.from * stride + across.from, plane.offset + (down.to - 1) * stride + across.to);
      places = placesOf(Math.ceil(columns.count / blockSamples), used.length);
      const missing = places.end - memory.buffer.byteLength;
      if (missing > 0) {
        memory.grow(Math.ceil(missing / pageBytes));
        bytes = new Uint8Array(memory.buffer); // growing detaches the one before
      }
      writeTable(memory.buffer, places.table, columns, across.from);
      bytes.set(used, places.plane);
      line = bytes.subarray(places.line, places.line + columns.count);
    },
    widen(side: Side, row: number): void {
      const to = places.sums[side];
      widen(places.table, places.plane + (row - firstRow) * stride, to, to + (places.sums[1] - places.sums[0]));
    },
    blend(upper: Side, weight: number): Uint8Array {
      blend(places.sums[upper], places.sums[other(upper)], weight, places.line, places.plane);
      return line;
    },
  };
}

/** Columns past the last of a block have no weight. */
function writeTable(memory: ArrayBuffer, table: number, { count, first, weights }: AxisTable, from: number): void {
  const blocks = Math.ceil(count / blockSamples);
  const view = new Uint8Array(memory, table, blocks * blockBytes).fill(0);
  const shares = new Int16Array(memory, table, (blocks * blockBytes) / 2);
  const numbers = new Int32Array(memory, table, (blocks * blockBytes) / 4);
  for (let block = 0; block < blocks; block++) {
    const at = block * blockBytes;
    const begin = block * blockSamples;
    const end = Math.min(count, begin + blockSamples);
    // Columns run the other way where a picture is turned round.
    const start = Math.min(first[begin] as number, first[end - 1] as number);
    numbers[(at + startAt) / 4] = start - from;
    for (let i = begin; i < end; i++) {
      const place = (first[i] as number) - start;
      if (place < 0 || place + 1 >= readBytes) throw new RangeError('two taps are for less than two samples a column');
      const k = 2 * (i - begin);
      view[at + k] = place;
      view[at + k + 1] = place + 1;
      shares[(at + weightsAt) / 2 + k] = weights[2 * i] as number;
      shares[(at + weightsAt) / 2 + k + 1] = weights[2 * i + 1] as number;
    }
  }
}
