import { AppError } from '../core/errors.ts';
import type { Gate } from '../core/gate.ts';
import type { FrameGeometry } from '../core/geometry.ts';
import { i420Layout } from '../core/i420.ts';
import type { I420Image } from '../core/i420.ts';
import { mapOrdered } from '../core/stage.ts';
import type { Journal } from '../documents/journal.ts';
import { frameStatus, noDetections } from '../documents/observations.ts';
import type { FrameObservation, Observations, ObserveSettings } from '../documents/observations.ts';
import { ObservationsBuilder } from '../documents/observations-builder.ts';
import { decodeFrames } from '../media/decode-frames.ts';
import type { DecodedFrame } from '../media/decode-frames.ts';
import type { Movie } from '../media/movie.ts';
import { PictureCopier } from '../media/picture-copier.ts';
import type { Owned } from '../core/owned.ts';
import { BodySampler } from '../tracking/body-sampler.ts';
import { LookPolicy } from '../tracking/look-policy.ts';
import { trackerOptions } from '../tracking/options.ts';
import { ShotWatch } from '../tracking/shots.ts';
import { frameClock } from '../tracking/tracklet.ts';
import type { BodyFinder } from './body-finder.ts';
import { withBodyLook } from './body-looks.ts';
import { CloserLooks } from './closer-looks.ts';
import type { LookedAt } from './closer-looks.ts';
import type { LanePool } from './lane-pool.ts';
import { mouthsDue, withMouths } from './mouth-looks.ts';
import type { MouthReader } from './mouth-reader.ts';
import type { Recognizer } from './recognizer.ts';
import { averageFrameRate, sourceInfo } from './source-info.ts';
import { groupFrames, StridePolicy } from './stride.ts';

export interface ObserveDeps {
  readonly movie: Movie;
  readonly settings: ObserveSettings;
  readonly lanes: LanePool;
  readonly recognizer: Recognizer;
  /** Absent where nobody asks who speaks. */
  readonly mouths?: MouthReader;
  /** There where the settings ask for bodies. */
  readonly bodies?: BodyFinder;
  readonly journal: Journal;
  readonly gate: Gate;
  readonly signal: AbortSignal;
  /** Called for every finished frame, in order; `resumed` ones came from the journal. */
  readonly onFrame: (observation: FrameObservation, resumed: boolean) => void;
  /** May look at a decoded picture before it is handed over (live preview); borrowed. */
  readonly onPicture?: (frame: number, image: I420Image) => void;
}

/** Results in order may wait for at most this many frames: skipped frames are cheap, pictures are bounded by the lanes. */
const orderWindow = 48;

interface DetectDeps {
  readonly geometry: FrameGeometry;
  readonly settings: ObserveSettings;
  readonly lanes: LanePool;
}

interface Look {
  readonly frame: number;
  /** Undefined: skipped on purpose. Null: could not be decoded. */
  readonly image: I420Image | null | undefined;
  /** Whether its mouths are wanted. */
  readonly mouths: boolean;
  /** Whether its bodies are wanted. */
  readonly bodies: boolean;
  /** See `FrameObservation`. */
  readonly sceneChange?: number;
}

/**
 * Act one: asks the detectors about every frame that the quality wants looked at, and writes what they say to the journal.
 * Resumes after the journal's last complete group. Decode failures and failed model runs become `unknown` frames.
 */
export async function observe(deps: ObserveDeps): Promise<Observations> {
  const { movie, settings, journal } = deps;
  const startedMs = performance.now();
  const builder = new ObservationsBuilder(sourceInfo(movie), settings);
  const policy = new StridePolicy(settings.quality, averageFrameRate(movie), settings.speakers);
  const { ticks, timescale, geometry } = movie.video;
  const clock = frameClock(ticks, timescale);
  const closer = new CloserLooks(new LookPolicy(trackerOptions(settings.sensitivity)), deps.lanes, deps.recognizer, geometry, (frame) => clock.timeS(frame));
  const groupOf = (frame: number): number => Math.floor((frame - settings.firstFrame) / groupFrames);

  /** When a frame was looked at last. */
  let lookedS: number | undefined;
  const isDue = (frame: number): boolean => {
    const beforeS = lookedS;
    lookedS = clock.timeS(frame);
    return mouthsDue(lookedS, beforeS);
  };
  const sampler = settings.bodies === undefined ? undefined : new BodySampler(settings.bodies.sampling, (frame) => clock.timeS(frame));
  /** The frame that was looked at last, before it was interrupted. */
  let before: number | undefined;
  for (const group of journal.resumed) {
    for (const observation of group.frames()) {
      builder.add(observation);
      if (observation.status === frameStatus.observed) before = observation.frame;
      policy.record(groupOf(observation.frame), observation);
      closer.replay(observation);
      deps.onFrame(observation, true);
      if (observation.status !== frameStatus.skipped) lookedS = clock.timeS(observation.frame);
      if (observation.bodies !== undefined) sampler?.resumeAt(observation.frame);
    }
  }
  const next = builder.nextFrame;

  const detect = async (look: Look): Promise<LookedAt> => {
    const faces = await observeOne(look, deps);
    const lookedAt = look.bodies && deps.bodies !== undefined && settings.bodies !== undefined ? await withBodyLook(faces, deps.bodies, geometry, settings.bodies.scale, deps.lanes) : faces;
    policy.record(groupOf(look.frame), lookedAt.observation);
    return look.mouths && deps.mouths !== undefined ? withMouths(lookedAt, deps.mouths, geometry, deps.lanes) : lookedAt;
  };
  let group: FrameObservation[] = [];
  let looked = 0;
  let embedded = 0;
  let mouths = 0;
  let bodyLooks = 0;
  if (next <= settings.lastFrame) {
    for await (const observation of mapOrdered(looks(next, before ?? next, deps, { policy, groupOf, isDue, sampler }), orderWindow, (look) => closer.look(detect(look)))) {
      builder.add(observation);
      if (observation.status === frameStatus.observed) looked += 1;
      embedded += observation.embeddings?.count ?? 0;
      mouths += observation.mouths?.detections.length ?? 0;
      if (observation.bodies !== undefined) bodyLooks += 1;
      group.push(observation);
      if (group.length === groupFrames || observation.frame === settings.lastFrame) {
        journal.append(group);
        group = [];
      }
      deps.onFrame(observation, false);
    }
  }
  const frames = settings.lastFrame - next + 1;
  const { bodies } = settings;
  const also = [
    ...(deps.mouths === undefined ? [] : [`at ${mouths} mouths`]),
    ...(bodies === undefined ? [] : [`for bodies in ${bodyLooks} frames (${bodies.sampling}, scale ${bodies.scale})`]),
  ];
  return builder.build([
    { stage: 'observe', backend: deps.lanes.backend, frames, ms: performance.now() - startedMs, detail: `${settings.detector}, ${settings.quality}, looked at ${looked}, ${[`closely at ${embedded} faces`, ...also].join(', ')}` },
  ]);
}

/** What decides how closely frames are looked at. */
interface LookPolicies {
  readonly policy: StridePolicy;
  readonly groupOf: (frame: number) => number;
  /** Of mouths. */
  readonly isDue: (frame: number) => boolean;
  readonly sampler: BodySampler | undefined;
}

/** Looks from `firstFrame` on; `before` is the last frame that was looked at before, or the same: only what changes after it is asked of it. */
async function* looks(firstFrame: number, before: number, deps: ObserveDeps, { policy, groupOf, isDue, sampler }: LookPolicies): AsyncGenerator<Look, void, undefined> {
  const { movie, settings, lanes, gate, signal } = deps;
  const copier = new PictureCopier(movie.video);
  const shots = new ShotWatch();
  const bodiesBefore = sampler?.lastFrame ?? before;
  let stride = 1;
  let strideGroup = -1;
  for await (const decoded of decodeFrames(movie, { firstFrame: Math.min(before, bodiesBefore), lastFrame: settings.lastFrame, signal })) {
    using held: Owned<DecodedFrame> = decoded;
    const { frame, picture } = held.value;
    await gate.passed(signal);
    if (frame < firstFrame) {
      if (picture === null || (frame !== before && frame !== bodiesBefore)) continue;
      const image = await copier.copy(picture);
      if (frame === before) shots.next(image);
      if (frame === bodiesBefore && sampler?.lastFrame === frame) sampler.resumeAt(frame, image);
      continue;
    }
    const group = groupOf(frame);
    if (group !== strideGroup) {
      stride = await policy.strideOf(group);
      strideGroup = group;
    }
    if (picture === null) {
      yield { frame, image: null, mouths: false, bodies: false };
    } else if ((frame - settings.firstFrame) % groupFrames % stride !== 0) {
      yield { frame, image: undefined, mouths: false, bodies: false };
    } else {
      await lanes.room();
      const { storedWidthPx, storedHeightPx } = movie.video.geometry;
      const image = await copier.copy(picture, lanes.takeBuffer(i420Layout(storedWidthPx, storedHeightPx).byteLength));
      deps.onPicture?.(frame, image);
      const sceneChange = shots.next(image);
      yield { frame, image, mouths: isDue(frame), bodies: sampler?.isDue(frame, image, sceneChange) ?? false, sceneChange };
    }
  }
}

async function observeOne({ frame, image, sceneChange = 0 }: Look, deps: ObserveDeps): Promise<LookedAt> {
  if (image === undefined) return { observation: { frame, status: frameStatus.skipped, detections: noDetections }, image };
  if (image === null) return { observation: { frame, status: frameStatus.unknown, detections: noDetections }, image: undefined };
  const lookedAt = await detectOrUnknown(frame, image, { ...deps, geometry: deps.movie.video.geometry });
  return sceneChange === 0 ? lookedAt : { ...lookedAt, observation: { ...lookedAt.observation, sceneChange } };
}

/**
 * Asks the detectors about one picture, which is taken and comes back with their answer; a failed model run is no answer, and never "nothing there",
 * and takes the picture with it.
 */
export async function detectOrUnknown(frame: number, image: I420Image, { geometry, settings, lanes }: DetectDeps): Promise<LookedAt> {
  const { quality, sensitivity } = settings;
  try {
    const { detections, image: same } = await lanes.detect(image, { geometry, quality, sensitivity });
    return { observation: { frame, status: frameStatus.observed, detections }, image: same };
  } catch (error) {
    if (error instanceof AppError && error.code === 'model/run-failed') return { observation: { frame, status: frameStatus.unknown, detections: noDetections }, image: undefined };
    throw error;
  }
}
