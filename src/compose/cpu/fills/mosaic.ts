import { mapPoint, type Affine } from '../../../core/geometry.ts';
import type { PlannedMask } from '../../../documents/edit.ts';
import { writeCosmeticRow, type Plane, type PlaneMask } from '../planes.ts';
import { grown, maskIn, type FillMask, type Fill, type FillFrame } from './fill.ts';

export interface CellCounts {
  readonly across: number;
  readonly down: number;
}

/**
 * Cell counts by track and by how many were asked for: those of the first frame. What was decided once stays, so that a frame that is
 * composed again, by another composer and after later ones, comes out as it did.
 */
export class TrackCells {
  readonly #counts = new Map<string, CellCounts>();

  of({ planned: { track, box, fill } }: FillMask<'mosaic'>): CellCounts {
    const across = Math.max(1, Math.round(fill.cellsAcross));
    const key = `${track}/${across}`;
    const held = this.#counts.get(key);
    if (held !== undefined) return held;
    const down = box.width > 0 ? Math.max(1, Math.round((across * box.height) / box.width)) : across;
    const counts = { across, down };
    this.#counts.set(key, counts);
    return counts;
  }

  clear(): void {
    this.#counts.clear();
  }
}

/** The grid of a box in the samples of the plane that the map leads to: two opposite corners, and how many cells lie between. */
export function cellGrid(
  map: Affine, box: PlannedMask['box'], counts: CellCounts,
): { start: { x: number; y: number }; end: { x: number; y: number }; cellsX: number; cellsY: number } {
  const turned = map.a === 0;
  return {
    start: mapPoint(map, box.x, box.y),
    end: mapPoint(map, box.x + box.width, box.y + box.height),
    cellsX: turned ? counts.down : counts.across,
    cellsY: turned ? counts.across : counts.down,
  };
}

/** Cosmetic: mean colour per cell. The grid hangs on the mask's box and its cell counts stay those of the track's first frame, so it does not swim. */
export class MosaicFill implements Fill<'mosaic'> {
  readonly #counts: TrackCells;
  #row = new Uint8Array(0);
  #cellOfColumn = new Int32Array(0);
  #cellOfRow = new Int32Array(0);
  #sums = new Int32Array(0);
  #numbers = new Int32Array(0);

  constructor(counts: TrackCells) {
    this.#counts = counts;
  }

  paint(frame: FillFrame, masks: readonly FillMask<'mosaic'>[]): void {
    for (const mask of masks) {
      const counts = this.#counts.of(mask);
      for (const plane of frame.planes) this.#paintPlane(plane, mask, counts);
    }
  }

  reset(): void {
    this.#counts.clear();
  }

  #paintPlane(plane: Plane, mask: FillMask<'mosaic'>, counts: CellCounts): void {
    const drawn = maskIn(plane, mask);
    const { start, end, cellsX, cellsY } = cellGrid(plane.fromUpright, mask.planned.box, counts);
    this.#cellOfColumn = cells(grown(this.#cellOfColumn, plane.widthPx, ints), drawn.left, drawn.right, start.x, end.x, cellsX);
    this.#cellOfRow = cells(grown(this.#cellOfRow, plane.heightPx, ints), drawn.top, drawn.bottom, start.y, end.y, cellsY);
    this.#average(plane, drawn, cellsX, cellsY);
    this.#row = grown(this.#row, plane.widthPx, (length) => new Uint8Array(length));
    for (let y = drawn.top; y < drawn.bottom; y++) {
      const cellRow = (this.#cellOfRow[y] as number) * cellsX;
      for (let x = drawn.left; x < drawn.right; x++) this.#row[x] = this.#sums[cellRow + (this.#cellOfColumn[x] as number)] as number;
      writeCosmeticRow(plane, drawn, y, this.#row);
    }
  }

  /** Leaves the mean of every cell in `#sums`. */
  #average(plane: Plane, drawn: PlaneMask, cellsX: number, cellsY: number): void {
    const cellCount = cellsX * cellsY;
    this.#sums = grown(this.#sums, cellCount, ints);
    this.#numbers = grown(this.#numbers, cellCount, ints);
    this.#sums.fill(0, 0, cellCount);
    this.#numbers.fill(0, 0, cellCount);
    for (let y = drawn.top; y < drawn.bottom; y++) {
      const cellRow = (this.#cellOfRow[y] as number) * cellsX;
      const start = plane.offset + y * plane.widthPx;
      for (let x = drawn.left; x < drawn.right; x++) {
        const cell = cellRow + (this.#cellOfColumn[x] as number);
        this.#sums[cell] = (this.#sums[cell] as number) + (plane.data[start + x] as number);
        this.#numbers[cell] = (this.#numbers[cell] as number) + 1;
      }
    }
    for (let cell = 0; cell < cellCount; cell++) {
      this.#sums[cell] = Math.round((this.#sums[cell] as number) / Math.max(1, this.#numbers[cell] as number));
    }
  }
}

const ints = (length: number): Int32Array<ArrayBuffer> => new Int32Array(length);

/** Which cell each sample lies in, from edge `start` to edge `end` (which may run backwards); samples beyond belong to the end cells. */
export function cells(
  out: Int32Array<ArrayBuffer>, from: number, to: number, start: number, end: number, count: number,
): Int32Array<ArrayBuffer> {
  const span = end - start;
  for (let i = from; i < to; i++) {
    const cell = span === 0 ? 0 : Math.floor(((i + 0.5 - start) / span) * count);
    out[i] = Math.min(count - 1, Math.max(0, cell));
  }
  return out;
}
