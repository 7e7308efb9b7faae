import type { FrameGeometry } from '../../core/geometry.ts';
import { i420Layout, type I420Image } from '../../core/i420.ts';
import type { Rectangle, TilePlan } from '../../documents/tiles.ts';
import { weightBits, type AxisTable } from '../../pixels/axis-table.ts';
import { rgbToYuv } from '../../pixels/color.ts';
import type { TwoTaps } from '../../pixels/two-taps/two-taps.ts';
import { parseColor } from './fills/solid.ts';
import { scaleLines } from './scale-lines.ts';
import { layTiles, requirePlace, type LaidTile } from './tile-layout.ts';

/** Places of a canvas that keep what they showed, and the planes of the canvas of the same size that they showed it on. */
export interface HeldPlaces {
  readonly places: readonly Rectangle[];
  readonly before: Uint8Array;
}

/**
 * Fills a canvas with views of a picture that the masks were already applied to. `out` holds `i420Layout().byteLength` bytes of the plan's size;
 * returns it as a picture, upright, in the source's colours. Every canvas pixel shows the last tile that covers it, or the background; a chroma
 * sample is the mean of what its one, two or four pixels show, so that colours do not run over borders at odd places. What is `held` of an earlier
 * canvas lies over the background and under all tiles. `twoTaps` is borrowed.
 * Throws RangeError when the plan or sizes make no sense, `usage/bad-option` for a colour that is none.
 */
export function composeTiles(
  source: I420Image, geometry: FrameGeometry, plan: TilePlan, out: Uint8Array<ArrayBuffer>, twoTaps: TwoTaps, held?: HeldPlaces,
): I420Image {
  const { widthPx, heightPx } = plan;
  const canvas = i420Layout(widthPx, heightPx);
  if (source.widthPx !== geometry.storedWidthPx || source.heightPx !== geometry.storedHeightPx) throw new RangeError('picture is not of the geometry');
  const tiles = layTiles(plan, geometry);
  if (out.length !== canvas.byteLength) throw new RangeError(`expected ${canvas.byteLength} bytes of pixels, got ${out.length}`);
  const { r, g, b } = parseColor(plan.background);
  const ground = rgbToYuv(r, g, b, source.color);
  const from = i420Layout(source.widthPx, source.heightPx);
  const planes = [
    { offset: 0, stride: source.widthPx, to: 0, toEnd: canvas.uOffset, toStride: widthPx, chroma: false, ground: ground.y },
    { offset: from.uOffset, stride: from.chromaWidthPx, to: canvas.uOffset, toEnd: canvas.vOffset, toStride: canvas.chromaWidthPx, chroma: true, ground: ground.u },
    { offset: from.vOffset, stride: from.chromaWidthPx, to: canvas.vOffset, toEnd: canvas.byteLength, toStride: canvas.chromaWidthPx, chroma: true, ground: ground.v },
  ] as const;
  const kept = held === undefined ? [] : layHeld(held, plan);
  const before = held?.before ?? out;
  if (before.length !== out.length) throw new RangeError('what is held is of a canvas of the same size');
  for (const plane of planes) {
    out.fill(plane.ground, plane.to, plane.toEnd);
    for (const place of kept) copyPlace(before, plane, place, out);
    for (const tile of tiles) paintTile(source.data, plane, tile, twoTaps, out);
    if (plane.chroma) mendBorders({ data: source.data, before, tiles, kept }, plane, plan, out);
  }
  return { widthPx, heightPx, data: out, color: source.color };
}

interface PlanePair {
  readonly offset: number;
  readonly stride: number;
  readonly to: number;
  readonly toStride: number;
  readonly chroma: boolean;
  readonly ground: number;
}

/** Every sample that the tile reaches in one plane, those on its border too. */
function paintTile(data: Uint8Array, { offset, stride, to, toStride, chroma }: PlanePair, tile: LaidTile, twoTaps: TwoTaps, out: Uint8Array): void {
  const columns = chroma ? tile.chromaX : tile.lumaX;
  const rows = chroma ? tile.chromaY : tile.lumaY;
  const left = chroma ? tile.left >> 1 : tile.left;
  const top = chroma ? tile.top >> 1 : tile.top;
  const start = to + top * toStride + left;
  if (!tile.turned) return scaleLines({ data, offset, stride }, columns, rows, twoTaps, (row, line) => out.set(line, start + row * toStride));
  const strip = new Uint8Array(stripRows * columns.count);
  scaleLines({ data, offset, stride }, columns, rows, twoTaps, (row, line) => {
    strip.set(line, (row % stripRows) * columns.count);
    const count = (row % stripRows) + 1;
    if (count === stripRows || row === rows.count - 1) turnStrip(strip, columns.count, count, out, start + row + 1 - count, toStride);
  });
}

/** Rows that are turned together: as many as stay near while they are read across. */
const stripRows = 16;

/** Rows of `width` samples become columns of `out`. */
function turnStrip(strip: Uint8Array, width: number, count: number, out: Uint8Array, start: number, toStride: number): void {
  for (let i = 0; i < width; i++) {
    const to = start + i * toStride;
    for (let row = 0, at = i; row < count; row++, at += width) out[to + row] = strip[at] as number;
  }
}

/** Edges in canvas pixels; right and bottom past the last. */
interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Throws RangeError for a place that is not made of whole pixels of the canvas. */
export function layHeld({ places }: Pick<HeldPlaces, 'places'>, canvas: Pick<TilePlan, 'widthPx' | 'heightPx'>): Edges[] {
  return places.map((place) => {
    requirePlace(place, canvas);
    return { left: place.x, top: place.y, right: place.x + place.width, bottom: place.y + place.height };
  });
}

/** Every sample that the place reaches in one plane. */
function copyPlace(before: Uint8Array, { to, toStride, chroma }: PlanePair, { left, top, right, bottom }: Edges, out: Uint8Array): void {
  const shift = chroma ? 1 : 0;
  const from = left >> shift;
  const end = (right + shift) >> shift;
  for (let y = top >> shift; y < (bottom + shift) >> shift; y++) {
    const row = to + y * toStride;
    out.set(before.subarray(row + from, row + end), row + from);
  }
}

function covers({ left, top, right, bottom }: Edges, x: number, y: number): boolean {
  return x >= left && x < right && y >= top && y < bottom;
}

/** What a canvas pixel may show. */
interface Shown {
  readonly data: Uint8Array;
  readonly before: Uint8Array;
  readonly tiles: readonly LaidTile[];
  readonly kept: readonly Edges[];
}

/** Chroma samples that a tile or a held place covers only partly, worked out anew from all of their pixels. */
function mendBorders({ data, before, tiles, kept }: Shown, plane: PlanePair, { widthPx, heightPx }: TilePlan, out: Uint8Array): void {
  const mend = (x: number, y: number): void => {
    const at = plane.to + y * plane.toStride + x;
    let sum = 0;
    let pixels = 0;
    for (let py = 2 * y; py < Math.min(heightPx, 2 * y + 2); py++) {
      for (let px = 2 * x; px < Math.min(widthPx, 2 * x + 2); px++) {
        const shown = tiles.findLast((tile) => covers(tile, px, py));
        if (shown !== undefined) sum += chromaAt(data, plane, shown, x, y);
        else sum += kept.some((place) => covers(place, px, py)) ? (before[at] as number) : plane.ground;
        pixels += 1;
      }
    }
    out[at] = Math.floor((2 * sum + pixels) / (2 * pixels));
  };
  for (const { left, top, right, bottom } of [...tiles, ...kept]) {
    for (const x of [left, right]) {
      if (x % 2 === 1) for (let y = top >> 1; y < (bottom + 1) >> 1; y++) mend(x >> 1, y);
    }
    for (const y of [top, bottom]) {
      if (y % 2 === 1) for (let x = left >> 1; x < (right + 1) >> 1; x++) mend(x, y >> 1);
    }
  }
}

/** A tile's own chroma at a canvas chroma sample: what `paintTile` writes there. */
function chromaAt(data: Uint8Array, { offset, stride }: PlanePair, { left, top, turned, chromaX, chromaY }: LaidTile, x: number, y: number): number {
  const across = x - (left >> 1);
  const down = y - (top >> 1);
  const column = turned ? down : across;
  const row = turned ? across : down;
  let sum = 1 << (2 * weightBits - 1);
  for (let j = 0; j < chromaY.taps; j++) {
    const line = offset + firstOf(chromaY, row, j) * stride;
    let along = 0;
    for (let i = 0; i < chromaX.taps; i++) along += (data[line + firstOf(chromaX, column, i)] as number) * weightOf(chromaX, column, i);
    sum += along * weightOf(chromaY, row, j);
  }
  return sum >> (2 * weightBits);
}

function firstOf({ first }: AxisTable, index: number, tap: number): number {
  return (first[index] as number) + tap;
}

function weightOf({ taps, weights }: AxisTable, index: number, tap: number): number {
  return weights[index * taps + tap] as number;
}
