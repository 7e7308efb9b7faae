import type { MaskRaster } from './mask-raster.ts';
import { reserve, spanChroma } from './plane-mask.ts';
import { nearBits, softAlpha, type PlaneMask } from './planes.ts';
import { edgeDistanceSquared, type PolygonOutline } from './polygon-outline.ts';
import { stretchFinder, type Interval } from './polygon-spans.ts';

/** One stretch of a row: columns from `soft[0]` to `soft[1]` - 1 belong to it, those of `hard` are hidden (none when it is empty). */
interface RowSpan {
  readonly soft: Interval;
  readonly hard: Interval;
}

/** Finders of a polygon's stretches of a row: what is hidden, and that with the feather. */
type Stretches = Readonly<Record<'hard' | 'soft', (y: number) => Interval[]>>;

/** Rows from `top` on, one stretch each: what one raster can hold. */
interface Piece {
  readonly top: number;
  readonly rows: RowSpan[];
}

/**
 * Draws a polygon into a picture of the given stored size: as many rasters as it has pieces that are one stretch in each row, disjoint.
 * What lies between two stretches whose feathers touch is hidden too. Returns how many rasters were drawn, 0 when no sample lies inside.
 */
export function drawPolygon(outline: PolygonOutline, widthPx: number, heightPx: number, rasterAt: (index: number) => MaskRaster): number {
  const pieces = piecesOf(outline, widthPx, heightPx).filter(({ rows }) => rows.some(({ hard }) => hard[0] < hard[1]));
  pieces.forEach((piece, index) => drawPiece(piece, outline, widthPx, heightPx, rasterAt(index)));
  return pieces.length;
}

function piecesOf(outline: PolygonOutline, widthPx: number, heightPx: number): Piece[] {
  const ys = outline.points.filter((_, index) => index % 2 === 1);
  const stretches = { hard: stretchFinder(outline.points, outline.hardPx), soft: stretchFinder(outline.points, outline.hardPx + outline.featherPx) };
  const reachPx = outline.hardPx + outline.featherPx;
  const top = Math.max(0, Math.floor(Math.min(...ys) - reachPx));
  const bottom = Math.min(heightPx, Math.ceil(Math.max(...ys) + reachPx));
  const pieces: Piece[] = [];
  let open: Piece[] = [];
  for (let y = top; y < bottom; y++) {
    const spans = rowSpans(stretches, y, widthPx);
    const goesOn = spans.length === open.length && spans.every(({ soft }, index) => touches(soft, (open[index] as Piece).rows.at(-1) as RowSpan));
    if (!goesOn) {
      open = spans.map(() => ({ top: y, rows: [] }));
      pieces.push(...open);
    }
    spans.forEach((span, index) => (open[index] as Piece).rows.push(span));
  }
  return pieces;
}

function touches([from, to]: Interval, { soft }: RowSpan): boolean {
  return from <= soft[1] && to >= soft[0];
}

function rowSpans(stretches: Stretches, y: number, widthPx: number): RowSpan[] {
  // A sample belongs to a stretch when its centre does.
  const columns = ([from, to]: Interval): Interval => [Math.max(0, Math.ceil(from - 0.5)), Math.min(widthPx, Math.floor(to - 0.5) + 1)];
  const hard = stretches.hard(y + 0.5).map(columns).filter(([from, to]) => from < to);
  const soft = stretches.soft(y + 0.5).map(columns).filter(([from, to]) => from < to);
  return soft.map((span): RowSpan => {
    const inside = hard.filter(([from, to]) => from >= span[0] && to <= span[1]);
    const [first, last] = [inside[0], inside.at(-1)];
    return { soft: span, hard: first === undefined || last === undefined ? [span[0], span[0]] : [first[0], last[1]] };
  });
}

function drawPiece({ top, rows }: Piece, outline: PolygonOutline, widthPx: number, heightPx: number, { luma, chroma }: MaskRaster): void {
  const left = Math.min(...rows.map(({ soft }) => soft[0]));
  const right = Math.max(...rows.map(({ soft }) => soft[1]));
  reserve(luma, left, top, right, top + rows.length, widthPx, heightPx);
  rows.forEach(({ soft, hard }, row) => {
    luma.hardFrom[row] = hard[0];
    luma.hardTo[row] = hard[1];
    luma.softFrom[row] = soft[0];
    luma.softTo[row] = soft[1];
  });
  spanChroma(luma, chroma, left, (widthPx + 1) >> 1, (heightPx + 1) >> 1);
  setNear(luma, outline, 1);
  setNear(chroma, outline, 2);
}

/** Nearness falls evenly with the distance from the hidden part to the end of the feather. */
function setNear(mask: PlaneMask, outline: PolygonOutline, samplePx: number): void {
  const { top, bottom, left, alphaStride } = mask;
  const { hardPx, featherPx } = outline;
  const one = 2 ** nearBits;
  mask.nearEach = true;
  if (mask.near.length < mask.alpha.length) mask.near = new Int32Array(mask.alpha.length);
  for (let y = top; y < bottom; y++) {
    const row = y - top;
    const start = row * alphaStride - left;
    const write = (from: number, to: number): void => {
      for (let x = from; x < to; x++) {
        const distance = Math.sqrt(edgeDistanceSquared(outline, (x + 0.5) * samplePx, (y + 0.5) * samplePx));
        const near = Math.min(one, Math.max(0, Math.round((1 - (distance - hardPx) / featherPx) * one)));
        mask.near[start + x] = near;
        mask.alpha[start + x] = softAlpha(near);
      }
    };
    write(mask.softFrom[row] as number, mask.hardFrom[row] as number);
    write(mask.hardTo[row] as number, mask.softTo[row] as number);
  }
}
