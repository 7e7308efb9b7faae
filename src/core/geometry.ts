/**
 * How a stored picture becomes the upright one the viewer sees: a clockwise turn, then mirroring left to right, then scaling
 * to the displayed size (non-square pixels). All boxes live in upright displayed pixels; decoded planes are in stored pixels.
 */
export interface FrameGeometry {
  /** Visible stored size in pixels, before the turn (visibleRect, not codedWidth/Height). */
  readonly storedWidthPx: number;
  readonly storedHeightPx: number;
  /** Clockwise turn that makes the picture upright, from the track's matrix. */
  readonly rotation: 0 | 90 | 180 | 270;
  /** Left and right are exchanged after the turn. */
  readonly mirrored: boolean;
  /** Upright displayed size in pixels. */
  readonly widthPx: number;
  readonly heightPx: number;
}

/** x' = a·x + c·y + e, y' = b·x + d·y + f (the order of CSS matrices). */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** Maps upright displayed pixel coordinates (edges, not centres) to stored ones. */
export function uprightToStored(geometry: FrameGeometry): Affine {
  const turn = turnToStored(geometry);
  if (!geometry.mirrored) return turn;
  const { a, b, e, f } = turn;
  return { ...turn, a: 0 - a, b: 0 - b, e: e + a * geometry.widthPx, f: f + b * geometry.widthPx }; // of (width - x, y); 0 - a is never -0
}

function turnToStored({ storedWidthPx: w, storedHeightPx: h, rotation, widthPx, heightPx }: FrameGeometry): Affine {
  const turned = rotation === 90 || rotation === 270;
  const scaleX = (turned ? h : w) / widthPx;
  const scaleY = (turned ? w : h) / heightPx;
  switch (rotation) {
    case 0:
      return { a: scaleX, b: 0, c: 0, d: scaleY, e: 0, f: 0 };
    case 90: // upright (x, y) was stored at (y, h - x)
      return { a: 0, b: -scaleX, c: scaleY, d: 0, e: 0, f: h };
    case 180:
      return { a: -scaleX, b: 0, c: 0, d: -scaleY, e: w, f: h };
    case 270: // upright (x, y) was stored at (w - y, x)
      return { a: 0, b: scaleX, c: -scaleY, d: 0, e: w, f: 0 };
  }
}

/** Applies a map to a point. */
export function mapPoint(map: Affine, x: number, y: number): { x: number; y: number } {
  return { x: map.a * x + map.c * y + map.e, y: map.b * x + map.d * y + map.f };
}
