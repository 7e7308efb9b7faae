import { area, frameBox, intersectionArea, lerpBox, unionBox } from '../core/boxes.ts';
import type { FrameBox } from '../core/boxes.ts';
import { boxOf, setBox } from '../documents/box-columns.ts';
import { sampleOrigins } from '../documents/analysis.ts';
import type { SampleOrigin, Track } from '../documents/analysis.ts';
import { drift, endMotion, growUnseen } from './motion.ts';
import type { EndMotion } from './motion.ts';
import type { FrameClock, Tracklet } from './tracklet.ts';

/** How far both ends of a track with full evidence go on: half a second is how long a head takes to turn away (or into view). */
const extendFullS = 0.5;
/** A single doubtful look costs this much more than itself … */
const extendLeastS = 0.067;
/** … but every track at least this many frames, whatever the frame rate. */
const extendLeastFrames = 2;
/** Frames exactly at the reach are within it, whatever the rounding of their times. */
const toleranceS = 1e-6;
/** With less of the box inside the picture, the face has left it. */
const insidePartMin = 0.1;

export interface RepairBounds {
  /** Frames that may be filled, inclusive. */
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /**
   * The nearest frame before (after) that was really looked at, firstFrame − 1 (lastFrame + 1) for none: an extension covers all
   * frames skipped up to there, for what was not looked at does not show that the face was gone.
   */
  readonly lookedBefore: (frame: number) => number;
  readonly lookedAfter: (frame: number) => number;
}

/** Makes a track without gaps of a tracklet: bridges what was missed inside, extends both ends as far as the evidence (0–1) carries. */
export function repairTrack(id: number, tracklet: Tracklet, evidence: number, clock: FrameClock, bounds: RepairBounds): Track {
  const first = endMotion(tracklet, 'first', clock);
  const last = endMotion(tracklet, 'last', clock);
  const before = extension(first, -1, evidence, clock, bounds);
  const after = extension(last, 1, evidence, clock, bounds);
  const firstFrame = first.frame - before.length;
  const count = last.frame + after.length - firstFrame + 1;
  const track: Track = {
    id,
    kind: 'face',
    frames: Int32Array.from({ length: count }, (_, index) => firstFrame + index),
    boxes: new Float32Array(4 * count),
    scores: new Float32Array(count),
    origins: new Uint8Array(count),
  };
  const put = (frame: number, box: FrameBox, score: number, origin: SampleOrigin): void => {
    setBox(track.boxes, frame - firstFrame, box);
    track.scores[frame - firstFrame] = score;
    track.origins[frame - firstFrame] = sampleOrigins.indexOf(origin);
  };
  before.forEach((box, index) => put(first.frame - 1 - index, box, 0, 'extended'));
  after.forEach((box, index) => put(last.frame + 1 + index, box, 0, 'extended'));
  tracklet.frames.forEach((frame, sample) => {
    put(frame, boxOf(tracklet.boxes, sample), tracklet.scores[sample] as number, 'detected');
    const nextFrame = tracklet.frames[sample + 1] ?? frame + 1;
    for (let missing = frame + 1; missing < nextFrame; missing++) put(missing, bridge(tracklet, sample, missing, clock), 0, 'bridged');
  });
  return track;
}

/** A missed frame between two samples: on the straight way between them, larger the longer it was unseen. */
function bridge({ frames, boxes }: Tracklet, sample: number, frame: number, clock: FrameClock): FrameBox {
  const from = boxOf(boxes, sample);
  const to = boxOf(boxes, sample + 1);
  const fromS = clock.timeS(frames[sample] as number);
  const toS = clock.timeS(frames[sample + 1] as number);
  const atS = clock.timeS(frame);
  const gapS = toS - fromS;
  const straight = lerpBox(from, to, gapS > 0 ? (atS - fromS) / gapS : 0.5);
  const width = Math.max(from.width, to.width);
  const height = Math.max(from.height, to.height);
  const centred = frameBox(straight.x + (straight.width - width) / 2, straight.y + (straight.height - height) / 2, width, height);
  return growUnseen(centred, Math.min(atS - fromS, toS - atS));
}

/** The boxes beyond an end, nearest first; direction −1 goes back in time. */
function extension(end: EndMotion, direction: 1 | -1, evidence: number, clock: FrameClock, bounds: RepairBounds): FrameBox[] {
  const reachS = extendLeastS + (extendFullS - extendLeastS) * evidence;
  const looked = direction > 0 ? bounds.lookedAfter(end.frame) - 1 : bounds.lookedBefore(end.frame) + 1;
  const skipped = Math.max(0, (looked - end.frame) * direction);
  const endS = clock.timeS(end.frame);
  const filled: FrameBox[] = [];
  for (let frame = end.frame + direction; frame >= bounds.firstFrame && frame <= bounds.lastFrame; frame += direction) {
    const elapsedS = clock.timeS(frame) - endS;
    const isNear = filled.length < Math.max(extendLeastFrames, skipped);
    if (!isNear && Math.abs(elapsedS) > reachS + toleranceS) break;
    const drifted = drift(end, elapsedS);
    if (filled.length >= skipped && insidePart(drifted, bounds) < insidePartMin) break;
    // It may also have stopped at once: both places are covered.
    filled.push(growUnseen(unionBox(end.box, drifted), Math.abs(elapsedS), end));
  }
  return filled;
}

function insidePart(box: FrameBox, { widthPx, heightPx }: RepairBounds): number {
  return intersectionArea(box, frameBox(0, 0, widthPx, heightPx)) / Math.max(1, area(box));
}
