import { uprightToStored, type FrameGeometry } from '../../core/geometry.ts';
import { i420Layout } from '../../core/i420.ts';
import { fittedTile, type FittedTile } from '../../documents/fitted-tile.ts';
import type { Rectangle, TilePlan } from '../../documents/tiles.ts';
import { axisTable, edgesTable, type AxisTable } from '../../pixels/axis-table.ts';

/**
 * Where a tile's picture lies on the canvas (whole luma pixels, right and bottom past the last) and which source samples make it. Tables run
 * along stored x and y; those of chroma hold one entry per canvas chroma sample that the tile reaches, its span cut at the tile's border.
 */
export interface LaidTile {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Whether stored x runs down the canvas. */
  readonly turned: boolean;
  readonly lumaX: AxisTable;
  readonly lumaY: AxisTable;
  readonly chromaX: AxisTable;
  readonly chromaY: AxisTable;
}

/** Lays a plan's tiles out over pictures of a geometry, in order; tiles that show nothing are left out. Throws RangeError for what makes no sense. */
export function layTiles({ widthPx, heightPx, tiles }: Pick<TilePlan, 'widthPx' | 'heightPx' | 'tiles'>, geometry: FrameGeometry): LaidTile[] {
  const canvas = { widthPx, heightPx };
  if (!Number.isSafeInteger(widthPx) || !Number.isSafeInteger(heightPx) || widthPx < 1 || heightPx < 1) throw new RangeError('a canvas has whole pixels');
  return tiles.flatMap((tile) => {
    const { view, place } = tile;
    if (!Object.values(view).every(Number.isFinite) || view.width <= 0 || view.height <= 0) throw new RangeError('a view has a size');
    requirePlace(place, canvas);
    const laid = layTile(fittedTile(tile), geometry);
    return laid.right > laid.left && laid.bottom > laid.top ? [laid] : [];
  });
}

/** Throws RangeError for a place that is not made of whole pixels of the canvas. */
export function requirePlace(place: Rectangle, { widthPx, heightPx }: Pick<TilePlan, 'widthPx' | 'heightPx'>): void {
  const { x, y, width, height } = place;
  const whole = [x, y, width, height].every(Number.isSafeInteger);
  if (!whole || width < 1 || height < 1 || x < 0 || y < 0 || x + width > widthPx || y + height > heightPx) {
    throw new RangeError('a place is made of whole pixels of the canvas');
  }
}

function layTile({ view, place }: FittedTile, geometry: FrameGeometry): LaidTile {
  const map = uprightToStored(geometry);
  const turned = map.a === 0;
  const across = span(place.x, place.width, view.x, view.width, geometry.widthPx);
  const down = span(place.y, place.height, view.y, view.height, geometry.heightPx);
  const { storedWidthPx, storedHeightPx } = geometry;
  const { chromaWidthPx, chromaHeightPx } = i420Layout(storedWidthPx, storedHeightPx);
  // Stored position of a canvas edge: along canvas x for an unturned picture's stored x, and so on.
  const shownX = turned ? down : across;
  const shownY = turned ? across : down;
  const perX = turned ? map.c : map.a;
  const perY = turned ? map.b : map.d;
  const atX = (edge: number): number => perX * shownX.upright(edge) + map.e;
  const atY = (edge: number): number => perY * shownY.upright(edge) + map.f;
  return {
    left: across.from, top: down.from, right: across.to, bottom: down.to, turned,
    lumaX: axisTable(shownX.to - shownX.from, atX(shownX.from), perX * shownX.step, storedWidthPx),
    lumaY: axisTable(shownY.to - shownY.from, atY(shownY.from), perY * shownY.step, storedHeightPx),
    chromaX: edgesTable(chromaEdges(shownX).map((edge) => toChroma(atX(edge), storedWidthPx)), chromaWidthPx),
    chromaY: edgesTable(chromaEdges(shownY).map((edge) => toChroma(atY(edge), storedHeightPx)), chromaHeightPx),
  };
}

interface Span {
  /** Canvas pixels whose centres show picture. */
  readonly from: number;
  readonly to: number;
  /** Upright source pixels per canvas pixel. */
  readonly step: number;
  /** The upright source position of a canvas edge. */
  upright(edge: number): number;
}

function span(start: number, size: number, viewStart: number, viewSize: number, pictureSize: number): Span {
  const step = viewSize / size;
  const upright = (edge: number): number => viewStart + (edge - start) * step;
  const from = Math.min(start + size, Math.max(start, Math.ceil(start - viewStart / step - 0.5)));
  const to = Math.min(start + size, Math.max(from, Math.ceil(start + (pictureSize - viewStart) / step - 0.5)));
  return { from, to, step, upright };
}

/** The edges of the canvas's chroma samples that a span reaches, cut at its ends. */
function chromaEdges({ from, to }: Span): number[] {
  const edges = [from];
  for (let edge = 2 * (from >> 1) + 2; edge < to; edge += 2) edges.push(edge);
  if (to > from) edges.push(to);
  return edges;
}

/** Chroma position of a luma position; the last chroma sample of an odd length has one luma sample to itself and ends where that ends. */
function toChroma(at: number, length: number): number {
  return at >= length - 1e-6 ? (length + 1) >> 1 : at / 2;
}
