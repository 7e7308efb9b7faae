import type { FrameRange } from '../documents/analysis.ts';
import { frameStatus } from '../documents/observations.ts';

/** Runs of frames that are neither observed nor skipped on purpose. */
export function unknownRanges(statuses: Uint8Array, firstFrame: number): FrameRange[] {
  const ranges: FrameRange[] = [];
  let start = -1;
  for (let index = 0; index <= statuses.length; index++) {
    const isUnknown = index < statuses.length && statuses[index] !== frameStatus.observed && statuses[index] !== frameStatus.skipped;
    if (isUnknown && start < 0) start = index;
    if (!isUnknown && start >= 0) {
      ranges.push({ firstFrame: firstFrame + start, lastFrame: firstFrame + index - 1 });
      start = -1;
    }
  }
  return ranges;
}

/** The range as a list, empty when it holds no frame. */
export function rangeIfAny(firstFrame: number, lastFrame: number): FrameRange[] {
  return firstFrame <= lastFrame ? [{ firstFrame, lastFrame }] : [];
}

/** Sorted, touching and overlapping ranges made one. */
export function mergeRanges(ranges: readonly FrameRange[]): FrameRange[] {
  const merged: FrameRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.firstFrame - b.firstFrame)) {
    const last = merged[merged.length - 1];
    if (last === undefined || range.firstFrame > last.lastFrame + 1) merged.push(range);
    else merged[merged.length - 1] = { firstFrame: last.firstFrame, lastFrame: Math.max(last.lastFrame, range.lastFrame) };
  }
  return merged;
}
