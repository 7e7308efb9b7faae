import { invalidField } from '../../documents/checks.ts';
import type { FrameRange } from '../../documents/analysis.ts';
import type { CutRange } from '../../documents/cut.ts';

/** The frames from the in to the out point; an out point after the end means the end. Throws `document/invalid` when none is left. */
export function cutRange({ firstFrame, lastFrame }: CutRange, frameCount: number): FrameRange[] {
  if (firstFrame >= frameCount) throw invalidField('cut.firstFrame', `a frame below ${frameCount}`);
  return [{ firstFrame, lastFrame: Math.min(lastFrame, frameCount - 1) }];
}
