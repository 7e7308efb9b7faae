import { clusterMasks, type Cluster } from '../clusters.ts';
import { Membrane } from '../membrane.ts';
import { writeRow, type Plane, type PlaneMask } from '../planes.ts';
import { neutral } from '../neutral.ts';
import { grown, maskIn, type FillMask, type Fill, type FillFrame } from './fill.ts';

/** Cells across the shorter side of a mask: the film is smooth, finer cells look the same and cost more (by eye). */
const cellsAcrossMask = 40;
/** Bound of the work for a cluster: a crowd that fills the frame gets coarser cells. */
const maxCells = 16384;
/** Cells of known samples around a cluster, which the film is hung on. */
const ringCells = 2;

/** The default: a smooth film hung on the surroundings, made only from samples that no mask of the frame hides. Flat grey when there are none. */
export class EraseFill implements Fill<'erase'> {
  readonly #membrane = new Membrane();
  #counts = new Int32Array(0);
  #line = new Float32Array(0);
  #row = new Uint8Array(0);

  paint(frame: FillFrame, masks: readonly FillMask<'erase'>[]): void {
    for (const cluster of clusterMasks(masks)) {
      const cellPx = cellSize(cluster);
      for (const plane of frame.planes) this.#paintPlane(plane, cluster, cellPx, neutral(frame.color)[plane.kind]);
    }
  }

  reset(): void {}

  #paintPlane(plane: Plane, cluster: Cluster, cellPx: number, unknown: number): void {
    const half = plane.kind === 'y' ? 0 : 1;
    const cellLeft = Math.max(0, Math.floor((cluster.left >> half) / cellPx) - ringCells);
    const cellTop = Math.max(0, Math.floor((cluster.top >> half) / cellPx) - ringCells);
    const cellRight = Math.min(Math.ceil(plane.widthPx / cellPx), Math.ceil(((cluster.right + half) >> half) / cellPx) + ringCells);
    const cellBottom = Math.min(Math.ceil(plane.heightPx / cellPx), Math.ceil(((cluster.bottom + half) >> half) / cellPx) + ringCells);
    const columns = cellRight - cellLeft;
    const rows = cellBottom - cellTop;
    const { values } = this.#collect(plane, cellLeft, cellTop, columns, rows, cellPx);
    const solved = this.#membrane.solve();
    this.#row = grown(this.#row, plane.widthPx, (length) => new Uint8Array(length));
    this.#line = grown(this.#line, columns, (length) => new Float32Array(length));
    if (!solved) this.#row.fill(unknown);
    for (const mask of cluster.masks) {
      const drawn = maskIn(plane, mask);
      for (let y = drawn.top; y < drawn.bottom; y++) {
        if (solved) this.#enlargeRow(values, columns, rows, cellPx, y - cellTop * cellPx, cellLeft * cellPx, drawn, y);
        writeRow(plane, drawn, y, this.#row);
      }
    }
  }

  /** Brings the means of what is not hidden into the membrane's grid. */
  #collect(plane: Plane, cellLeft: number, cellTop: number, columns: number, rows: number, cellPx: number): { values: Float32Array } {
    const grid = this.#membrane.begin(columns, rows);
    const { values, known } = grid;
    const { data, hidden, offset, widthPx } = plane;
    this.#counts = grown(this.#counts, columns * rows, (length) => new Int32Array(length));
    const counts = this.#counts;
    counts.fill(0, 0, columns * rows);
    const bottom = Math.min(plane.heightPx, (cellTop + rows) * cellPx);
    const right = Math.min(widthPx, (cellLeft + columns) * cellPx);
    for (let y = cellTop * cellPx; y < bottom; y++) {
      let cell = (Math.floor(y / cellPx) - cellTop) * columns;
      let at = y * widthPx + cellLeft * cellPx;
      const end = y * widthPx + right;
      while (at < end) {
        const cellEnd = Math.min(end, at + cellPx);
        let sum = 0;
        let count = 0;
        for (; at < cellEnd; at++) {
          if (hidden[at] === 0) {
            sum += data[offset + at] as number;
            count += 1;
          }
        }
        values[cell] = (values[cell] as number) + sum;
        counts[cell] = (counts[cell] as number) + count;
        cell += 1;
      }
    }
    for (let cell = 0; cell < columns * rows; cell++) {
      const count = counts[cell] as number;
      if (count === 0) continue;
      values[cell] = (values[cell] as number) / count;
      known[cell] = 1;
    }
    return grid;
  }

  /** One row of the film at full size: bilinear between the centres of cells. `gridY` counts from the grid's top, `gridX` is its left edge. */
  #enlargeRow(
    values: Float32Array, columns: number, rows: number, cellPx: number, gridY: number, gridX: number, drawn: PlaneMask, y: number,
  ): void {
    const line = this.#line;
    const row = this.#row;
    const position = (gridY + 0.5) / cellPx - 0.5;
    const upper = Math.floor(position);
    const share = position - upper;
    const a = Math.max(0, upper) * columns;
    const b = Math.min(rows - 1, upper + 1) * columns;
    const from = drawn.softFrom[y - drawn.top] as number;
    const to = drawn.softTo[y - drawn.top] as number;
    if (from >= to) return;
    const offset = cellPx >> 1;
    const firstCell = Math.floor((from - gridX - offset) / cellPx);
    const lastCell = Math.min(columns - 1, Math.floor((to - 1 - gridX - offset) / cellPx) + 1);
    for (let i = Math.max(0, firstCell); i <= lastCell; i++) {
      line[i] = (values[a + i] as number) * (1 - share) + (values[b + i] as number) * share + 0.5; // half a unit: storing truncates
    }
    const firstStep = cellPx === 1 ? 0 : 0.5;
    let x = from;
    for (let i = firstCell; x < to; i++) {
      const here = line[Math.max(0, i)] as number;
      const slope = ((line[Math.min(lastCell, i + 1)] as number) - here) / cellPx;
      const start = gridX + i * cellPx + offset;
      const end = Math.min(to, start + cellPx);
      let value = here + slope * (firstStep + x - start);
      for (; x < end; x++, value += slope) row[x] = value;
    }
  }
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
