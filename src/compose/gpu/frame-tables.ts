import type { Affine, FrameGeometry } from '../../core/geometry.ts';
import { i420Layout } from '../../core/i420.ts';
import { ComposeTasks, tileCode, tileGroups, tileSize, type ComposeTask } from '../../gpu/kernels/shared/compose-task.ts';
import type { WorkgroupCount } from '../../gpu/kernel.ts';
import { packedPlanes, type PackedPlanes } from '../../gpu/packed-planes.ts';
import { cosmeticFills } from '../cpu/fills/fills.ts';
import type { DrawnMask } from '../cpu/fills/fill.ts';
import { coverage, planeMaps, type PlaneMask } from '../cpu/planes.ts';
import type { ComposeKernel } from './compose-kernels.ts';
import { IntArena } from './int-arena.ts';

/** One plane as the kernels number them. */
export interface PlaneShape {
  readonly index: 0 | 1 | 2;
  readonly kind: 'y' | 'u' | 'v';
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fromUpright: Affine;
}

/** A dispatch of the frame. */
export interface Step {
  readonly kernel: ComposeKernel;
  readonly task: number;
  readonly groups: WorkgroupCount;
}

/** A drawn mask with its place in the list of records. */
export interface ListedMask extends DrawnMask {
  readonly index: number;
}

/** Ints of a mask's record: `Mask` of shared/masks.wgsl; fill fields begin at `fillFields`. */
const recordInts = 16;
const fillFields = 9;
/** In the place of `nearColumn`: nearness stands sample by sample (shared/masks.wgsl). */
const nearEachSample = -1;

/** Everything that is uploaded for one frame beside the picture: records of masks, tables, tasks; and the dispatches, in order. */
export class FrameTables {
  readonly packed: PackedPlanes;
  readonly planes: readonly PlaneShape[];
  readonly numbers = new IntArena();
  readonly masks = new IntArena();
  readonly tasks = new ComposeTasks();
  readonly steps: Step[] = [];
  #workLength = 0;
  /** Which tiles the list being made holds already, by plane. */
  readonly #seen: readonly Uint8Array[];

  constructor(geometry: FrameGeometry) {
    const { storedWidthPx: widthPx, storedHeightPx: heightPx } = geometry;
    const { chromaWidthPx, chromaHeightPx } = i420Layout(widthPx, heightPx);
    const { luma, chroma } = planeMaps(geometry);
    const half = { widthPx: chromaWidthPx, heightPx: chromaHeightPx, fromUpright: chroma };
    this.packed = packedPlanes(widthPx, heightPx);
    this.planes = [
      { index: 0, kind: 'y', widthPx, heightPx, fromUpright: luma },
      { index: 1, kind: 'u', ...half },
      { index: 2, kind: 'v', ...half },
    ];
    this.#seen = this.planes.map((plane) => new Uint8Array(tilesAcross(plane.widthPx) * Math.ceil(plane.heightPx / tileSize[1])));
  }

  /** Ints of scratch memory that the frame's kernels share. */
  get workLength(): number {
    return this.#workLength;
  }

  clear(): void {
    this.numbers.clear();
    this.masks.clear();
    this.tasks.clear();
    this.steps.length = 0;
    this.#workLength = 0;
  }

  /** Makes the records of the masks, their fills still unset. */
  list(drawn: readonly DrawnMask[]): ListedMask[] {
    return drawn.map((mask, index) => {
      const bit = cosmeticFills.has(mask.planned.fill.kind) ? coverage.cosmetic : coverage.safe;
      const luma = this.#shape(mask.raster.luma, bit);
      const chroma = this.#shape(mask.raster.chroma, bit);
      for (const shape of [luma, chroma, chroma]) this.masks.add(shape);
      return { ...mask, index };
    });
  }

  /** Sets what a mask's fill needs in one plane; `paint.wgsl` says which fields each kind has. */
  setFill(mask: ListedMask, plane: PlaneShape, kind: number, fields: readonly number[]): void {
    const at = (3 * mask.index + plane.index) * recordInts;
    this.masks.ints[at + 7] = kind;
    this.masks.ints.set(fields, at + fillFields);
  }

  /** Makes room in the scratch memory. */
  work(ints: number): number {
    const at = this.#workLength;
    this.#workLength += ints;
    return at;
  }

  /** A dispatch over masks in the given order. */
  run(kernel: ComposeKernel, masks: readonly ListedMask[], groups: WorkgroupCount, task: ComposeTask = {}): void {
    const first = this.numbers.add(masks.map(({ index }) => index));
    this.step(kernel, groups, { ...task, first, count: masks.length });
  }

  /** A dispatch over the tiles that masks touch in some planes; the masks are gone through in the given order. */
  runTiles(kernel: ComposeKernel, masks: readonly ListedMask[], planes: readonly PlaneShape[]): void {
    const tiles = this.#tiles(masks, planes);
    const firstTile = this.numbers.add(tiles);
    this.run(kernel, masks, tileGroups(tiles.length), { firstTile, tileCount: tiles.length });
  }

  step(kernel: ComposeKernel, groups: WorkgroupCount, task: ComposeTask): void {
    this.steps.push({ kernel, task: this.tasks.add(this.packed, task), groups });
  }

  #shape(mask: PlaneMask, bit: number): number[] {
    const { top, bottom, left, right, hardFrom, hardTo, softFrom, softTo, nearRow, nearColumn, nearEach, near } = mask;
    const rows = Math.max(0, bottom - top);
    const spans = this.numbers.reserve(4 * rows);
    const ints = this.numbers.ints;
    for (let row = 0; row < rows; row++) {
      ints[spans + 4 * row] = hardFrom[row] as number;
      ints[spans + 4 * row + 1] = hardTo[row] as number;
      ints[spans + 4 * row + 2] = softFrom[row] as number;
      ints[spans + 4 * row + 3] = softTo[row] as number;
    }
    const nearRowAt = this.numbers.add(nearEach ? near.subarray(0, rows * (right - left)) : nearRow.subarray(0, rows));
    const nearColumnAt = nearEach ? nearEachSample : this.numbers.add(nearColumn.subarray(0, right - left));
    return [top, bottom, left, right, spans, nearRowAt, nearColumnAt, 0, bit, 0, 0, 0, 0, 0, 0, 0];
  }

  #tiles(masks: readonly ListedMask[], planes: readonly PlaneShape[]): number[] {
    const [wordsAcross, rows] = tileSize;
    const tiles: number[] = [];
    for (const plane of planes) {
      const seen = this.#seen[plane.index] as Uint8Array;
      const across = tilesAcross(plane.widthPx);
      const begin = tiles.length;
      for (const { raster } of masks) {
        const { top, bottom, left, right } = plane.kind === 'y' ? raster.luma : raster.chroma;
        for (let row = Math.floor(top / rows); row < Math.ceil(bottom / rows); row++) {
          for (let column = Math.floor(left / (4 * wordsAcross)); column < Math.ceil(right / (4 * wordsAcross)); column++) {
            if (seen[row * across + column] === 1) continue;
            seen[row * across + column] = 1;
            tiles.push(tileCode(plane.index, column, row));
          }
        }
      }
      if (tiles.length > begin) seen.fill(0);
    }
    return tiles;
  }
}

function tilesAcross(widthPx: number): number {
  return Math.ceil(widthPx / (4 * tileSize[0]));
}
