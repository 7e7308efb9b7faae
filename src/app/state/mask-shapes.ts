import { frameBox } from '../../core/boxes.ts';
import type { FrameBox } from '../../core/boxes.ts';
import type { Corrections, DrawMask } from '../../documents/corrections.ts';
import type { ReviewMask } from '../../rpc/review-types.ts';

/** Where a mask is on one frame; what a polygon's corners are. Upright pixels of the source. */
export type MaskPlace = { readonly shape: 'box' | 'ellipse'; readonly box: FrameBox } | { readonly shape: 'polygon'; readonly points: readonly number[] };

/** Smaller than this is a slip of the hand. */
export const maskSideMinPx = 4;

/** Where a mask of the analysis is on a frame; undefined outside of its range. */
export function placeAt({ shape, firstFrame, boxes, points }: ReviewMask, frame: number): MaskPlace | undefined {
  const frames = boxes.length / 4;
  const at = frame - firstFrame;
  if (at < 0 || at >= frames) return undefined;
  if (shape === 'polygon') {
    const length = points.length / frames;
    return { shape, points: [...points.subarray(at * length, (at + 1) * length)] };
  }
  const [x = 0, y = 0, width = 0, height = 0] = boxes.subarray(4 * at, 4 * at + 4);
  return { shape, box: frameBox(x, y, width, height) };
}

/** The corners by which a place is changed: of a box top left, top right, bottom right, bottom left; of a polygon its own. */
export function cornersOf(place: MaskPlace): readonly (readonly [x: number, y: number])[] {
  if (place.shape === 'polygon') return Array.from({ length: place.points.length / 2 }, (_, i) => [place.points[2 * i] as number, place.points[2 * i + 1] as number] as const);
  const { x, y, width, height } = place.box;
  return [[x, y], [x + width, y], [x + width, y + height], [x, y + height]];
}

/** The same, elsewhere. */
export function movedPlace(place: MaskPlace, dx: number, dy: number): MaskPlace {
  if (place.shape === 'polygon') return { shape: 'polygon', points: place.points.map((value, i) => value + (i % 2 === 0 ? dx : dy)) };
  const { x, y, width, height } = place.box;
  return { shape: place.shape, box: frameBox(x + dx, y + dy, width, height) };
}

/** One corner drawn to a point; of a box the opposite corner stays. */
export function withCorner(place: MaskPlace, corner: number, x: number, y: number): MaskPlace {
  if (place.shape === 'polygon') return { shape: 'polygon', points: place.points.map((value, i) => (i === 2 * corner ? x : i === 2 * corner + 1 ? y : value)) };
  const [oppositeX, oppositeY] = cornersOf(place)[(corner + 2) % 4] as readonly [number, number];
  return { shape: place.shape, box: spanning(x, y, oppositeX, oppositeY) };
}

/** Larger or smaller about the middle. */
export function scaledPlace(place: MaskPlace, factor: number): MaskPlace {
  const corners = cornersOf(place);
  const centreX = corners.reduce((sum, [x]) => sum + x, 0) / corners.length;
  const centreY = corners.reduce((sum, [, y]) => sum + y, 0) / corners.length;
  if (place.shape === 'polygon') return { shape: 'polygon', points: corners.flatMap(([x, y]) => [centreX + (x - centreX) * factor, centreY + (y - centreY) * factor]) };
  const { width, height } = place.box;
  return { shape: place.shape, box: frameBox(centreX - (width * factor) / 2, centreY - (height * factor) / 2, width * factor, height * factor) };
}

/** The box between two points, at least as large as a mask must be. */
export function spanning(x0: number, y0: number, x1: number, y1: number): FrameBox {
  return frameBox(Math.min(x0, x1), Math.min(y0, y1), Math.max(maskSideMinPx, Math.abs(x1 - x0)), Math.max(maskSideMinPx, Math.abs(y1 - y0)));
}

/** How a mask was drawn last, on all the frames on which it is now: what was followed since has made it longer. */
export function latestDraw(corrections: Corrections, mask: number): DrawMask | undefined {
  return corrections.reduce<DrawMask | undefined>((draw, correction) => {
    if (!('mask' in correction) || correction.mask !== mask) return draw;
    if (correction.kind === 'draw') return correction;
    if (correction.kind === 'delete-mask' || draw === undefined) return undefined;
    const lastFrame = correction.firstFrame + correction.boxes.length / 4 - 1;
    return { ...draw, firstFrame: Math.min(draw.firstFrame, correction.firstFrame), lastFrame: Math.max(draw.lastFrame, lastFrame) };
  }, undefined);
}

/** A new mask on a frame, which rests there until `lastFrame`. */
export function newMask(mask: number, place: MaskPlace, frame: number, lastFrame: number): DrawMask {
  const common = { kind: 'draw', mask, firstFrame: frame, lastFrame } as const;
  return place.shape === 'polygon'
    ? { ...common, shape: 'polygon', keyframes: [{ frame, points: place.points }] }
    : { ...common, shape: place.shape, keyframes: [{ frame, box: place.box }] };
}

/** The mask with a keyframe on a frame, in place of one that was there. A place of another shape changes nothing. */
export function withKeyframe(draw: DrawMask, frame: number, place: MaskPlace): DrawMask {
  const inOrder = <K extends { readonly frame: number }>(keyframes: readonly K[], added: K): K[] =>
    [...keyframes.filter((keyframe) => keyframe.frame !== frame), added].sort((a, b) => a.frame - b.frame);
  if (draw.shape === 'polygon') return place.shape === 'polygon' ? { ...draw, keyframes: inOrder(draw.keyframes, { frame, points: place.points }) } : draw;
  return place.shape === 'polygon' ? draw : { ...draw, keyframes: inOrder(draw.keyframes, { frame, box: place.box }) };
}
