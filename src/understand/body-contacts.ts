import { iou } from '../core/boxes.ts';
import type { Track } from '../documents/analysis.ts';
import { boxOf } from '../documents/box-columns.ts';

/** Two bodies whose boxes share so much may have been taken for each other. */
const contactIouMin = 0.4;
/** Bodies that part for fewer frames are still in one contact. */
const partedFrames = 8;

/** For each body the frames, ascending, in the middle of its contacts with others: from there on it may be somebody else. Linear in shared frames. */
export function contactFrames(bodies: readonly Track[]): number[][] {
  const found = bodies.map((): number[] => []);
  const order = bodies.map((_, index) => index).sort((a, b) => firstOf(bodies[a] as Track) - firstOf(bodies[b] as Track));
  let active: number[] = [];
  for (const index of order) {
    const body = bodies[index] as Track;
    active = active.filter((other) => lastOf(bodies[other] as Track) >= firstOf(body));
    for (const other of active) {
      for (const frame of contactsOf(bodies[other] as Track, body)) {
        found[index]?.push(frame);
        found[other]?.push(frame);
      }
    }
    active.push(index);
  }
  return found.map((frames) => [...new Set(frames)].sort((a, b) => a - b));
}

function contactsOf(a: Track, b: Track): number[] {
  const ranges: [number, number][] = [];
  const to = Math.min(lastOf(a), lastOf(b));
  for (let frame = Math.max(firstOf(a), firstOf(b)); frame <= to; frame++) {
    if (iou(boxOf(a.boxes, frame - firstOf(a)), boxOf(b.boxes, frame - firstOf(b))) < contactIouMin) continue;
    const last = ranges.at(-1);
    if (last !== undefined && frame - last[1] <= partedFrames) last[1] = frame;
    else ranges.push([frame, frame]);
  }
  return ranges.map(([from, last]) => Math.ceil((from + last) / 2));
}

function firstOf({ frames }: Track): number {
  return frames[0] ?? Infinity;
}

function lastOf({ frames }: Track): number {
  return frames[frames.length - 1] ?? -Infinity;
}
