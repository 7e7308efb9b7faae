import type { PictureColor } from '../../core/i420.ts';
import type { FillChoice } from '../../documents/intent.ts';
import { boxBlurGroups } from '../../gpu/kernels/box-blur/box-blur.ts';
import { imageBits, paintKinds } from '../../gpu/kernels/paint/paint.ts';
import { rgbToYuv } from '../../pixels/color.ts';
import { blurPasses, blurRadius } from '../cpu/fills/blur.ts';
import type { FillMask } from '../cpu/fills/fill.ts';
import { pictureAxes, sizeFor, type PictureAxis, type PreparedPictures } from '../cpu/fills/image.ts';
import { cellGrid, cells, type TrackCells } from '../cpu/fills/mosaic.ts';
import { parseColor } from '../cpu/fills/solid.ts';
import type { FrameTables, ListedMask, PlaneShape } from './frame-tables.ts';
import type { ImageStore } from './image-store.ts';
import { meet, waves } from './waves.ts';

export type ListedFill<K extends FillChoice['kind']> = ListedMask & FillMask<K>;

/** The part of a drawn mask that belongs to a plane. */
const shapeIn = (plane: PlaneShape, { raster }: ListedMask): ListedMask['raster']['luma'] => (plane.kind === 'y' ? raster.luma : raster.chroma);

/** Masks whose rectangles meet must be done one after the other: each reads what the ones before it left. */
const inTurn = <T extends ListedMask>(masks: readonly T[]): T[][] =>
  waves(masks, (later, earlier) => (meet(later.raster.luma, earlier.raster.luma) ? 'after' : 'free'));

export function planSolid(tables: FrameTables, masks: readonly ListedFill<'solid'>[], color: PictureColor): void {
  for (const mask of masks) {
    const { r, g, b } = parseColor(mask.planned.fill.color);
    const yuv = rgbToYuv(r, g, b, color);
    for (const plane of tables.planes) tables.setFill(mask, plane, paintKinds.flat, [yuv[plane.kind]]);
  }
}

export function planImage(tables: FrameTables, masks: readonly ListedFill<'image'>[], color: PictureColor, pictures: PreparedPictures, store: ImageStore): void {
  for (const mask of masks) {
    const sizes = pictures.of(mask.planned.fill.image, color);
    for (const plane of tables.planes) {
      const { turned, across, down } = pictureAxes(plane.fromUpright, mask.planned.box);
      const picture = sizeFor(sizes, Math.abs(across.scale), Math.abs(down.scale));
      const { left, right, top, bottom } = shapeIn(plane, mask);
      const ofColumns = turned ? places(down, left, right, picture.heightPx) : places(across, left, right, picture.widthPx);
      const ofRows = turned ? places(across, top, bottom, picture.widthPx) : places(down, top, bottom, picture.heightPx);
      tables.setFill(mask, plane, paintKinds.image, [
        store.offsetOf(picture, plane.kind), picture.widthPx, picture.heightPx, tables.numbers.add(ofColumns), tables.numbers.add(ofRows), turned ? 1 : 0,
      ]);
    }
  }
}

/** Where samples `from` to `to` - 1 lie along an axis of a picture of `size` samples, between the centres of its first and last. */
function places({ origin, scale, start }: PictureAxis, from: number, to: number, size: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => {
    const place = ((from + i + 0.5 - origin) * scale - start) * size - 0.5;
    return Math.round(Math.min(size - 1, Math.max(0, place)) * 2 ** imageBits);
  });
}

export function planMosaic(tables: FrameTables, masks: readonly ListedFill<'mosaic'>[], trackCells: TrackCells): void {
  for (const mask of masks) {
    const counts = trackCells.of(mask);
    for (const plane of tables.planes) {
      const { start, end, cellsX, cellsY } = cellGrid(plane.fromUpright, mask.planned.box, counts);
      const { left, right, top, bottom } = shapeIn(plane, mask);
      const columns = cellsOfAxis(tables, left, right, start.x, end.x, cellsX);
      const rows = cellsOfAxis(tables, top, bottom, start.y, end.y, cellsY);
      tables.setFill(mask, plane, paintKinds.cells, [columns.ranges, rows.ranges, cellsX, cellsY, tables.work(cellsX * cellsY), columns.cells, rows.cells]);
    }
  }
  for (const wave of inTurn(masks)) {
    const counts = wave.map((mask) => trackCells.of(mask));
    const turned = tables.planes.some((plane) => plane.fromUpright.a === 0);
    const across = Math.max(...counts.map((each) => (turned ? each.down : each.across)));
    const down = Math.max(...counts.map((each) => (turned ? each.across : each.down)));
    tables.run('mosaicMeans', wave, [across, down, 3 * wave.length]);
    tables.runTiles('paint', wave, tables.planes);
  }
}

/** The cell of every sample of an axis, and the first and the end sample of every cell. */
function cellsOfAxis(tables: FrameTables, from: number, to: number, start: number, end: number, count: number): { cells: number; ranges: number } {
  const of = cells(new Int32Array(to), from, to, start, end, count);
  const ranges = new Int32Array(2 * count);
  for (let i = from; i < to; i++) {
    const cell = of[i] as number;
    if (ranges[2 * cell + 1] === 0) ranges[2 * cell] = i;
    ranges[2 * cell + 1] = i + 1;
  }
  return { cells: tables.numbers.add(of.subarray(from)), ranges: tables.numbers.add(ranges) };
}

export function planBlur(tables: FrameTables, masks: readonly ListedFill<'blur'>[]): void {
  for (const mask of masks) {
    for (const plane of tables.planes) {
      const { left, right, top, bottom } = shapeIn(plane, mask);
      const size = (right - left) * (bottom - top);
      const areas = [tables.work(size), tables.work(size)] as const;
      tables.setFill(mask, plane, paintKinds.area, [...areas, blurRadius(plane.fromUpright, mask.planned.box), areas[1]]);
    }
  }
  for (const wave of inTurn(masks)) {
    const widthPx = Math.max(...wave.map(({ raster: { luma } }) => luma.right - luma.left));
    const heightPx = Math.max(...wave.map(({ raster: { luma } }) => luma.bottom - luma.top));
    for (let pass = 0; pass < 2 * blurPasses; pass++) {
      const groups = pass < blurPasses ? boxBlurGroups(wave.length, heightPx, widthPx) : boxBlurGroups(wave.length, widthPx, heightPx);
      tables.run('boxBlur', wave, groups, { step: pass });
    }
    tables.runTiles('paint', wave, tables.planes);
  }
}
