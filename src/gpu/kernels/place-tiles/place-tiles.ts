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
const headInts = 14;
const tileInts = 9;

/** Views of a picture on a canvas; see the WGSL. */
export const placeTilesKernel = (constants: { readonly weightBits: number }): Kernel<'numbers' | 'picture' | 'canvas'> => ({
  name: 'place-tiles',
  code: [taps, code],
  bindings: { numbers: 'read', picture: 'read', canvas: 'write' },
  workgroupSize,
  constants: { ...constants, headInts, tileInts },
});

/** Lays tiles out for the kernel, from a picture's planes to a canvas's; `ground` are the background's samples of Y, U and V. */
export function packTiles(tiles: readonly PlacedTile[], from: PackedPlanes, canvas: PackedPlanes, ground: readonly [number, number, number]): PackedTiles {
  const numbers = new RecordsWithTables(headInts + tiles.length * tileInts);
  numbers.record(
    canvas.widthPx, canvas.heightPx, canvas.lumaStride, canvas.chromaStride, canvas.uWord, canvas.vWord,
    from.lumaStride, from.chromaStride, from.uWord, from.vWord, tiles.length, ...ground,
  );
  for (const { left, top, right, bottom, turned, lumaX, lumaY, chromaX, chromaY } of tiles) {
    const tables = [lumaX, lumaY, chromaX, chromaY].map((table) => numbers.table(tableInts(table)));
    numbers.record(left, top, right, bottom, turned ? 1 : 0, ...tables);
  }
  return { numbers: numbers.ints, groups: [groupsFor(canvas.byteLength / 4, workgroupSize[0]), 1, 1] };
}
