import { frameBox } from '../core/boxes.ts';
import type { FrameBox } from '../core/boxes.ts';

/** The box of a sample of a column with 4 numbers per sample. */
export function boxOf(boxes: Float32Array, sample: number): FrameBox {
  const at = 4 * sample;
  return frameBox(boxes[at] as number, boxes[at + 1] as number, boxes[at + 2] as number, boxes[at + 3] as number);
}

/** Writes a box into such a column. */
export function setBox(boxes: Float32Array, sample: number, { x, y, width, height }: FrameBox): void {
  boxes.set([x, y, width, height], 4 * sample);
}
