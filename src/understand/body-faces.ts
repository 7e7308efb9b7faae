import type { FrameBox } from '../core/boxes.ts';
import { sampleOrigins } from '../documents/analysis.ts';
import type { FrameRange, Track } from '../documents/analysis.ts';
import { poseStride } from '../documents/bodies.ts';
import { boxOf } from '../documents/box-columns.ts';
import { assignMinCost } from '../tracking/assignment.ts';
import { headRegion } from './head-region.ts';

const detected = sampleOrigins.indexOf('detected');
/** The middle of a face is at most so far from the middle of the region of its head, in sides of that region: it lies within it. */
const offsetMax = 0.5;
/** The side of a face is between these parts of that of the region, which is 1.7 heads or more: a head is about twice a tight face. */
const sizeMin = 0.12;
const sizeMax = 1.2;
/** A face is a body's when it was seen on it in so many of the frames in which it was seen while the body was there. */
const shareMin = 0.5;

/** Which detected face was on the head of a body, frame by frame: −1 for none. Columns like those of the body's track. */
export type FacesOnBody = Int32Array;

/**
 * For each body the place (in `faces`) of the face that is detected on its head in each frame: one face has one body and one body one face,
 * and of all ways to pair them the nearest is taken.
 */
export function facesOnBodies(bodies: readonly Track[], faces: readonly Track[]): FacesOnBody[] {
  const found = bodies.map(({ frames }) => new Int32Array(frames.length).fill(-1));
  const byStart = (tracks: readonly Track[]): number[] => tracks.map((_, index) => index).sort((a, b) => firstOf(tracks[a] as Track) - firstOf(tracks[b] as Track));
  const [bodyOrder, faceOrder] = [byStart(bodies), byStart(faces)];
  let [activeBodies, activeFaces]: [number[], number[]] = [[], []];
  let [nextBody, nextFace] = [0, 0];
  const lastFrame = bodies.reduce((last, track) => Math.max(last, lastOf(track)), -1);
  for (let frame = bodies.reduce((first, track) => Math.min(first, firstOf(track)), Infinity); frame <= lastFrame; frame++) {
    while (nextBody < bodyOrder.length && firstOf(bodies[bodyOrder[nextBody] as number] as Track) <= frame) activeBodies.push(bodyOrder[nextBody++] as number);
    while (nextFace < faceOrder.length && firstOf(faces[faceOrder[nextFace] as number] as Track) <= frame) activeFaces.push(faceOrder[nextFace++] as number);
    activeBodies = activeBodies.filter((index) => lastOf(bodies[index] as Track) >= frame);
    activeFaces = activeFaces.filter((index) => lastOf(faces[index] as Track) >= frame);
    const seen = activeFaces.filter((index) => isDetected(faces[index] as Track, frame));
    if (seen.length === 0 || activeBodies.length === 0) continue;
    const regions = activeBodies.map((index) => regionAt(bodies[index] as Track, frame));
    const costs = Float64Array.from(activeBodies.flatMap((_, row) => seen.map((face) => offsetCost(regions[row] as FrameBox, boxAt(faces[face] as Track, frame)))));
    assignMinCost(costs, activeBodies.length, seen.length, offsetMax).forEach((column, row) => {
      const body = activeBodies[row] as number;
      if (column >= 0) (found[body] as FacesOnBody)[frame - firstOf(bodies[body] as Track)] = seen[column] as number;
    });
  }
  return found;
}

/** The faces (places in `faces`) that are a body's within a range of frames: seen on it more often than not. Ascending. */
export function facesOf(body: Track, onBody: FacesOnBody, faces: readonly Track[], { firstFrame, lastFrame }: FrameRange): number[] {
  const votes = new Map<number, number>();
  const [from, to] = [Math.max(firstFrame, firstOf(body)), Math.min(lastFrame, lastOf(body))];
  for (let frame = from; frame <= to; frame++) {
    const face = onBody[frame - firstOf(body)] as number;
    if (face >= 0) votes.set(face, (votes.get(face) ?? 0) + 1);
  }
  return [...votes]
    .filter(([face, count]) => count >= shareMin * looksWithin(faces[face] as Track, from, to))
    .map(([face]) => face)
    .sort((a, b) => a - b);
}

/** Frames in which a track was detected within a range, inclusive. */
function looksWithin(track: Track, from: number, to: number): number {
  let looks = 0;
  for (let frame = Math.max(from, firstOf(track)); frame <= Math.min(to, lastOf(track)); frame++) if (isDetected(track, frame)) looks += 1;
  return looks;
}

/** How far a face lies from the middle of the region of a head, in sides of the region; Infinity where it is no face of this head by its size. */
function offsetCost(region: FrameBox, face: FrameBox): number {
  const regionSide = Math.max(1, Math.max(region.width, region.height));
  const ratio = Math.max(face.width, face.height) / regionSide;
  if (!(ratio >= sizeMin && ratio <= sizeMax)) return Infinity;
  const dx = face.x + face.width / 2 - region.x - region.width / 2;
  const dy = face.y + face.height / 2 - region.y - region.height / 2;
  return Math.max(Math.abs(dx) / Math.max(1, region.width), Math.abs(dy) / Math.max(1, region.height));
}

function regionAt(body: Track, frame: number): FrameBox {
  const sample = frame - firstOf(body);
  const pose = body.poses?.subarray(poseStride * sample, poseStride * (sample + 1)) ?? new Float32Array(poseStride).fill(NaN);
  return headRegion(pose, boxOf(body.boxes, sample)).box;
}

function boxAt(track: Track, frame: number): FrameBox {
  return boxOf(track.boxes, frame - firstOf(track));
}

function isDetected({ frames, origins }: Track, frame: number): boolean {
  const sample = frame - (frames[0] ?? 0);
  return sample >= 0 && sample < frames.length && origins[sample] === detected;
}

function firstOf({ frames }: Track): number {
  return frames[0] ?? Infinity;
}

function lastOf({ frames }: Track): number {
  return frames[frames.length - 1] ?? -Infinity;
}
