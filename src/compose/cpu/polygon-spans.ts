import { edgeAt } from './polygon-outline.ts';

/** From and to, in pixels, of one stretch of a row; ascending and apart in lists of them. */
export type Interval = [from: number, to: number];

/** The stretches of the line at height y that lie inside a polygon (any winding but zero: where it crosses itself too) or within `radius` of its edges. */
export function stretchesOf(points: Float64Array, y: number, radius: number): Interval[] {
  const found: Interval[] = insideStretches(points, y);
  for (let at = 0; at < points.length; at += 2) {
    const near = nearEdge(edgeAt(points, at), y, radius);
    if (near !== undefined) found.push(near);
  }
  return joined(found);
}

/** Sorted, touching ones made one. */
function joined(intervals: Interval[]): Interval[] {
  const result: Interval[] = [];
  for (const [from, to] of intervals.sort((a, b) => a[0] - b[0])) {
    const last = result[result.length - 1];
    if (last === undefined || from > last[1]) result.push([from, to]);
    else last[1] = Math.max(last[1], to);
  }
  return result;
}

function insideStretches(points: Float64Array, y: number): Interval[] {
  const crossings: { x: number; turn: 1 | -1 }[] = [];
  for (let at = 0; at < points.length; at += 2) {
    const [ax, ay, bx, by] = edgeAt(points, at);
    if (ay <= y === by <= y) continue;
    crossings.push({ x: ax + ((y - ay) / (by - ay)) * (bx - ax), turn: by > ay ? 1 : -1 });
  }
  crossings.sort((a, b) => a.x - b.x);
  const stretches: Interval[] = [];
  let winding = 0;
  crossings.forEach(({ x, turn }, index) => {
    winding += turn;
    const next = crossings[index + 1];
    if (winding !== 0 && next !== undefined) stretches.push([x, next.x]);
  });
  return stretches;
}

/** The part of the line at height y within `radius` of an edge: that of two discs and of the rectangle between them, which together are convex. */
function nearEdge([ax, ay, bx, by]: readonly [number, number, number, number], y: number, radius: number): Interval | undefined {
  let from = Infinity;
  let to = -Infinity;
  const take = (x: number, reach: number): void => {
    from = Math.min(from, x - reach);
    to = Math.max(to, x + reach);
  };
  for (const [x, height] of [[ax, y - ay], [bx, y - by]] as const) if (Math.abs(height) <= radius) take(x, Math.sqrt(radius * radius - height * height));
  const length = Math.hypot(bx - ax, by - ay);
  if (length > 0) {
    const [nx, ny] = [(-(by - ay) / length) * radius, ((bx - ax) / length) * radius];
    const corners = [[ax + nx, ay + ny], [bx + nx, by + ny], [bx - nx, by - ny], [ax - nx, ay - ny]] as const;
    corners.forEach(([cx, cy], index) => {
      const [dx, dy] = corners[(index + 1) % 4] as readonly [number, number];
      if (Math.min(cy, dy) <= y && Math.max(cy, dy) >= y && cy !== dy) take(cx + ((y - cy) / (dy - cy)) * (dx - cx), 0);
    });
  }
  return from <= to ? [from, to] : undefined;
}
