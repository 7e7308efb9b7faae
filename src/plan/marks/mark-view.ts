import type { FrameBox } from '../../core/boxes.ts';
import { fittedTile } from '../../documents/fitted-tile.ts';
import type { PlannedTile } from '../../documents/tiles.ts';

/** Sizes of marks are given for pictures of so many pixels on their short side, and grow with larger ones. */
const unitSidePx = 360;

/** How the source's pixels are seen where marks are drawn: scale first, then offset. */
export interface MarkView {
  readonly scale: { readonly x: number; readonly y: number };
  readonly offset: { readonly x: number; readonly y: number };
  /** Nothing is drawn outside of it; pixels of the picture that is drawn on. */
  readonly clip: FrameBox;
  /** Pixels of a unit in which lines and letters are measured, at least 1. */
  readonly unitPx: number;
}

/** The source as it is. */
export function wholeView({ widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number }): MarkView {
  return { scale: { x: 1, y: 1 }, offset: { x: 0, y: 0 }, clip: { x: 0, y: 0, width: widthPx, height: heightPx }, unitPx: unitOf(widthPx, heightPx) };
}

/** The source as a tile of a canvas shows it. */
export function tileView(tile: PlannedTile): MarkView {
  const { view, place } = fittedTile(tile);
  const scale = { x: place.width / view.width, y: place.height / view.height };
  return { scale, offset: { x: place.x - view.x * scale.x, y: place.y - view.y * scale.y }, clip: place, unitPx: unitOf(tile.place.width, tile.place.height) };
}

/** A point of the source where it is drawn. */
export function seenAt({ scale, offset }: MarkView, x: number, y: number): { x: number; y: number } {
  return { x: x * scale.x + offset.x, y: y * scale.y + offset.y };
}

function unitOf(widthPx: number, heightPx: number): number {
  return Math.max(1, Math.min(widthPx, heightPx) / unitSidePx);
}
