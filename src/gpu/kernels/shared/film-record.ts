/** One film as `shared/film.wgsl` reads it, without its levels. */
export interface FilmRecord {
  /** 0 Y, 1 U, 2 V. */
  readonly plane: 0 | 1 | 2;
  readonly cellPx: number;
  readonly cellLeft: number;
  readonly cellTop: number;
  readonly columns: number;
  readonly rows: number;
  readonly grey: number;
}

/** Ints per film in the list. */
export const filmInts = 9;

/** Sizes of a film's pyramid, finest first: halved, rounded up, down to one cell. */
export function filmLevels(columns: number, rows: number): { readonly width: number; readonly height: number }[] {
  const levels = [{ width: columns, height: rows }];
  for (let last = { width: columns, height: rows }; last.width > 1 || last.height > 1; ) {
    last = { width: (last.width + 1) >> 1, height: (last.height + 1) >> 1 };
    levels.push(last);
  }
  return levels;
}

/** The ints of a film whose levels (place in work, width, height each) stand at `levelsAt` of the numbers. */
export function filmRecordInts(film: FilmRecord, levelsAt: number, depth: number): readonly number[] {
  return [film.plane, film.cellLeft, film.cellTop, film.columns, film.rows, Math.log2(film.cellPx), levelsAt, depth, film.grey];
}
