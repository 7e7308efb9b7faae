import type { FrameBox } from '../core/boxes.ts';
import { frameBox } from '../core/boxes.ts';
import { boxOf } from '../documents/box-columns.ts';
import type { FrameClock, Tracklet } from './tracklet.ts';

/** Samples this near to an end tell how the face moved there: long enough to average jitter, short enough to follow a turn. */
const fitWindowS = 0.3;
/** A head does not keep its velocity when nobody watches: it falls to 1/e in this time. */
const decayS = 0.2;
/** Half the size on each side per second: what a head can do unseen without having moved before (a nod, a turn of the camera). */
const growthPerS = 0.5;
/** The same before a velocity is known: somebody walking past moves several head sizes in a second. */
const freshGrowthPerS = 2;
/** Beyond this the place is anybody's guess, and a mask would grow over half the picture: half a size on each side. */
const growthMax = 0.5;

/** How a track moves at one of its ends: the box there and the velocity of its centre in pixels per second of video time. */
export interface EndMotion {
  readonly frame: number;
  readonly box: FrameBox;
  readonly vx: number;
  readonly vy: number;
  /** Seen once only: the velocity is a guess. */
  readonly fresh: boolean;
}

/** Least-squares velocity over the samples near the first or last one. */
export function endMotion(tracklet: Tracklet, end: 'first' | 'last', clock: FrameClock): EndMotion {
  const { frames, boxes } = tracklet;
  const last = frames.length - 1;
  const at = end === 'first' ? 0 : last;
  const step = end === 'first' ? 1 : -1;
  const origin = boxOf(boxes, at);
  const frame = frames[at] as number;
  const originS = clock.timeS(frame);
  let count = 0;
  let sumT = 0;
  let sumX = 0;
  let sumY = 0;
  let sumTT = 0;
  let sumTX = 0;
  let sumTY = 0;
  for (let sample = at; sample >= 0 && sample <= last; sample += step) {
    const t = clock.timeS(frames[sample] as number) - originS;
    if (Math.abs(t) > fitWindowS && count >= 2) break;
    const box = boxOf(boxes, sample);
    const x = box.x + box.width / 2 - origin.x;
    const y = box.y + box.height / 2 - origin.y;
    count += 1;
    sumT += t;
    sumX += x;
    sumY += y;
    sumTT += t * t;
    sumTX += t * x;
    sumTY += t * y;
  }
  const spread = count * sumTT - sumT * sumT;
  if (!(spread > 0)) return { frame, box: origin, vx: 0, vy: 0, fresh: true };
  const vx = (count * sumTX - sumT * sumX) / spread;
  const vy = (count * sumTY - sumT * sumY) / spread;
  return { frame, box: origin, vx, vy, fresh: false };
}

/** Where the end's box has drifted to after `elapsedS` (negative: before), with a velocity that dies away. */
export function drift({ box, vx, vy }: EndMotion, elapsedS: number): FrameBox {
  const movingS = Math.sign(elapsedS) * decayS * (1 - Math.exp(-Math.abs(elapsedS) / decayS));
  return frameBox(box.x + vx * movingS, box.y + vy * movingS, box.width, box.height);
}

/**
 * The box enlarged by what may have happened in `unseenS` seconds: growth with time, and along the motion half of the way
 * that a face going on at full speed would be ahead of the dying one. Without a motion, growth alone.
 */
export function growUnseen(box: FrameBox, unseenS: number, motion?: Pick<EndMotion, 'vx' | 'vy' | 'fresh'>): FrameBox {
  const part = (motion?.fresh === true ? freshGrowthPerS : growthPerS) * unseenS;
  const aheadS = (unseenS - decayS * (1 - Math.exp(-unseenS / decayS))) / 2;
  const growX = Math.min(growthMax * box.width, part * box.width + Math.abs(motion?.vx ?? 0) * aheadS);
  const growY = Math.min(growthMax * box.height, part * box.height + Math.abs(motion?.vy ?? 0) * aheadS);
  return frameBox(box.x - growX, box.y - growY, box.width + 2 * growX, box.height + 2 * growY);
}
