import { lowerBound } from '../../core/time.ts';
import type { Analysis, FrameRange } from '../../documents/analysis.ts';
import { boxOf } from '../../documents/box-columns.ts';
import type { FrameBox } from '../../core/boxes.ts';
import { frameTimes } from './frame-times.ts';
import type { Sightings } from './people-seen.ts';

/**
 * Nobody moves so many face sizes, and so fast, or grows so much, from one look to the next: the picture has been cut there, though it
 * looks much the same. Somebody who walks past the camera at arm's length makes about thirteen face sizes a second.
 */
const jumpFaces = 1;
const jumpFacesPerS = 20;
const jumpGrowth = 1.6;
const jumpWithinS = 0.2;
/** A picture that stands for longer is a slide, and what comes after it another. */
const stillMaxS = 5;
/** A stretch between two jumps that is shorter is a wrong look, and no shot. */
const shotMinS = 0.4;

/** The shots within a range of frames, in order: a path goes on within a shot and begins anew with the next. */
export function shotsIn({ shotStarts = [], source }: Analysis, { firstFrame, lastFrame }: FrameRange): FrameRange[] {
  const timeS = frameTimes(source);
  const starts: number[] = [];
  let at = lowerBound(shotStarts, firstFrame + 1);
  for (let frame = firstFrame + 1; frame <= lastFrame; frame++) {
    const isCut = shotStarts[at] === frame;
    if (isCut) at += 1;
    if (isCut || timeS(frame) - timeS(frame - 1) > stillMaxS) starts.push(frame);
  }
  return splitAt({ firstFrame, lastFrame }, starts);
}

/** A shot in parts where the person seen in it jumps; looks of less than a moment between two jumps are taken out of `sightings`. */
export function splitAtJumps(sightings: Sightings, shot: FrameRange, timeS: (frame: number) => number): FrameRange[] {
  const runs: { firstFrame: number; lastFrame: number }[] = [];
  let before: { frame: number; box: FrameBox } | undefined;
  for (let frame = shot.firstFrame; frame <= shot.lastFrame; frame++) {
    const box = boxOf(sightings.boxes, frame - sightings.firstFrame);
    if (Number.isNaN(box.x)) continue;
    const run = runs[runs.length - 1];
    if (run === undefined || before === undefined || isJump(before.box, box, timeS(frame) - timeS(before.frame))) runs.push({ firstFrame: frame, lastFrame: frame });
    else run.lastFrame = frame;
    before = { frame, box };
  }
  if (runs.length < 2) return [shot];
  const kept = runs.filter(({ firstFrame, lastFrame }) => timeS(lastFrame) - timeS(firstFrame) >= shotMinS);
  if (kept.length === 0) return [shot];
  for (const { firstFrame, lastFrame } of runs.filter((run) => !kept.includes(run))) {
    sightings.boxes.fill(NaN, 4 * (firstFrame - sightings.firstFrame), 4 * (lastFrame + 1 - sightings.firstFrame));
  }
  // What is left after a wrong look may well be where it was before.
  const starts = kept.slice(1).filter((run, index) => {
    const { lastFrame } = kept[index] as FrameRange;
    const [from, to] = [boxOf(sightings.boxes, lastFrame - sightings.firstFrame), boxOf(sightings.boxes, run.firstFrame - sightings.firstFrame)];
    return isJump(from, to, timeS(run.firstFrame) - timeS(lastFrame));
  });
  return splitAt(shot, starts.map(({ firstFrame }) => firstFrame));
}

function isJump(a: FrameBox, b: FrameBox, elapsedS: number): boolean {
  const faces = Math.hypot(b.x + b.width / 2 - a.x - a.width / 2, b.y + b.height / 2 - a.y - a.height / 2) / ((a.height + b.height) / 2);
  const growth = Math.max(a.height / b.height, b.height / a.height);
  return (faces > jumpFaces && faces > jumpFacesPerS * elapsedS) || (growth > jumpGrowth && elapsedS <= jumpWithinS);
}

function splitAt({ firstFrame, lastFrame }: FrameRange, starts: readonly number[]): FrameRange[] {
  const firsts = [firstFrame, ...starts];
  return firsts.map((first, index) => ({ firstFrame: first, lastFrame: (firsts[index + 1] ?? lastFrame + 1) - 1 }));
}
