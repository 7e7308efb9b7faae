import type { FrameBox } from '../../../src/core/boxes.ts';

const gridSteps = 20;

/** The part of a box, 0–1, that lies under the ellipses of the given outlines; sampled at cell centres. */
export function coveredPart(box: FrameBox, outlines: readonly FrameBox[]): number {
  let covered = 0;
  for (let row = 0; row < gridSteps; row++) {
    for (let column = 0; column < gridSteps; column++) {
      const x = box.x + ((column + 0.5) / gridSteps) * box.width;
      const y = box.y + ((row + 0.5) / gridSteps) * box.height;
      if (outlines.some((outline) => isInEllipse(outline, x, y))) covered += 1;
    }
  }
  return covered / gridSteps ** 2;
}

function isInEllipse({ x, y, width, height }: FrameBox, atX: number, atY: number): boolean {
  const dx = (atX - x - width / 2) / (width / 2);
  const dy = (atY - y - height / 2) / (height / 2);
  return dx * dx + dy * dy <= 1;
}
