import { frameBox, intersectionArea } from '../core/boxes.ts';
import type { FrameBox } from '../core/boxes.ts';
import { boxOf } from '../documents/box-columns.ts';
import type { FrameRange, Track } from '../documents/analysis.ts';
import type { FrameClock } from './tracklet.ts';

/** A head, with hair and ears, is about twice a tight face each way (see `plan/hide/head-box.ts`; a little more, for this is a warning). */
const headParts = 2;
/** Heads that part for less than this are still in one contact. */
const partedMaxS = 0.3;

/** Two tracks whose heads meet, by their place in the list; frames inclusive. */
export interface Crossing extends FrameRange {
  readonly first: number;
  readonly second: number;
}

/** The box in which two people can be taken for each other: about the head of a face. */
export function contactBox({ x, y, width, height }: FrameBox): FrameBox {
  return frameBox(x - ((headParts - 1) / 2) * width, y - ((headParts - 1) / 2) * height, headParts * width, headParts * height);
}

/**
 * Every contact of two tracks: their heads share pixels, seen or (bridged and extended) guessed, for who is hidden behind another is not seen
 * at all. Linear in the frames that pairs of tracks share; in order of time.
 */
export function findCrossings(tracks: readonly Track[], clock: FrameClock): Crossing[] {
  const order = tracks.map((_, index) => index).sort((a, b) => firstOf(tracks[a]) - firstOf(tracks[b]));
  const found: Crossing[] = [];
  let active: number[] = [];
  for (const index of order) {
    const track = tracks[index] as Track;
    active = active.filter((other) => lastOf(tracks[other]) >= firstOf(track));
    for (const other of active) {
      for (const range of contacts(tracks[other] as Track, track, clock)) found.push({ first: Math.min(index, other), second: Math.max(index, other), ...range });
    }
    active.push(index);
  }
  return found.sort((a, b) => a.firstFrame - b.firstFrame || a.first - b.first || a.second - b.second);
}

function contacts(a: Track, b: Track, clock: FrameClock): FrameRange[] {
  const ranges: FrameRange[] = [];
  const from = Math.max(firstOf(a), firstOf(b));
  const to = Math.min(lastOf(a), lastOf(b));
  for (let frame = from; frame <= to; frame++) {
    const boxA = contactBox(boxOf(a.boxes, frame - firstOf(a)));
    const boxB = contactBox(boxOf(b.boxes, frame - firstOf(b)));
    if (intersectionArea(boxA, boxB) === 0) continue;
    const last = ranges[ranges.length - 1];
    if (last !== undefined && clock.timeS(frame) - clock.timeS(last.lastFrame) <= partedMaxS) ranges[ranges.length - 1] = { firstFrame: last.firstFrame, lastFrame: frame };
    else ranges.push({ firstFrame: frame, lastFrame: frame });
  }
  return ranges;
}

function firstOf(track: Track | undefined): number {
  return track?.frames[0] ?? Infinity;
}

function lastOf(track: Track | undefined): number {
  return track?.frames[track.frames.length - 1] ?? -Infinity;
}
