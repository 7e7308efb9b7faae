import { edgeAt } from './polygon-outline.ts';

/** From and to, in pixels, of one stretch of a row; ascending and apart in lists of them. */
export type Interval = [from: number, to: number];

/** An edge with what is within a radius of it: two discs and the rectangle between them, which together are convex. */
interface NearEdge {
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
  readonly radius: number;
  /** Above and below, nothing of it is there. */
  readonly top: number;
  readonly bottom: number;
  /** x, y of the rectangle's corners, around it; none of an edge without length. */
  readonly corners: Float64Array;
}

/**
 * Finds the stretches of the line at any height that lie inside a polygon (any winding but zero: where it crosses itself too) or within `radius` of its
 * edges.
 */
export function stretchFinder(points: Float64Array, radius: number): (y: number) => Interval[] {
  const edges = Array.from({ length: points.length / 2 }, (_, index) => nearEdge(edgeAt(points, 2 * index), radius));
  return (y) => {
    const found: Interval[] = insideStretches(points, y);
    for (const edge of edges) {
      if (y < edge.top || y > edge.bottom) continue;
      const near = stretchOf(edge, y);
      if (near !== undefined) found.push(near);
    }
    return joined(found);
  };
}

function nearEdge([ax, ay, bx, by]: readonly [number, number, number, number], radius: number): NearEdge {
  const length = Math.hypot(bx - ax, by - ay);
  const [nx, ny] = [(-(by - ay) / length) * radius, ((bx - ax) / length) * radius];
  const corners = length > 0 ? Float64Array.of(ax + nx, ay + ny, bx + nx, by + ny, bx - nx, by - ny, ax - nx, ay - ny) : new Float64Array(0);
  // A little more than it reaches: rounding must not decide.
  return { ax, ay, bx, by, radius, top: Math.min(ay, by) - radius - 1, bottom: Math.max(ay, by) + radius + 1, corners };
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
  const last = points.length - 2;
  let [ax, ay] = [points[last] as number, points[last + 1] as number];
  for (let at = 0; at <= last; at += 2) {
    const [bx, by] = [points[at] as number, points[at + 1] as number];
    if (ay <= y !== by <= y) crossings.push({ x: ax + ((y - ay) / (by - ay)) * (bx - ax), turn: by > ay ? 1 : -1 });
    [ax, ay] = [bx, by];
  }
  if (crossings.length === 0) return [];
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

/** The part of the line at height y that is near an edge. */
function stretchOf({ ax, ay, bx, by, radius, corners }: NearEdge, y: number): Interval | undefined {
  let from = Infinity;
  let to = -Infinity;
  const fromA = Math.abs(y - ay);
  if (fromA <= radius) {
    const reach = Math.sqrt(radius * radius - fromA * fromA);
    [from, to] = [ax - reach, ax + reach];
  }
  const fromB = Math.abs(y - by);
  if (fromB <= radius) {
    const reach = Math.sqrt(radius * radius - fromB * fromB);
    [from, to] = [Math.min(from, bx - reach), Math.max(to, bx + reach)];
  }
  for (let at = 0; at < corners.length; at += 2) {
    const next = (at + 2) % corners.length;
    const [cx, cy, dx, dy] = [corners[at] as number, corners[at + 1] as number, corners[next] as number, corners[next + 1] as number];
    if (cy === dy || Math.min(cy, dy) > y || Math.max(cy, dy) < y) continue;
    const x = cx + ((y - cy) / (dy - cy)) * (dx - cx);
    [from, to] = [Math.min(from, x), Math.max(to, x)];
  }
  return from <= to ? [from, to] : undefined;
}
