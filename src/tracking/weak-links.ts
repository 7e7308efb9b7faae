import { lowerBound } from '../core/time.ts';
import type { FrameRange } from '../documents/analysis.ts';
import { boxOf } from '../documents/box-columns.ts';
import { stepS } from './kalman.ts';
import type { FrameClock, Tracklet } from './tracklet.ts';

/** A face unseen for longer may come back as somebody else's … */
const gapMinS = 0.2;
/** … and after more than two missed looks it is worth comparing. */
const missedStepsMax = 3.5;
/** A face moves less than this from one look to the next, in its own sizes: at the first step, and for every step of a thirtieth of a second after it. */
const jumpSizes = 0.5;
const jumpSizesPerStep = 0.25;
/** And it does not change its size so much at once. */
const sizeRatioMin = 0.65;
/** Boxes of a contact are only guessed: what happens this shortly before and after belongs to it. */
const contactMarginS = 0.1;

/** Where a tracklet may have gone over from one person to another: between sample `at − 1` and sample `at`. */
export interface WeakLink {
  readonly at: number;
  readonly kind: 'crossing' | 'gap' | 'jump';
}

/**
 * The weak links of a tracklet in order: gaps, hard cuts (whoever is seen in the same place after one may be somebody else) and jumps, and in every
 * contact without one the place where it moved most. In a contact somebody else was near enough to be taken for this face.
 */
export function weakLinks(tracklet: Tracklet, contacts: readonly FrameRange[], shotStarts: readonly number[], clock: FrameClock): WeakLink[] {
  const { frames } = tracklet;
  const kinds = new Map<number, WeakLink['kind']>();
  for (let at = 1; at < frames.length; at++) {
    const gapS = clock.timeS(frames[at] as number) - clock.timeS(frames[at - 1] as number);
    const reachSizes = jumpSizes + jumpSizesPerStep * Math.max(0, gapS / stepS - 1);
    if (gapS > gapMinS + stepS) kinds.set(at, 'gap');
    else if (gapS > missedStepsMax * stepS || moved(tracklet, at) > reachSizes || sizeRatio(tracklet, at) < sizeRatioMin) kinds.set(at, 'jump');
  }
  for (const start of shotStarts) {
    const at = lowerBound(frames, start);
    if (at > 0 && at < frames.length) kinds.set(at, 'gap');
  }
  for (const { firstFrame, lastFrame } of contacts) {
    const beginS = clock.timeS(firstFrame) - contactMarginS;
    const endS = clock.timeS(lastFrame) + contactMarginS;
    const links: number[] = [];
    for (let at = firstAfter(tracklet, beginS, clock); at < frames.length && clock.timeS(frames[at - 1] as number) <= endS; at++) links.push(at);
    const weak = links.filter((at) => kinds.has(at));
    for (const at of weak) kinds.set(at, 'crossing');
    const most = links.reduce<number | undefined>((best, at) => (best === undefined || moved(tracklet, at) > moved(tracklet, best) ? at : best), undefined);
    if (weak.length === 0 && most !== undefined) kinds.set(most, 'crossing');
  }
  return [...kinds].map(([at, kind]) => ({ at, kind })).sort((a, b) => a.at - b.at);
}

/** The first sample, from the second on, that is not before a time. */
function firstAfter({ frames }: Tracklet, timeS: number, clock: FrameClock): number {
  let low = 1;
  let high = frames.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (clock.timeS(frames[middle] as number) < timeS) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How far the centre moved to a sample from the one before, in face sizes. */
function moved({ boxes }: Tracklet, at: number): number {
  const [a, b] = [boxOf(boxes, at - 1), boxOf(boxes, at)];
  const size = (Math.sqrt(a.width * a.height) + Math.sqrt(b.width * b.height)) / 2;
  return Math.hypot(a.x + a.width / 2 - b.x - b.width / 2, a.y + a.height / 2 - b.y - b.height / 2) / size;
}

function sizeRatio({ boxes }: Tracklet, at: number): number {
  const [a, b] = [boxOf(boxes, at - 1), boxOf(boxes, at)].map(({ width, height }) => Math.sqrt(width * height)) as [number, number];
  return Math.min(a, b) / Math.max(a, b);
}
