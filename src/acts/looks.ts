import type { Gate } from '../core/gate.ts';
import { i420Layout } from '../core/i420.ts';
import type { I420Image } from '../core/i420.ts';
import type { Owned } from '../core/owned.ts';
import type { ObserveSettings } from '../documents/observations.ts';
import { decodeFrames } from '../media/decode-frames.ts';
import type { DecodedFrame } from '../media/decode-frames.ts';
import type { Movie } from '../media/movie.ts';
import { PictureCopier } from '../media/picture-copier.ts';
import type { BodySampler } from '../tracking/body-sampler.ts';
import { ShotWatch } from '../tracking/shots.ts';
import type { LanePool } from './lane-pool.ts';
import { groupFrames } from './stride.ts';
import type { StridePolicy } from './stride.ts';

/** What is looked at. */
export interface LooksDeps {
  readonly movie: Movie;
  readonly settings: ObserveSettings;
  readonly lanes: LanePool;
  readonly gate: Gate;
  readonly signal: AbortSignal;
  /** May look at a decoded picture before it is handed over (live preview); borrowed. */
  readonly onPicture?: (frame: number, image: I420Image) => void;
}

/** A frame to be looked at, or not. */
export interface Look {
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

/** What decides how closely frames are looked at. */
export interface LookPolicies {
  readonly policy: StridePolicy;
  readonly groupOf: (frame: number) => number;
  /** Of mouths. */
  readonly isDue: (frame: number) => boolean;
  readonly sampler: BodySampler | undefined;
}

/** Looks from `firstFrame` on; `before` is the last frame that was looked at before, or the same: only what changes after it is asked of it. */
export async function* looks(firstFrame: number, before: number, deps: LooksDeps, { policy, groupOf, isDue, sampler }: LookPolicies): AsyncGenerator<Look, void, undefined> {
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
