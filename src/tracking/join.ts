import { lowerBound } from '../core/time.ts';
import { drift, endMotion } from './motion.ts';
import type { EndMotion } from './motion.ts';
import { concatenateTracklets } from './tracklet.ts';
import type { FrameClock, Tracklet } from './tracklet.ts';

/** A face that comes back where one was lost was most likely there all the time (turned, behind a hand): the longest look away that is bridged. */
const joinMaxS = 2;
/** Centre distance in face sizes: as for association, growing with the gap. */
const joinReachSizes = 1;
const joinReachSizesPerS = 1;
const joinReachSizesMax = 2;
const joinSizeRatioMin = 0.5;

/**
 * Joins a tracklet that ends with one that begins near it soon after, when either's motion, or staying where it was, explains it;
 * nearest pairs first, each end once. The samples stay as they are; the gap is bridged later.
 */
export function joinTracklets(tracklets: readonly Tracklet[], clock: FrameClock): Tracklet[] {
  const byStart = [...tracklets].sort((a, b) => (a.frames[0] as number) - (b.frames[0] as number));
  const startFrames = byStart.map(({ frames }) => frames[0] as number);
  const starts = byStart.map((tracklet) => endMotion(tracklet, 'first', clock));
  const pairs: { from: number; to: number; distance: number }[] = [];
  byStart.forEach((tracklet, from) => {
    const end = endMotion(tracklet, 'last', clock);
    for (let to = lowerBound(startFrames, end.frame + 1); to < byStart.length; to++) {
      const start = starts[to] as EndMotion;
      const gapS = clock.timeS(start.frame) - clock.timeS(end.frame);
      if (gapS > joinMaxS) break;
      const distance = joinDistance(end, start, gapS);
      if (distance <= Math.min(joinReachSizesMax, joinReachSizes + joinReachSizesPerS * gapS)) pairs.push({ from, to, distance });
    }
  });
  pairs.sort((a, b) => a.distance - b.distance || a.from - b.from || a.to - b.to);
  const next = new Int32Array(byStart.length).fill(-1);
  const isContinuation = new Uint8Array(byStart.length);
  for (const { from, to } of pairs) {
    if (next[from] !== -1 || isContinuation[to] === 1) continue;
    next[from] = to;
    isContinuation[to] = 1;
  }
  return byStart.flatMap((tracklet, index) => {
    if (isContinuation[index] === 1) return [];
    const chain = [tracklet];
    for (let at = next[index] as number; at >= 0; at = next[at] as number) chain.push(byStart[at] as Tracklet);
    return [concatenateTracklets(chain)];
  });
}

/** The smallest of three explanations of a gap, in face sizes; Infinity when the sizes differ too much. */
export function joinDistance(end: EndMotion, start: EndMotion, gapS: number): number {
  const sizeA = Math.sqrt(end.box.width * end.box.height);
  const sizeB = Math.sqrt(start.box.width * start.box.height);
  if (Math.min(sizeA, sizeB) < joinSizeRatioMin * Math.max(sizeA, sizeB)) return Infinity;
  const between = (a: EndMotion['box'], b: EndMotion['box']): number =>
    Math.hypot(a.x + a.width / 2 - b.x - b.width / 2, a.y + a.height / 2 - b.y - b.height / 2);
  const least = Math.min(between(end.box, start.box), between(drift(end, gapS), start.box), between(end.box, drift(start, -gapS)));
  return least / ((sizeA + sizeB) / 2);
}
