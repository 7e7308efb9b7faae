import { AppError } from '../core/errors.ts';
import type { I420Image } from '../core/i420.ts';
import { mapOrdered } from '../core/stage.ts';
import { bodySamplings } from '../documents/bodies.ts';
import type { Bodies, BodySampling, BodyScale, BodySettings } from '../documents/bodies.ts';
import type { FrameRange } from '../documents/analysis.ts';
import type { ObserveSettings } from '../documents/observations.ts';
import { decodeFrames } from '../media/decode-frames.ts';
import type { Movie } from '../media/movie.ts';
import { PictureCopier } from '../media/picture-copier.ts';
import { BodySampler } from '../tracking/body-sampler.ts';
import { ShotWatch } from '../tracking/shots.ts';
import { frameClock } from '../tracking/tracklet.ts';
import { chooseLooking } from '../understand/choose-looking.ts';
import type { BodyFinder } from './body-finder.ts';
import { lookingTrials } from './looking-trials.ts';
import type { TriedFrame } from './looking-trials.ts';

/** Bodies are looked for in all frames of so long a beginning. */
const trialS = 2;
/** And in so many of them at most. */
const trialFramesMax = 60;
/** Smaller pictures are tried in every fourth of them. */
const scaleEvery = 4;
/** A trial pays for itself where so many times as many frames follow. */
const worthTimes = 4;

export interface BodyTrialDeps {
  readonly movie: Movie;
  readonly settings: Omit<ObserveSettings, 'bodies'>;
  readonly finder: BodyFinder;
  /** Absent: all that the finder can. */
  readonly scale?: BodyScale;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * How bodies are looked for in this video: the fewest looks in the smallest pictures that find about the same as every frame at full size, tried on its
 * beginning. It depends on the pictures and the networks alone, never on how fast anything was: asked again it says the same, so that a job can be resumed.
 * A short video, and one whose trial fails, is looked at whole. Throws as decoding does.
 */
export async function tryLooking(deps: BodyTrialDeps): Promise<BodySettings> {
  const { movie, settings, finder, scale } = deps;
  const { ticks, timescale } = movie.video;
  const clock = frameClock(ticks, timescale);
  const { firstFrame } = settings;
  let lastFrame = firstFrame;
  while (lastFrame < settings.lastFrame && clock.timeS(lastFrame + 1) - clock.timeS(firstFrame) <= trialS && lastFrame + 1 - firstFrame < trialFramesMax) lastFrame += 1;
  const full: BodySettings = { sampling: 'all', scale: scale ?? 1 };
  if (settings.lastFrame - firstFrame < worthTimes * (lastFrame - firstFrame)) return full;
  try {
    const tried: TriedFrame[] = [];
    for await (const frame of framesTried(deps, { firstFrame, lastFrame })) {
      tried.push(frame);
      deps.onProgress(tried.length, lastFrame - firstFrame + 1);
    }
    return chooseLooking(lookingTrials(movie, { ...settings, lastFrame }, tried, scale === undefined ? finder.scales : [scale]));
  } catch (error) {
    if (error instanceof AppError && error.code === 'model/run-failed') return full;
    throw error;
  }
}

interface Glanced {
  readonly frame: number;
  readonly image: I420Image;
  readonly due: readonly BodySampling[];
}

async function* framesTried({ movie, finder, scale, signal }: BodyTrialDeps, range: FrameRange): AsyncGenerator<TriedFrame, void, undefined> {
  const { geometry } = movie.video;
  const fullScale = scale ?? 1;
  const look = async ({ frame, image, due }: Glanced): Promise<TriedFrame> => {
    const full = await finder.find(image, geometry, fullScale);
    const smaller = new Map<BodyScale, Bodies>();
    let held = full.image;
    if ((frame - range.firstFrame) % scaleEvery === 0 && scale === undefined) {
      for (const each of finder.scales.filter((one) => one !== fullScale)) {
        const found = await finder.find(held, geometry, each);
        smaller.set(each, found.bodies);
        held = found.image;
      }
    }
    return { frame, due, full: full.bodies, smaller };
  };
  yield* mapOrdered(glances(movie, range, signal), finder.lanesMax, look);
}

/** The pictures of a range that could be decoded, with the samplings that would look for bodies in them. */
async function* glances(movie: Movie, range: FrameRange, signal: AbortSignal): AsyncGenerator<Glanced, void, undefined> {
  const { ticks, timescale } = movie.video;
  const clock = frameClock(ticks, timescale);
  const copier = new PictureCopier(movie.video);
  const shots = new ShotWatch();
  const samplers = bodySamplings.map((sampling) => ({ sampling, sampler: new BodySampler(sampling, (frame) => clock.timeS(frame)) }));
  for await (const decoded of decodeFrames(movie, { ...range, signal })) {
    using held = decoded;
    const { frame, picture } = held.value;
    if (picture === null) continue;
    const image = await copier.copy(picture);
    const sceneChange = shots.next(image);
    yield { frame, image, due: samplers.flatMap(({ sampling, sampler }) => (sampler.isDue(frame, image, sceneChange) ? [sampling] : [])) };
  }
}
