import type { FrameRange } from '../../documents/analysis.ts';
import type { CutRanges } from '../../documents/cut.ts';
import { cutRange } from './range.ts';

/** Ranges by hand, as they were given; one that begins after the last frame throws `document/invalid`. */
export function cutRanges({ ranges }: CutRanges, frameCount: number): FrameRange[] {
  return ranges.flatMap((range) => cutRange({ kind: 'range', ...range }, frameCount));
}
