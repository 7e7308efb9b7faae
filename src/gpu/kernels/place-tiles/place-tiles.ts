import { groupsFor, type Kernel, type WorkgroupCount } from '../../kernel.ts';
import type { PackedPlanes } from '../../packed-planes.ts';
import { RecordsWithTables } from '../shared/records.ts';
import { tableInts, type Taps } from '../shared/taps.ts';
import taps from '../shared/taps.wgsl?raw';
import code from './place-tiles.wgsl?raw';

/** One tile laid out: canvas pixels that it covers, and the taps along stored x and y, of chroma per canvas chroma sample that it reaches. */
export interface PlacedTile {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Whether stored x runs down the canvas. */
  readonly turned: boolean;
  readonly lumaX: Taps;
  readonly lumaY: Taps;
  readonly chromaX: Taps;
  readonly chromaY: Taps;
}

/** What the kernel's buffer of numbers holds for one canvas. */
export interface PackedTiles {
  readonly numbers: Int32Array<ArrayBuffer>;
  readonly groups: WorkgroupCount;
}

const workgroupSize = [256, 1] as const;
const headInts = 15;
const tileInts = 9;
const heldInts = 4;

/** Views of a picture on a canvas; see the WGSL. */
export const placeTilesKernel = (constants: { readonly weightBits: number }): Kernel<'numbers' | 'picture' | 'before' | 'canvas'> => ({
  name: 'place-tiles',
  code: [taps, code],
  bindings: { numbers: 'read', picture: 'read', before: 'read', canvas: 'write' },
  workgroupSize,
  constants: { ...constants, headInts, tileInts, heldInts },
});

/** Edges of a place in canvas pixels; right and bottom past the last. */
export interface HeldPlace {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Lays tiles out for the kernel, from a picture's planes to a canvas's; `ground` are the background's samples of Y, U and V, `held` places that keep
 * what a canvas before showed.
 */
export function packTiles(
  tiles: readonly PlacedTile[], held: readonly HeldPlace[], from: PackedPlanes, canvas: PackedPlanes, ground: readonly [number, number, number],
): PackedTiles {
  const numbers = new RecordsWithTables(headInts + tiles.length * tileInts + held.length * heldInts);
  numbers.record(
    canvas.widthPx, canvas.heightPx, canvas.lumaStride, canvas.chromaStride, canvas.uWord, canvas.vWord,
    from.lumaStride, from.chromaStride, from.uWord, from.vWord, tiles.length, ...ground, held.length,
  );
  for (const { left, top, right, bottom, turned, lumaX, lumaY, chromaX, chromaY } of tiles) {
    const tables = [lumaX, lumaY, chromaX, chromaY].map((table) => numbers.table(tableInts(table)));
    numbers.record(left, top, right, bottom, turned ? 1 : 0, ...tables);
  }
  for (const { left, top, right, bottom } of held) numbers.record(left, top, right, bottom);
  return { numbers: numbers.ints, groups: [groupsFor(canvas.byteLength / 4, workgroupSize[0]), 1, 1] };
}
