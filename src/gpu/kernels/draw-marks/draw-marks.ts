import type { Kernel, WorkgroupCount } from '../../kernel.ts';
import type { PackedPlanes } from '../../packed-planes.ts';
import { tileCode, tileGroups, tileSize } from '../shared/compose-task.ts';
import code from './draw-marks.wgsl?raw';

/** A mark laid out in stored pixels; `fields` by kind are those of the CPU way's layout. */
export interface MarkRecord {
  readonly kind: number;
  /** Samples of Y, U and V. */
  readonly color: readonly [number, number, number];
  /** 0–255. */
  readonly opacity: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly fields: readonly number[];
  /** A label's coverage. */
  readonly shape: Uint8Array;
}

/** What the kernel's buffers hold for one picture. */
export interface PackedMarks {
  readonly numbers: Int32Array<ArrayBuffer>;
  readonly shapes: Uint8Array<ArrayBuffer>;
  readonly groups: WorkgroupCount;
}

/** Numbers of the CPU way's layout. */
export interface MarkConstants {
  readonly markBits: number;
  readonly directionBits: number;
  readonly kindLine: number;
  readonly kindBox: number;
}

const headInts = 8;
const tileInts = 3;
const markInts = 18;

/** Lines, boxes and labels over a picture, in place; see the WGSL. */
export const drawMarksKernel = (constants: MarkConstants): Kernel<'numbers' | 'shapes' | 'picture'> => ({
  name: 'draw-marks',
  code: [code],
  bindings: { numbers: 'read', shapes: 'read', picture: 'write' },
  workgroupSize: tileSize,
  constants: { ...constants, headInts, tileInts, markInts },
});

/** Lays marks out for the kernel; `runsOf` gives the columns of a row that a mark may change (no empty runs), so that only tiles that are reached are worked on. */
export function packMarks<Mark extends MarkRecord>(
  marks: readonly Mark[], planes: PackedPlanes, runsOf: (mark: Mark, y: number) => readonly (readonly [number, number])[],
): PackedMarks {
  const { widthPx, heightPx, lumaStride, chromaStride, uWord, vWord } = planes;
  const luma = tilesReached(marks, runsOf, 0);
  const chroma = tilesReached(marks, runsOf, 1);
  const tiles = [...[...luma].map((entry) => [0, entry] as const), ...[1, 2].flatMap((plane) => [...chroma].map((entry) => [plane, entry] as const))];
  const marksAt = headInts + tiles.length * tileInts;
  const listsAt = marksAt + marks.length * markInts;
  const lists: number[] = [];
  const numbers: number[] = [widthPx, heightPx, lumaStride, chromaStride, uWord, vWord, tiles.length, marksAt];
  for (const [plane, [place, list]] of tiles) {
    numbers.push(place | plane, listsAt + lists.length, list.length);
    lists.push(...list);
  }
  let shapesLength = 0;
  for (const { kind, color, opacity, left, top, right, bottom, fields, shape } of marks) {
    numbers.push(kind, ...color, opacity, left, top, right, bottom, shapesLength, ...fields);
    shapesLength += shape.length;
  }
  const shapes = new Uint8Array(4 * Math.max(1, Math.ceil(shapesLength / 4)));
  let at = 0;
  for (const { shape } of marks) {
    shapes.set(shape, at);
    at += shape.length;
  }
  return { numbers: Int32Array.from([...numbers, ...lists]), shapes, groups: tileGroups(tiles.length) };
}

/** For every tile that is reached, as its code without a plane, the marks that reach it, in order; `shift` is 1 for chroma. */
function tilesReached<Mark extends MarkRecord>(
  marks: readonly Mark[], runsOf: (mark: Mark, y: number) => readonly (readonly [number, number])[], shift: 0 | 1,
): Map<number, number[]> {
  const reached = new Map<number, number[]>();
  const [tileWords, tileRows] = tileSize;
  const tileWidth = 4 * tileWords;
  marks.forEach((mark, index) => {
    for (let y = mark.top; y < mark.bottom; y++) {
      const row = Math.floor((y >> shift) / tileRows);
      for (const [from, to] of runsOf(mark, y)) {
        const last = Math.floor(((to - 1) >> shift) / tileWidth);
        for (let column = Math.floor((from >> shift) / tileWidth); column <= last; column++) {
          const place = tileCode(0, column, row);
          const list = reached.get(place);
          if (list === undefined) reached.set(place, [index]);
          else if (list.at(-1) !== index) list.push(index);
        }
      }
    }
  });
  return reached;
}
