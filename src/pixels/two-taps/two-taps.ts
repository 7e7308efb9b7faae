import type { AxisTable } from '../axis-table.ts';

/** One of the two rows that are kept; the other one is its neighbour. */
export type Side = 0 | 1;

/** The side that is not this one. */
export function other(side: Side): Side {
  return side === 0 ? 1 : 0;
}

/**
 * Resampling by two neighbours along each axis: rows are widened to sums of 32 bits, and two of them blended. Sums are exact until the last shift, so
 * that every way of doing it gives the same bytes. Keeps the two rows, and memory for the widest that it met.
 */
export interface TwoTaps {
  /** Takes the columns of the rows to come and forgets earlier rows. Throws RangeError where the columns do not have two taps. */
  begin(columns: AxisTable): void;
  /** Widens a row of a picture, whose first sample is `data[start]`. */
  widen(side: Side, data: Uint8Array, start: number): void;
  /** Row `upper` and the other one, below it, of which the weight (0 … 2^11) is a share: a sample for each column, valid until the next call. */
  blend(upper: Side, weight: number): Uint8Array;
}

/** Throws RangeError for a table of more or fewer taps. */
export function requireTwoTaps({ taps }: AxisTable): void {
  if (taps !== 2) throw new RangeError(`expected two taps, got ${taps}`);
}
