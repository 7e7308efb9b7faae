import type { CanvasSize, SplitLayout } from '../../documents/layout.ts';

/** A part of a canvas, in whole canvas pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The places of a canvas, in reading order: they fill it, but for the last row of a grid, which stands in the middle where it has fewer. */
export function placesOf({ widthPx, heightPx }: CanvasSize, arrangement: SplitLayout['arrangement'], count: number): Place[] {
  const columns = arrangement === 'side-by-side' ? count : arrangement === 'stacked' ? 1 : gridColumns(widthPx, heightPx, count);
  const rows = Math.ceil(count / columns);
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const missing = row === rows - 1 ? columns * rows - count : 0;
    // Half a place of room on each side for every place that is missing.
    const left = edge((2 * (index % columns) + missing) * 0.5, columns, widthPx);
    const right = edge((2 * (index % columns) + missing) * 0.5 + 1, columns, widthPx);
    const [top, bottom] = [edge(row, rows, heightPx), edge(row + 1, rows, heightPx)];
    return { x: left, y: top, width: right - left, height: bottom - top };
  });
}

/** The border after so many of `count` equal parts, on an even pixel, so that no chroma sample belongs to two places. */
function edge(parts: number, count: number, size: number): number {
  return 2 * Math.round((parts * size) / count / 2);
}

/** As square a grid as there is, with more columns than rows on a canvas that is wider than high, and more rows on one that is not. */
function gridColumns(widthPx: number, heightPx: number, count: number): number {
  const more = Math.ceil(Math.sqrt(count));
  return widthPx >= heightPx ? more : Math.ceil(count / more);
}
