import { sumColumns, sumRows, usedRange, weightBits, type AxisTable } from '../../pixels/axis-table.ts';

/** A plane of a picture: its first sample and the samples of a row. */
export interface PlaneOf {
  readonly data: Uint8Array;
  readonly offset: number;
  readonly stride: number;
}

const shift = 2 * weightBits;
const half = 1 << (shift - 1);

/** Resamples a plane by tables, row after row of what comes out: `line` holds a row, `columns.count` samples, while `done` hears of it. */
export function scaleLines(plane: PlaneOf, columns: AxisTable, rows: AxisTable, line: Uint8Array, done: (row: number) => void): void {
  const [left, top] = [firstIfCopied(columns), firstIfCopied(rows)];
  if (left !== null && top !== null) copyLines(plane, left, top, rows.count, line, done);
  else if (columns.taps === 2 && rows.taps === 2) interpolateLines(plane, columns, rows, line, done);
  else averageLines(plane, columns, rows, line, done);
}

/** The first sample where a table takes samples one after the other as they are: nothing is scaled. Null where it does not. */
function firstIfCopied({ count, taps, first, weights }: AxisTable): number | null {
  if (taps > 2 || count === 0) return null;
  const sampleOf = (i: number): number => {
    const tap = weights[i * taps] === 0 ? taps - 1 : 0;
    return weights[i * taps + tap] === 1 << weightBits ? (first[i] as number) + tap : NaN;
  };
  const start = sampleOf(0);
  for (let i = 0; i < count; i++) if (sampleOf(i) !== start + i) return null;
  return start;
}

function copyLines({ data, offset, stride }: PlaneOf, left: number, top: number, count: number, line: Uint8Array, done: (row: number) => void): void {
  for (let row = 0; row < count; row++) {
    const at = offset + (top + row) * stride + left;
    line.set(data.subarray(at, at + line.length));
    done(row);
  }
}

/**
 * Two neighbours along each axis: a row of the picture is widened once and serves for all rows that it is part of. Sums are exact until the last shift,
 * so that the order of the axes does not show. Weights of two taps sum up to 2^11: one of them is enough.
 */
function interpolateLines({ data, offset, stride }: PlaneOf, columns: AxisTable, rows: AxisTable, line: Uint8Array, done: (row: number) => void): void {
  const { count, first, weights } = columns;
  const second = new Int32Array(count).map((_, i) => weights[2 * i + 1] as number);
  let [upper, lower] = [new Int32Array(count), new Int32Array(count)];
  let [upperRow, lowerRow] = [-1, -1];
  for (let row = 0; row < rows.count; row++) {
    const above = rows.first[row] as number;
    if (lowerRow === above) [upper, lower, upperRow, lowerRow] = [lower, upper, lowerRow, upperRow];
    if (upperRow !== above) widen(data, offset + (upperRow = above) * stride, first, second, upper);
    if (lowerRow !== above + 1) widen(data, offset + (lowerRow = above + 1) * stride, first, second, lower);
    blend(upper, lower, rows.weights[2 * row + 1] as number, line);
    done(row);
  }
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

/** Any number of taps. */
function averageLines({ data, offset, stride }: PlaneOf, columns: AxisTable, rows: AxisTable, line: Uint8Array, done: (row: number) => void): void {
  const { from, to } = usedRange(columns);
  const sums = new Int32Array(stride);
  for (let row = 0; row < rows.count; row++) {
    sumRows(data, offset, stride, rows, row, from, to, sums);
    sumColumns(sums, columns, line);
    done(row);
  }
}
