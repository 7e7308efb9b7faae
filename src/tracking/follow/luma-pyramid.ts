import { mapPoint } from '../../core/geometry.ts';
import type { Affine } from '../../core/geometry.ts';

/** One plane of brightness, rows of `widthPx` bytes. */
export interface LumaPlane {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly data: Uint8Array;
}

/** A plane and its halves, made as they are asked for; borrows the plane. */
export class LumaPyramid {
  readonly #levels: LumaPlane[];

  constructor(plane: LumaPlane) {
    this.#levels = [plane];
  }

  /** Level 0 is the plane itself, each further one half as large; never smaller than one sample a side. */
  level(wanted: number): { readonly plane: LumaPlane; readonly level: number } {
    let last = this.#levels.length - 1;
    while (last < wanted) {
      const plane = this.#levels[last] as LumaPlane;
      if (plane.widthPx < 2 || plane.heightPx < 2) break;
      this.#levels.push(halved(plane));
      last += 1;
    }
    const level = Math.min(wanted, last);
    return { plane: this.#levels[level] as LumaPlane, level };
  }
}

function halved({ widthPx, heightPx, data }: LumaPlane): LumaPlane {
  const half = { widthPx: widthPx >> 1, heightPx: heightPx >> 1 };
  const smaller = new Uint8Array(half.widthPx * half.heightPx);
  for (let y = 0; y < half.heightPx; y++) {
    const above = 2 * y * widthPx;
    for (let x = 0; x < half.widthPx; x++) {
      const at = above + 2 * x;
      const sum = (data[at] as number) + (data[at + 1] as number) + (data[at + widthPx] as number) + (data[at + widthPx + 1] as number);
      smaller[y * half.widthPx + x] = (sum + 2) >> 2;
    }
  }
  return { ...half, data: smaller };
}

/** Where samples are taken: `columns` by `rows` of them, `step` apart, the first at (x, y) + step / 2; upright pixels. */
export interface SampleGrid {
  readonly x: number;
  readonly y: number;
  readonly step: number;
  readonly columns: number;
  readonly rows: number;
}

/** Samples a picture on a grid, bilinear on the level whose samples lie about as far apart; outside of the picture its border goes on. */
export function sampleGrid(pyramid: LumaPyramid, fromUpright: Affine, { x, y, step, columns, rows }: SampleGrid): Float32Array {
  const scale = Math.abs(fromUpright.a) + Math.abs(fromUpright.b);
  const { plane, level } = pyramid.level(Math.max(0, Math.floor(Math.log2(step * scale))));
  const { widthPx, heightPx, data } = plane;
  const perSample = 1 / 2 ** level;
  const origin = mapPoint(fromUpright, x + step / 2, y + step / 2);
  const samples = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const storedX = (origin.x + step * (fromUpright.a * column + fromUpright.c * row)) * perSample - 0.5;
      const storedY = (origin.y + step * (fromUpright.b * column + fromUpright.d * row)) * perSample - 0.5;
      const left = Math.min(widthPx - 1, Math.max(0, storedX));
      const top = Math.min(heightPx - 1, Math.max(0, storedY));
      const x0 = Math.floor(left);
      const y0 = Math.floor(top);
      const x1 = Math.min(widthPx - 1, x0 + 1);
      const y1 = Math.min(heightPx - 1, y0 + 1);
      const fx = left - x0;
      const fy = top - y0;
      const upper = (data[y0 * widthPx + x0] as number) * (1 - fx) + (data[y0 * widthPx + x1] as number) * fx;
      const lower = (data[y1 * widthPx + x0] as number) * (1 - fx) + (data[y1 * widthPx + x1] as number) * fx;
      samples[row * columns + column] = upper * (1 - fy) + lower * fy;
    }
  }
  return samples;
}
