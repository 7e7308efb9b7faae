import type { FrameBox } from '../../core/boxes.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * The part of a straight line that lies within a box grown by a margin, or undefined where none does (Liang and Barsky 1984): views that enlarge push
 * what lies beside them further away than marks may lie.
 */
export function clipLine(from: Point, to: Point, box: FrameBox, margin: number): { from: Point; to: Point } | undefined {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (!(Math.abs(dx) + Math.abs(dy) < Infinity)) return undefined;
  let [enter, leave] = [0, 1];
  const sides = [
    [-dx, from.x - (box.x - margin)], [dx, box.x + box.width + margin - from.x],
    [-dy, from.y - (box.y - margin)], [dy, box.y + box.height + margin - from.y],
  ] as const;
  for (const [towards, room] of sides) {
    if (towards === 0 && !(room >= 0)) return undefined;
    if (towards < 0) enter = Math.max(enter, room / towards);
    if (towards > 0) leave = Math.min(leave, room / towards);
  }
  if (!(enter <= leave)) return undefined;
  const at = (part: number): Point => ({ x: from.x + dx * part, y: from.y + dy * part });
  return { from: enter === 0 ? from : at(enter), to: leave === 1 ? to : at(leave) };
}
