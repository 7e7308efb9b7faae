/** Axis-aligned boxes in two spaces that the compiler keeps apart: upright source pixels and network input pixels. */
interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A box in upright, displayed source pixels; (x, y) is its top left corner. May reach outside the picture. */
export type FrameBox = Rectangle & { readonly space?: 'frame' };
/** A box in the pixels of a network's input tensor. Only model adapters hold one. */
export type ModelBox = Rectangle & { readonly space: 'model' };

export function frameBox(x: number, y: number, width: number, height: number): FrameBox {
  return { x, y, width, height };
}

export function modelBox(x: number, y: number, width: number, height: number): ModelBox {
  return { x, y, width, height, space: 'model' };
}

/** Area in square pixels; an inverted box has none. */
export function area(box: Rectangle): number {
  return Math.max(0, box.width) * Math.max(0, box.height);
}

/** Area shared by two boxes of one space, in square pixels. */
export function intersectionArea(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Intersection over union, 0–1; two empty boxes share nothing. */
export function iou(a: Rectangle, b: Rectangle): number {
  const shared = intersectionArea(a, b);
  const joined = area(a) + area(b) - shared;
  return joined > 0 ? shared / joined : 0;
}

/** The smallest box that holds both. */
export function unionBox(a: FrameBox, b: FrameBox): FrameBox {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return frameBox(x, y, Math.max(a.x + a.width, b.x + b.width) - x, Math.max(a.y + a.height, b.y + b.height) - y);
}

/** The smallest box that holds some points (x, y pairs, at least one) and all within `marginPx` of them. */
export function boxAround(points: ArrayLike<number>, marginPx: number): FrameBox {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < points.length; at += 2) {
    const [x, y] = [points[at] as number, points[at + 1] as number];
    [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
  }
  return grownBy(frameBox(left, top, right - left, bottom - top), marginPx);
}

/** A box with so much more on every side. */
export function grownBy({ x, y, width, height }: FrameBox, marginPx: number): FrameBox {
  return frameBox(x - marginPx, y - marginPx, width + 2 * marginPx, height + 2 * marginPx);
}

/** The part of a box that lies within a picture of the given size; width or height may become 0. */
export function clipBox(box: FrameBox, widthPx: number, heightPx: number): FrameBox {
  const x = Math.min(Math.max(box.x, 0), widthPx);
  const y = Math.min(Math.max(box.y, 0), heightPx);
  const right = Math.min(Math.max(box.x + box.width, x), widthPx);
  const bottom = Math.min(Math.max(box.y + box.height, y), heightPx);
  return frameBox(x, y, right - x, bottom - y);
}

/** Linear interpolation between two boxes, t = 0 at `a`, 1 at `b`. */
export function lerpBox(a: FrameBox, b: FrameBox, t: number): FrameBox {
  return frameBox(
    a.x + (b.x - a.x) * t,
    a.y + (b.y - a.y) * t,
    a.width + (b.width - a.width) * t,
    a.height + (b.height - a.height) * t,
  );
}
