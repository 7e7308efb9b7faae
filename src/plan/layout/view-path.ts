import type { FrameBox } from '../../core/boxes.ts';
import type { FrameRange } from '../../documents/analysis.ts';
import { boxOf, setBox } from '../../documents/box-columns.ts';
import { tileStates } from '../../documents/edit.ts';
import type { WhenGone } from '../../documents/layout.ts';
import { headSpan, inPicture, viewAt, viewCentre, viewHeight } from './framing.ts';
import type { Framing } from './framing.ts';
import { smoothPath } from './path/smooth-path.ts';
import type { Sightings } from './people-seen.ts';
import { presenceIn } from './presence.ts';
import { splitAtJumps } from './shots.ts';

/** Half the dead zone: as parts of the view's width and height, and of its size (natural logarithm: about 16 % more or less). */
const zonePart = 0.08;
const zoneSize = 0.15;
/** The fastest that a view moves: so many times its longer side in a second, and gains as much in half a second … */
const speedMax = 1.2;
const accelerationMax = 2.4;
/** … and grows or shrinks: by so many factors of e in a second, gained in half a second. */
const zoomSpeedMax = 1.5;
const zoomAccelerationMax = 3;
/** The solver wants some room between bounds that are one: a thousandth, which nobody sees, and which is taken back at the end. */
const boundRoom = 1e-3;
/** Going wide and back begins when the person is gone or there again, and may take so long: until then either view is right. */
const betweenS = 2;

/** What a place shows frame by frame, as a `TilePath` holds it. */
export interface ViewPath {
  readonly firstFrame: number;
  readonly states: Uint8Array;
  readonly views: Float32Array;
}

/**
 * The view that follows a person over `shots`, which follow each other: smooth within a shot and begun anew with each, so that it jumps at cuts and
 * never glides. Takes out of `sightings` what is a wrong look.
 */
export function viewPath(sightings: Sightings, shots: readonly FrameRange[], framing: Framing, whenGone: WhenGone, timeS: (frame: number) => number): ViewPath {
  const { firstFrame } = sightings;
  const frames = sightings.boxes.length / 4;
  const gone = { wide: tileStates.wide, hold: tileStates.held, blank: tileStates.absent }[whenGone];
  const path = { firstFrame, states: new Uint8Array(frames).fill(gone), views: new Float32Array(4 * frames) };
  for (const shot of shots.flatMap((each) => splitAtJumps(sightings, each, timeS))) {
    const stays = presenceIn(sightings, shot, timeS, whenGone === 'wide');
    for (const stay of stays) path.states.fill(tileStates.shown, stay.firstFrame - firstFrame, stay.lastFrame + 1 - firstFrame);
    // Where the place shows the whole source in between, one path leads through the shot; else each stay has its own.
    for (const stretch of whenGone === 'wide' ? [shot] : stays) setViews(path, sightings, stretch, stays, framing, timeS);
  }
  return path;
}

function setViews({ firstFrame, views }: ViewPath, sightings: Sightings, stretch: FrameRange, stays: readonly FrameRange[], framing: Framing, timeS: (frame: number) => number): void {
  const wanted = wantedIn(stretch, stays, timeS);
  const frames = Array.from(wanted, (_, index) => stretch.firstFrame + index);
  const timesS = Float64Array.from(frames, timeS);
  const faceAt = (index: number): FrameBox => boxOf(sightings.boxes, stretch.firstFrame + index - firstFrame);
  /** Targets frame by frame: of the whole source, of the face, or none. */
  const targetsOf = (wide: number, near: (index: number) => number): Float64Array =>
    Float64Array.from(wanted, (each, index) => (each === wantedViews.wide ? wide : each === wantedViews.near ? near(index) : NaN));
  const fixed = (value: number): Float64Array => new Float64Array(frames.length).fill(value);

  const heights = smoothPath({
    timesS,
    targets: targetsOf(Math.log(framing.wideHeight), (index) => Math.log(viewHeight(framing, faceAt(index).height))),
    zones: fixed(zoneSize),
    keepLeast: fixed(-Infinity),
    keepMost: fixed(Infinity),
    least: fixed(Math.log(framing.heightMin) - boundRoom),
    most: Float64Array.from(wanted, (each) => Math.log(each === wantedViews.near ? framing.heightMax : framing.wideHeight)),
    speedsMax: fixed(zoomSpeedMax),
    accelerationsMax: fixed(zoomAccelerationMax),
  }).map(Math.exp);
  const longer = heights.map((height) => height * Math.max(1, framing.aspect));
  /** Between which centres of a view with such a side the head is whole, as far as it is in the picture. */
  const keeps = (index: number, axis: 'x' | 'y', side: number): [number, number] => {
    if (Number.isNaN(faceAt(index).x)) return [-Infinity, Infinity];
    const [least, most] = headSpan(framing, faceAt(index), axis);
    return most - least < side ? [most - side / 2, least + side / 2] : [-Infinity, Infinity];
  };
  const along = (axis: 'x' | 'y', size: number, sides: Float64Array): Float64Array => {
    const middle = size / 2;
    /** How far from the middle a view can be without reaching out of the picture. */
    const reach = sides.map((side) => Math.max(0, (size - side) / 2) + boundRoom * size);
    return smoothPath({
      timesS,
      targets: targetsOf(middle, (index) => viewCentre(framing, faceAt(index), heights[index] as number)[axis]),
      zones: sides.map((side) => zonePart * side),
      keepLeast: sides.map((side, index) => keeps(index, axis, side)[0]),
      keepMost: sides.map((side, index) => keeps(index, axis, side)[1]),
      least: reach.map((far) => middle - far),
      most: reach.map((far) => middle + far),
      speedsMax: longer.map((side) => speedMax * side),
      accelerationsMax: longer.map((side) => accelerationMax * side),
    });
  };
  const xs = along('x', framing.widthPx, heights.map((height) => framing.aspect * height));
  const ys = along('y', framing.heightPx, heights);
  frames.forEach((frame, index) => {
    const height = heights[index] as number;
    setBox(views, frame - firstFrame, viewAt(framing, inPicture(framing, xs[index] as number, ys[index] as number, height), height));
  });
}

const wantedViews = { either: 0, near: 1, wide: 2 } as const;

/** Which view is wanted on each frame of a stretch: that of the person while they are there, else the whole source, and a moment of neither after each change. */
function wantedIn({ firstFrame, lastFrame }: FrameRange, stays: readonly FrameRange[], timeS: (frame: number) => number): Uint8Array {
  const wanted = new Uint8Array(lastFrame - firstFrame + 1).fill(wantedViews.wide);
  for (const stay of stays) {
    if (stay.firstFrame < firstFrame || stay.lastFrame > lastFrame) continue;
    wanted.fill(wantedViews.near, stay.firstFrame - firstFrame, stay.lastFrame + 1 - firstFrame);
    for (const change of [stay.firstFrame, stay.lastFrame + 1]) {
      if (change === firstFrame) continue;
      for (let frame = change; frame <= lastFrame && timeS(frame) - timeS(change) < betweenS; frame++) wanted[frame - firstFrame] = wantedViews.either;
    }
  }
  return wanted;
}
