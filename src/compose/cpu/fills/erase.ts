import { clusterMasks, type Cluster } from '../clusters.ts';
import { filmBits, Membrane } from '../membrane.ts';
import { writeRow, type Plane, type PlaneMask } from '../planes.ts';
import { neutral } from '../neutral.ts';
import { grown, maskIn, type DrawnMask, type Fill, type FillMask, type FillFrame } from './fill.ts';

/** Cells across the shorter side of a mask: the film is smooth, finer cells look the same and cost more (by eye). */
const cellsAcrossMask = 20;
/** Bound of the work for a cluster: a crowd that fills the frame gets coarser cells. */
const maxCells = 16384;
/** Cells of known samples around a cluster, which the film is hung on. */
const ringCells = 2;

/** The default: a smooth film hung on the surroundings, made only from samples that no mask of the frame hides. Flat grey when there are none. */
export class EraseFill implements Fill<'erase'> {
  readonly #membrane = new Membrane();
  #counts = new Int32Array(0);
  #line = new Int32Array(0);
  #row = new Uint8Array(0);

  paint(frame: FillFrame, masks: readonly FillMask<'erase'>[]): void {
    for (const cluster of clusterMasks(masks)) {
      const grey = neutral(frame.color);
      for (const plane of frame.planes) this.#paintPlane(plane, cluster, filmGrid(plane, cluster), grey[plane.kind]);
    }
  }

  reset(): void {}

  #paintPlane(plane: Plane, cluster: Cluster, { cellPx, cellLeft, cellTop, columns, rows }: FilmGrid, unknown: number): void {
    const { values } = this.#collect(plane, maskIn(plane, largest(cluster)), cellLeft, cellTop, columns, rows, cellPx);
    const solved = this.#membrane.solve();
    this.#row = grown(this.#row, plane.widthPx, (length) => new Uint8Array(length));
    this.#line = grown(this.#line, columns, (length) => new Int32Array(length));
    if (!solved) this.#row.fill(unknown);
    for (const mask of cluster.masks) {
      const drawn = maskIn(plane, mask);
      for (let y = drawn.top; y < drawn.bottom; y++) {
        if (solved) this.#enlargeRow(values, columns, rows, cellPx, y - cellTop * cellPx, cellLeft * cellPx, drawn, y);
        writeRow(plane, drawn, y, this.#row);
      }
    }
  }

  /** Brings the means of what is not hidden into the membrane's grid; within `skipped`, one of the masks, there is nothing to look for. */
  #collect(
    plane: Plane, skipped: PlaneMask, cellLeft: number, cellTop: number, columns: number, rows: number, cellPx: number,
  ): { values: Int32Array } {
    const grid = this.#membrane.begin(columns, rows);
    const { values, known } = grid;
    const { heightPx, widthPx } = plane;
    this.#counts = grown(this.#counts, columns * rows, (length) => new Int32Array(length));
    const counts = this.#counts;
    counts.fill(0, 0, columns * rows);
    const bottom = Math.min(heightPx, (cellTop + rows) * cellPx);
    for (let y = cellTop * cellPx; y < bottom; y++) {
      const cellRow = (Math.floor(y / cellPx) - cellTop) * columns;
      let skipFrom = columns;
      let skipTo = columns;
      if (y >= skipped.top && y < skipped.bottom) {
        skipFrom = Math.ceil((skipped.hardFrom[y - skipped.top] as number) / cellPx) - cellLeft;
        skipTo = Math.max(skipFrom, Math.floor((skipped.hardTo[y - skipped.top] as number) / cellPx) - cellLeft);
      }
      const line = y * widthPx;
      addOpen(plane, line + cellLeft * cellPx, line + widthPx, cellPx, values, counts, cellRow, cellRow + Math.min(columns, skipFrom));
      addOpen(plane, line + (cellLeft + skipTo) * cellPx, line + widthPx, cellPx, values, counts, cellRow + skipTo, cellRow + columns);
    }
    const filmOne = 2 ** filmBits;
    for (let cell = 0; cell < columns * rows; cell++) {
      const count = counts[cell] as number;
      if (count === 0) continue;
      values[cell] = Math.floor(((values[cell] as number) * filmOne) / count);
      known[cell] = 1;
    }
    return grid;
  }

  /** One row of the film at full size: bilinear between the centres of cells. `gridY` counts from the grid's top, `gridX` is its left edge. */
  #enlargeRow(
    values: Int32Array, columns: number, rows: number, cellPx: number, gridY: number, gridX: number, drawn: PlaneMask, y: number,
  ): void {
    const line = this.#line;
    const row = this.#row;
    // Twice the distance from the centre of the upper cell in samples, of 2 · cellPx between centres.
    const doubled = 2 * gridY + 1 - cellPx;
    const upper = Math.floor(doubled / (2 * cellPx));
    const share = doubled - upper * 2 * cellPx;
    const bits = filmBits; // a local: imported bindings cost a lookup per use in some module systems
    const half = 1 << (bits - 1); // shifting truncates
    const a = Math.max(0, upper) * columns;
    const b = Math.min(rows - 1, upper + 1) * columns;
    const from = drawn.softFrom[y - drawn.top] as number;
    const to = drawn.softTo[y - drawn.top] as number;
    if (from >= to) return;
    const offset = cellPx >> 1;
    const firstCell = Math.floor((from - gridX - offset) / cellPx);
    const lastCell = Math.min(columns - 1, Math.floor((to - 1 - gridX - offset) / cellPx) + 1);
    for (let i = Math.max(0, firstCell); i <= lastCell; i++) {
      line[i] = Math.floor(((values[a + i] as number) * (2 * cellPx - share) + (values[b + i] as number) * share) / (2 * cellPx)) + half;
    }
    const firstStep = cellPx === 1 ? 0 : 0.5;
    let x = from;
    for (let i = firstCell; x < to; i++) {
      const here = line[Math.max(0, i)] as number;
      const slope = Math.trunc(((line[Math.min(lastCell, i + 1)] as number) - here) / cellPx);
      const start = gridX + i * cellPx + offset;
      const end = Math.min(to, start + cellPx);
      let value = here + Math.trunc(slope * (firstStep + x - start));
      for (; x < end; x++, value += slope) row[x] = value >> bits;
    }
  }
}

/** Adds the open samples of one row, from `at` on, to the cells from `cell` to `cellsEnd - 1`. */
function addOpen(
  { data, hidden, offset }: Plane, at: number, lineEnd: number, cellPx: number, sums: Int32Array, counts: Int32Array, cell: number, cellsEnd: number,
): void {
  while (cell < cellsEnd) {
    const cellEnd = Math.min(lineEnd, at + cellPx);
    let sum = 0;
    let count = 0;
    for (; at < cellEnd; at++) {
      if (hidden[at] === 0) {
        sum += data[offset + at] as number;
        count += 1;
      }
    }
    sums[cell] = (sums[cell] as number) + sum;
    counts[cell] = (counts[cell] as number) + count;
    cell += 1;
  }
}

/** Where a cluster's film lies in a plane: cells of `cellPx` (a power of two) samples, counted from the plane's corner. */
export interface FilmGrid {
  readonly cellPx: number;
  readonly cellLeft: number;
  readonly cellTop: number;
  readonly columns: number;
  readonly rows: number;
}

/** The grid of a cluster's film with the ring that it hangs on. */
export function filmGrid({ kind, widthPx, heightPx }: Pick<Plane, 'kind' | 'widthPx' | 'heightPx'>, cluster: Cluster): FilmGrid {
  const half = kind === 'y' ? 0 : 1;
  const cellPx = Math.max(1, cellSize(cluster) >> half);
  const cellLeft = Math.max(0, Math.floor((cluster.left >> half) / cellPx) - ringCells);
  const cellTop = Math.max(0, Math.floor((cluster.top >> half) / cellPx) - ringCells);
  const cellRight = Math.min(Math.ceil(widthPx / cellPx), Math.ceil(((cluster.right + half) >> half) / cellPx) + ringCells);
  const cellBottom = Math.min(Math.ceil(heightPx / cellPx), Math.ceil(((cluster.bottom + half) >> half) / cellPx) + ringCells);
  return { cellPx, cellLeft, cellTop, columns: cellRight - cellLeft, rows: cellBottom - cellTop };
}

/** The mask with the largest rectangle. */
function largest(cluster: Cluster): DrawnMask {
  const size = ({ raster: { luma } }: DrawnMask): number => (luma.right - luma.left) * (luma.bottom - luma.top);
  return cluster.masks.reduce((best, mask) => (size(mask) > size(best) ? mask : best));
}

/** A power of two from the smallest mask of the cluster; the grid lies fixed in the picture, so that a resting mask's film rests. */
function cellSize(cluster: Cluster): number {
  let shorter = Infinity;
  for (const { raster: { luma } } of cluster.masks) shorter = Math.min(shorter, luma.right - luma.left, luma.bottom - luma.top);
  let cellPx = 1;
  while (cellPx * 2 * cellsAcrossMask <= shorter) cellPx *= 2;
  const areaPx = (cluster.right - cluster.left) * (cluster.bottom - cluster.top);
  while (areaPx > maxCells * cellPx * cellPx) cellPx *= 2;
  return cellPx;
}
