import { frameBox } from '../core/boxes.ts';
import type { FrameBox } from '../core/boxes.ts';
import type { Track } from '../documents/analysis.ts';
import { poseStride } from '../documents/bodies.ts';
import { boxOf, setBox } from '../documents/box-columns.ts';
import type { FrameClock } from '../tracking/tracklet.ts';
import type { FacesOnBody } from './body-faces.ts';
import { headRegion } from './head-region.ts';

/** A face that was seen so shortly before and after covers its head in between: its track goes the straight way. */
const bridgedFaceMaxS = 0.25;
/** A region begins so long before a face is gone, and ends so long after it is back: whichever of both is wrong, the head stays covered. */
const overlapS = 0.1;
/** Two stretches without a face are one when the face was there for no longer between them. */
const joinMaxS = 0.25;
/** Sizes of regions are the largest within this time on either side: who bends or lifts an arm has the same head. */
const steadyHalfS = 0.2;
const toleranceS = 1e-6;

/**
 * The head of a body wherever no face was seen on it: tracks of kind `head`, whose boxes hold the whole head. Where nobody estimated the pose, the region keeps
 * the place in the body's box that it had when the pose was known last, or is going to have.
 */
export function headTracks(firstId: number, body: Track, onBody: FacesOnBody, clock: FrameClock): Track[] {
  if (body.frames.length === 0) return [];
  const regions = steadyRegions(body, clock);
  return runsWithoutFace(body, onBody, clock).map(([from, to], index): Track => ({
    id: firstId + index,
    kind: 'head',
    frames: body.frames.slice(from, to + 1),
    boxes: regions.slice(4 * from, 4 * (to + 1)),
    scores: body.scores.slice(from, to + 1),
    origins: body.origins.slice(from, to + 1),
    ...(body.faces === undefined ? {} : { faces: body.faces }),
  }));
}

/** First and last sample of each stretch. */
function runsWithoutFace({ frames }: Track, onBody: FacesOnBody, clock: FrameClock): [number, number][] {
  const timeS = (sample: number): number => clock.timeS(frames[sample] as number);
  const runs: [number, number][] = [];
  let seen = -1; // the last sample with a face
  for (let sample = 0; sample <= frames.length; sample++) {
    const face = onBody[sample] ?? -1;
    if (sample < frames.length && face < 0) continue;
    const isBridged = seen >= 0 && sample < frames.length && onBody[seen] === face && timeS(sample) - timeS(seen) <= bridgedFaceMaxS + toleranceS;
    if (sample - seen > 1 && !isBridged) runs.push([seen + 1, sample - 1]);
    seen = sample;
  }
  const wider = runs.map(([from, to]): [number, number] => {
    let [first, last] = [from, to];
    while (first > 0 && timeS(from) - timeS(first - 1) <= overlapS + toleranceS) first -= 1;
    while (last < frames.length - 1 && timeS(last + 1) - timeS(to) <= overlapS + toleranceS) last += 1;
    return [first, last];
  });
  const joined: [number, number][] = [];
  for (const [from, to] of wider) {
    const last = joined.at(-1);
    if (last !== undefined && (from <= last[1] + 1 || timeS(from) - timeS(last[1]) <= joinMaxS + toleranceS)) last[1] = to;
    else joined.push([from, to]);
  }
  return joined;
}

/** Boxes of the head on every sample. */
function steadyRegions(body: Track, clock: FrameClock): Float32Array {
  const own = regionsOf(body);
  const steady = new Float32Array(own.length);
  const { frames } = body;
  let [first, end] = [0, 0];
  for (let sample = 0; sample < frames.length; sample++) {
    const nowS = clock.timeS(frames[sample] as number);
    while (nowS - clock.timeS(frames[first] as number) > steadyHalfS + toleranceS) first += 1;
    while (end < frames.length && clock.timeS(frames[end] as number) - nowS <= steadyHalfS + toleranceS) end += 1;
    const { x, y, width, height } = boxOf(own, sample);
    let [widest, highest] = [width, height];
    for (let near = first; near < end; near++) {
      widest = Math.max(widest, own[4 * near + 2] as number);
      highest = Math.max(highest, own[4 * near + 3] as number);
    }
    setBox(steady, sample, frameBox(x - (widest - width) / 2, y - (highest - height) / 2, widest, highest));
  }
  return steady;
}

function regionsOf({ frames, boxes, poses }: Track): Float32Array {
  const regions = new Float32Array(4 * frames.length);
  const unknown: number[] = [];
  let known: FrameBox | undefined; // the last region that a pose told, in shares of the body's box
  for (let sample = 0; sample < frames.length; sample++) {
    const body = boxOf(boxes, sample);
    const pose = poses?.subarray(poseStride * sample, poseStride * (sample + 1));
    const region = pose === undefined || pose.every(Number.isNaN) ? undefined : headRegion(pose, body);
    if (region === undefined || region.from === 'box') {
      if (known === undefined) unknown.push(sample);
      else setBox(regions, sample, placedIn(known, body));
      continue;
    }
    known = sharesOf(region.box, body);
    setBox(regions, sample, region.box);
    for (const before of unknown.splice(0)) setBox(regions, before, placedIn(known, boxOf(boxes, before)));
  }
  const noPose = new Float32Array(poseStride).fill(NaN);
  for (const sample of unknown) setBox(regions, sample, headRegion(noPose, boxOf(boxes, sample)).box);
  return regions;
}

function sharesOf(region: FrameBox, body: FrameBox): FrameBox {
  const [width, height] = [Math.max(1, body.width), Math.max(1, body.height)];
  return frameBox((region.x - body.x) / width, (region.y - body.y) / height, region.width / width, region.height / height);
}

function placedIn(shares: FrameBox, body: FrameBox): FrameBox {
  return frameBox(body.x + shares.x * body.width, body.y + shares.y * body.height, shares.width * body.width, shares.height * body.height);
}
