import { mapPoint, uprightToStored, type Affine, type FrameGeometry } from '../../core/geometry.ts';
import type { PictureColor } from '../../core/i420.ts';
import type { BoxMark, LabelMark, LineMark, PlannedMark } from '../../documents/marks.ts';
import { rgbToYuv } from '../../pixels/color.ts';
import { parseColor } from './fills/solid.ts';

/** Fraction bits of places and sizes of marks. */
export const markBits = 8;
/** Fraction bits of a line's direction: times 2^15 half pixels from its middle it stays below 2^31. */
export const directionBits = 14;

export const markKinds = { line: 0, box: 1, label: 2 } as const;

/** A mark in stored pixels, in integers: what both ways go by. */
export interface LaidMark {
  readonly kind: (typeof markKinds)[keyof typeof markKinds];
  /** Samples of Y, U and V. */
  readonly color: readonly [number, number, number];
  /** 0–255. */
  readonly opacity: number;
  /** Pixels that it may reach, clipped to the picture; right and bottom past the last. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /**
   * line — whole pixel near its middle x, y, direction x, y (2^-directionBits), the middle's distance from that pixel's corner along and across
   * the direction, half its length and half its thickness (2^-markBits).
   * box — outer left, top, right, bottom, then inner (2^-markBits; inner right before left where it is filled).
   * label — left, top, width, height of its shape.
   */
  readonly fields: readonly [number, number, number, number, number, number, number, number];
  /** A label's coverage, turned as stored; of other marks empty. */
  readonly shape: Uint8Array;
}

const one = 1 << markBits;

/** Lays marks out on pictures of a geometry, in order; what lies wholly outside is left out. Throws RangeError for what makes no sense, `usage/bad-option` for a colour that is none. */
export function layMarks(marks: readonly PlannedMark[], geometry: FrameGeometry, color: PictureColor): LaidMark[] {
  const map = uprightToStored(geometry);
  return marks.flatMap((mark) => {
    if (!(mark.opacity >= 0 && mark.opacity <= 1)) throw new RangeError('opacity is 0 to 1');
    const { r, g, b } = parseColor(mark.color);
    const { y, u, v } = rgbToYuv(r, g, b, color);
    const shaped = mark.kind === 'line' ? layLine(mark, map) : mark.kind === 'box' ? layBox(mark, map) : layLabel(mark, map);
    const within = clipped(mark.clip, map, geometry);
    const left = Math.max(within.left, shaped.left);
    const top = Math.max(within.top, shaped.top);
    const right = Math.min(within.right, shaped.right);
    const bottom = Math.min(within.bottom, shaped.bottom);
    if (right <= left || bottom <= top) return [];
    return [{ ...shaped, left, top, right, bottom, color: [y, u, v], opacity: Math.round(mark.opacity * 255) }];
  });
}

/** The pixels that lie wholly within a clip, and within the picture. */
function clipped(clip: PlannedMark['clip'], map: Affine, { storedWidthPx, storedHeightPx }: FrameGeometry): { left: number; top: number; right: number; bottom: number } {
  if (clip === undefined) return { left: 0, top: 0, right: storedWidthPx, bottom: storedHeightPx };
  checkNumbers(clip.x, clip.y, clip.width, clip.height);
  const { left, top, right, bottom } = mappedBox(map, clip);
  return { left: Math.max(0, Math.ceil(left)), top: Math.max(0, Math.ceil(top)), right: Math.min(storedWidthPx, Math.floor(right)), bottom: Math.min(storedHeightPx, Math.floor(bottom)) };
}

type Shaped = Omit<LaidMark, 'color' | 'opacity'>;

function layLine({ from, to, thicknessPx }: LineMark, map: Affine): Shaped {
  checkNumbers(from.x, from.y, to.x, to.y);
  checkNumbers(thicknessPx);
  if (thicknessPx <= 0) throw new RangeError('a line has a thickness');
  const a = mapPoint(map, from.x, from.y);
  const b = mapPoint(map, to.x, to.y);
  // Where pixels are not square there is no thickness that is right in all directions.
  const half = (thicknessPx / 2) * Math.sqrt(Math.abs(map.a * map.d - map.b * map.c));
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const direction = length === 0 ? { x: 1, y: 0 } : { x: (b.x - a.x) / length, y: (b.y - a.y) / length };
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const pixel = { x: Math.floor(middle.x), y: Math.floor(middle.y) };
  const rest = { x: middle.x - pixel.x, y: middle.y - pixel.y };
  const reach = half * Math.SQRT2 + 1;
  return {
    kind: markKinds.line,
    left: Math.floor(Math.min(a.x, b.x) - reach), top: Math.floor(Math.min(a.y, b.y) - reach),
    right: Math.ceil(Math.max(a.x, b.x) + reach), bottom: Math.ceil(Math.max(a.y, b.y) + reach),
    fields: [
      pixel.x, pixel.y, Math.round(direction.x * (1 << directionBits)), Math.round(direction.y * (1 << directionBits)),
      Math.round((rest.x * direction.x + rest.y * direction.y) * one), Math.round((rest.y * direction.x - rest.x * direction.y) * one),
      Math.round((length / 2 + half) * one), Math.round(half * one),
    ],
    shape: new Uint8Array(0),
  };
}

function layBox({ box, thicknessPx }: BoxMark, map: Affine): Shaped {
  checkNumbers(box.x, box.y, box.width, box.height);
  if (thicknessPx !== 'filled' && !(thicknessPx > 0)) throw new RangeError('an outline has a thickness');
  if (!(box.width > 0 && box.height > 0)) throw new RangeError('a box has a size');
  const outer = mappedBox(map, box);
  const wide = thicknessPx === 'filled' ? Infinity : thicknessPx * Math.abs(map.a === 0 ? map.c : map.a);
  const high = thicknessPx === 'filled' ? Infinity : thicknessPx * Math.abs(map.a === 0 ? map.b : map.d);
  const filled = outer.right - outer.left <= 2 * wide || outer.bottom - outer.top <= 2 * high;
  const inner = filled ? [0, 0, -1, -1] : [outer.left + wide, outer.top + high, outer.right - wide, outer.bottom - high];
  const [l = 0, t = 0, r = 0, b = 0, il = 0, it = 0, ir = 0, ib = 0] = [outer.left, outer.top, outer.right, outer.bottom, ...inner].map((edge) => Math.round(edge * one));
  return {
    kind: markKinds.box, left: Math.floor(outer.left), top: Math.floor(outer.top), right: Math.ceil(outer.right), bottom: Math.ceil(outer.bottom),
    fields: [l, t, r, b, il, it, ir, ib], shape: new Uint8Array(0),
  };
}

function layLabel({ left, top, shape }: LabelMark, map: Affine): Shaped {
  const { widthPx, heightPx, coverage } = shape;
  checkNumbers(left, top);
  if (coverage.length !== widthPx * heightPx) throw new RangeError('a label has one byte per pixel');
  const mapped = mappedBox(map, { x: left, y: top, width: widthPx, height: heightPx });
  const storedLeft = Math.round(mapped.left);
  const storedTop = Math.round(mapped.top);
  const width = Math.round(mapped.right - mapped.left);
  const height = Math.round(mapped.bottom - mapped.top);
  // Quarter turns and mirroring; nearest samples where stored pixels are not square.
  const turned = new Uint8Array(width * height);
  const swapped = map.a === 0;
  const backX = (swapped ? map.c : map.a) < 0;
  const backY = (swapped ? map.b : map.d) < 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const alongX = ((backX ? width - 1 - x : x) + 0.5) / width;
      const alongY = ((backY ? height - 1 - y : y) + 0.5) / height;
      const fromX = Math.floor((swapped ? alongY : alongX) * widthPx);
      const fromY = Math.floor((swapped ? alongX : alongY) * heightPx);
      turned[y * width + x] = coverage[fromY * widthPx + fromX] as number;
    }
  }
  return {
    kind: markKinds.label, left: storedLeft, top: storedTop, right: storedLeft + width, bottom: storedTop + height,
    fields: [storedLeft, storedTop, width, height, 0, 0, 0, 0], shape: turned,
  };
}

function mappedBox(map: Affine, box: BoxMark['box']): { left: number; top: number; right: number; bottom: number } {
  const a = mapPoint(map, box.x, box.y);
  const b = mapPoint(map, box.x + box.width, box.y + box.height);
  return { left: Math.min(a.x, b.x), top: Math.min(a.y, b.y), right: Math.max(a.x, b.x), bottom: Math.max(a.y, b.y) };
}

function checkNumbers(...numbers: readonly number[]): void {
  // Beyond this no canvas reaches, and 32 bits do not.
  if (!numbers.every((number) => Math.abs(number) < 1 << 14)) throw new RangeError('a mark lies on or near the canvas');
}

/** Columns of a row that a mark may change: runs within its bounds, none of them empty. The row must be one of its rows. */
export function markRuns(mark: LaidMark, y: number): readonly (readonly [number, number])[] {
  return reachedRuns(mark, y).filter(([from, to]) => to > from);
}

function reachedRuns({ kind, left, right, fields }: LaidMark, y: number): readonly (readonly [number, number])[] {
  if (kind === markKinds.label) return [[left, right]];
  if (kind === markKinds.box) {
    const [, , , , innerLeft, innerTop, innerRight, innerBottom] = fields;
    if (innerRight < innerLeft || y * one < innerTop || (y + 1) * one > innerBottom) return [[left, right]];
    const holeFrom = Math.min(right, Math.max(left, Math.ceil(innerLeft / one)));
    const holeTo = Math.min(right, Math.max(holeFrom, Math.floor(innerRight / one)));
    return [[left, holeFrom], [holeTo, right]];
  }
  const [middleX, middleY, directionX, directionY, , , , halfThickness] = fields;
  if (directionY === 0) return [[left, right]];
  // Where the line's centre crosses the row, and as far to both sides as its thickness reaches.
  const slope = directionX / directionY;
  const centre = middleX + slope * (y - middleY);
  const reach = (halfThickness / one + 2) * Math.hypot(1, slope) + Math.abs(slope) + 2;
  return [[Math.max(left, Math.floor(centre - reach)), Math.min(right, Math.ceil(centre + reach))]];
}
