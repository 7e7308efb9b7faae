/** Less sure points of a pose are as often behind something, or a guess (the score that MoveNet's own examples take). */
export const pointSeenMin = 0.3;

/** COCO's words (cocodataset.org/#format-data): 0 nobody knows where it is, 1 a place is given but it may not be seen, 2 seen. */
export type PointVisibility = 0 | 1 | 2;

/** How well a point of a pose is known, of its place in the column (x, y and score follow each other). */
export function visibilityOf(poses: Float32Array, at: number): PointVisibility {
  const [x, y, score] = [poses[at] as number, poses[at + 1] as number, poses[at + 2] as number];
  if (!Number.isFinite(x + y) || !(score > 0)) return 0;
  return score >= pointSeenMin ? 2 : 1;
}
