import { sampleOrigins } from '../documents/analysis.ts';
import type { Track } from '../documents/analysis.ts';
import { poseStride } from '../documents/bodies.ts';
import type { BodyColumns } from '../documents/bodies.ts';
import { frameStatus } from '../documents/observations.ts';
import type { Observations } from '../documents/observations.ts';
import { evidenceOf, isConvincing } from '../tracking/evidence.ts';
import { joinTracklets } from '../tracking/join.ts';
import { linkTracklets } from '../tracking/link.ts';
import type { TrackerOptions } from '../tracking/options.ts';
import { repairTrack } from '../tracking/repair.ts';
import type { RepairBounds } from '../tracking/repair.ts';
import { shotStartsOf } from '../tracking/shots.ts';
import { smoothBoxes } from '../tracking/smooth.ts';
import { smoothPoses } from '../tracking/smooth-poses.ts';
import { sliceTracklet } from '../tracking/tracklet.ts';
import type { FrameClock, Tracklet } from '../tracking/tracklet.ts';
import { nearestLooked } from './looked.ts';

/** What bodies are followed with. */
export interface BodyContext {
  readonly bodies: BodyColumns;
  readonly options: TrackerOptions;
  readonly clock: FrameClock;
  readonly bounds: RepairBounds;
}

/** The bodies of a video are followed as its faces are; undefined where nobody looked for any. `faceBounds` are those of its faces. */
export function bodyContext({ settings, statuses, bodies }: Observations, options: TrackerOptions, clock: FrameClock, faceBounds: RepairBounds): BodyContext | undefined {
  if (bodies === undefined) return undefined;
  const own = bodyStatuses(statuses, bodies);
  const nearest = (frame: number, direction: 1 | -1): number => nearestLooked(own, frame - settings.firstFrame, direction) + settings.firstFrame;
  return { bodies, options, clock, bounds: { ...faceBounds, lookedBefore: (frame) => nearest(frame, -1), lookedAfter: (frame) => nearest(frame, 1) } };
}

/** Unbroken ways of bodies through the video: by the same ByteTrack as faces, joined over short gaps, and never over a cut to another scene. */
export function bodyTracklets({ source, settings, statuses, sceneChanges }: Observations, { bodies, options, clock }: BodyContext): Tracklet[] {
  const { offsets, boxes, scores } = bodies;
  const linked = linkTracklets({ source, settings, statuses: bodyStatuses(statuses, bodies), offsets, boxes, scores }, options);
  const shotStarts = shotStartsOf(sceneChanges, settings.firstFrame);
  return joinTracklets(linked, clock)
    .flatMap((tracklet) => cutAtFrames(tracklet, shotStarts))
    .filter((tracklet) => isConvincing(tracklet, options));
}

/** The track of a tracklet of a body: a box on every frame, and its pose, smoothed, from the first to the last that was seen. */
export function personTrack(id: number, tracklet: Tracklet, { bodies, options, clock, bounds }: BodyContext): Track {
  const track = repairTrack(id, smoothBoxes(tracklet, clock), evidenceOf(tracklet, options), clock, bounds);
  const poses = new Float32Array(poseStride * track.frames.length).fill(NaN);
  const firstSeen = track.origins.indexOf(sampleOrigins.indexOf('detected'));
  poses.set(smoothPoses(tracklet, bodies.poses, clock), poseStride * firstSeen);
  return { ...track, kind: 'person', poses };
}

/** The pieces of a tracklet before, between and from some frames (ascending) on; those without a sample are none. */
export function cutAtFrames(tracklet: Tracklet, frames: readonly number[]): Tracklet[] {
  const pieces: Tracklet[] = [];
  let from = 0;
  for (const frame of [...frames, Infinity]) {
    let to = from;
    while (to < tracklet.frames.length && (tracklet.frames[to] as number) < frame) to += 1;
    if (to > from) pieces.push(sliceTracklet(tracklet, from, to));
    from = to;
  }
  return pieces;
}

/** A frame of which the sampling left out the bodies was skipped on purpose, whatever was done about its faces. */
function bodyStatuses(statuses: Uint8Array, { looked }: BodyColumns): Uint8Array {
  return statuses.map((status, index) => (looked[index] === 1 ? frameStatus.observed : status === frameStatus.unknown ? frameStatus.unknown : frameStatus.skipped));
}
