import { sumColumns, sumRows, usedRange, weightBits, type AxisTable } from '../../pixels/axis-table.ts';
import { other, type PlaneOf, type Side, type TwoTaps } from '../../pixels/two-taps/two-taps.ts';

/** Hears of a row of what comes out, `columns.count` samples, which are valid until it returns. */
type Done = (row: number, line: Uint8Array) => void;

/** Resamples a plane by tables, row after row of what comes out. */
export function scaleLines(plane: PlaneOf, columns: AxisTable, rows: AxisTable, twoTaps: TwoTaps, done: Done): void {
  const [left, top] = [firstIfCopied(columns), firstIfCopied(rows)];
  if (left !== null && top !== null) copyLines(plane, left, top, columns.count, rows.count, done);
  else if (columns.taps === 2 && rows.taps === 2) interpolateLines(plane, columns, rows, twoTaps, done);
  else averageLines(plane, columns, rows, done);
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

function copyLines({ data, offset, stride }: PlaneOf, left: number, top: number, columns: number, rows: number, done: Done): void {
  for (let row = 0; row < rows; row++) {
    const at = offset + (top + row) * stride + left;
    done(row, data.subarray(at, at + columns));
  }
}

/** Two neighbours along each axis: a row of the picture is widened once and serves for all rows that it is part of. */
function interpolateLines(plane: PlaneOf, columns: AxisTable, rows: AxisTable, twoTaps: TwoTaps, done: Done): void {
  twoTaps.begin(plane, columns, rows);
  let upper: Side = 0;
  // Which rows of the picture the two sides hold.
  const held: [number, number] = [-1, -1];
  const hold = (side: Side, row: number): void => {
    if (held[side] === row) return;
    held[side] = row;
    twoTaps.widen(side, row);
  };
  for (let row = 0; row < rows.count; row++) {
    const above = rows.first[row] as number;
    if (held[other(upper)] === above) upper = other(upper);
    hold(upper, above);
    hold(other(upper), above + 1);
    done(row, twoTaps.blend(upper, rows.weights[2 * row + 1] as number));
  }
}

/** Any number of taps. */
function averageLines({ data, offset, stride }: PlaneOf, columns: AxisTable, rows: AxisTable, done: Done): void {
  const { from, to } = usedRange(columns);
  const sums = new Int32Array(stride);
  const line = new Uint8Array(columns.count);
  for (let row = 0; row < rows.count; row++) {
    sumRows(data, offset, stride, rows, row, from, to, sums);
    sumColumns(sums, columns, line);
    done(row, line);
  }
}
