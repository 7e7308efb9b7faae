import type { AxisTable } from '../axis-table.ts';

/** A plane of a picture: its first sample and the samples of a row. */
export interface PlaneOf {
  readonly data: Uint8Array;
  readonly offset: number;
  readonly stride: number;
}

/** One of the two rows that are kept; the other one is its neighbour. */
export type Side = 0 | 1;

/** The side that is not this one. */
export function other(side: Side): Side {
  return side === 0 ? 1 : 0;
}

/**
 * Resampling by two neighbours along each axis: rows are widened to sums of 32 bits, and two of them blended. Sums are exact until the last shift, so
 * that every way of doing it gives the same bytes. Keeps the two rows, and memory for the largest plane that it met.
 */
export interface TwoTaps {
  /** Takes a plane, which must stay as it is until its last row is made. Throws RangeError where a table does not have two taps. */
  begin(plane: PlaneOf, columns: AxisTable, rows: AxisTable): void;
  /** Widens a row of the plane, one that the table of rows takes samples from. */
  widen(side: Side, row: number): void;
  /** Row `upper` and the other one, below it, of which the weight (0 … 2^11) is a share: a sample for each column, valid until the next call. */
  blend(upper: Side, weight: number): Uint8Array;
}

/** Throws RangeError for tables of more or fewer taps. */
export function requireTwoTaps(columns: AxisTable, rows: AxisTable): void {
  if (columns.taps !== 2 || rows.taps !== 2) throw new RangeError(`expected two taps, got ${columns.taps} and ${rows.taps}`);
}
