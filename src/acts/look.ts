import type { Gate } from '../core/gate.ts';
import { WorkClock } from '../core/work-clock.ts';
import { asksWhoSpeaks } from '../documents/asks-who-speaks.ts';
import type { DetectionFacts } from '../documents/detection-facts.ts';
import type { BodySettings } from '../documents/bodies.ts';
import type { Observations, ObserveSettings } from '../documents/observations.ts';
import { wantedBodies } from '../documents/wanted-bodies.ts';
import type { BodyLooking } from '../documents/wanted-bodies.ts';
import type { Movie } from '../media/movie.ts';
import { isStill } from '../media/open-media.ts';
import type { Still } from '../media/stills/still.ts';
import { stillGeometry } from '../pixels/still-planes.ts';
import type { JobEvent, JobOptions } from '../rpc/job-types.ts';
import type { BodyChoice, BodyFinder } from './body-finder.ts';
import { bodyLooking } from './body-looking.ts';
import { DetectionPreview } from './detection-preview.ts';
import { FindingTime } from './finding-time.ts';
import { frameRange } from './frame-range.ts';
import { JournalStore } from './journal-store.ts';
import type { MouthReader } from './mouth-reader.ts';
import { observe } from './observe.ts';
import { observeStill, stillQuality } from './observe-still.ts';
import type { DetectionWanted, LaneSet } from './open-detection.ts';
import { StageProgress } from './progress.ts';
import { withFacts } from './recognizer.ts';
import type { Recognizer } from './recognizer.ts';
import { learnReferences } from './reference-photos.ts';
import type { Reference } from './reference-photos.ts';

/** Opens the wanted detector; asked once per analysis, which closes it. */
export type StartLanes = (wanted: DetectionWanted, send: (event: JobEvent) => void) => Promise<LaneSet>;

/** What is looked with; each is asked once at most, and it closes what it gets. */
export interface LookMeans {
  readonly startLanes: StartLanes;
  readonly openRecognizer: (onGpu: boolean, send: (event: JobEvent) => void) => Promise<Recognizer>;
  readonly openMouthReader: () => Promise<MouthReader>;
  readonly openBodyFinder: (choice: BodyChoice) => Promise<BodyFinder>;
}

export interface LookDeps {
  readonly media: Movie | Still;
  readonly options: JobOptions;
  readonly means: LookMeans;
  readonly gate: Gate;
  readonly signal: AbortSignal;
  readonly send: (event: JobEvent) => void;
}

/** What was seen, who is in the reference photos, and what looked. */
export interface Looked {
  readonly observations: Observations;
  readonly references: readonly Reference[];
  readonly detection: DetectionFacts;
}

/** What a look at one video or picture has at hand; absent is what nobody asked for. */
interface Eyes {
  readonly lanes: LaneSet;
  readonly recognizer: Recognizer;
  readonly mouths?: MouthReader;
  readonly bodies?: BodyFinder;
  /** There where a time was given. */
  readonly time?: FindingTime;
}

/** Act one for the eye, from the journal where it can; reference photos first. Throws `reference/*` for one that is of no use, and as `observe` does. */
export async function look(deps: LookDeps): Promise<Looked> {
  const { media, options, means, gate, signal, send } = deps;
  const time = options.finishInS === undefined ? {} : { time: new FindingTime(options.finishInS, new WorkClock(gate), send) };
  const range = frameRange(media, options.startS, options.endS);
  const { quality, sensitivity } = options;
  const request = isStill(media)
    ? { geometry: stillGeometry(media.widthPx, media.heightPx), quality: stillQuality(quality), sensitivity }
    : { geometry: media.video.geometry, quality, sensitivity };
  const frames = range.lastFrame - range.firstFrame + 1;
  const speakers = asksWhoSpeaks(options) && !isStill(media);
  const wanted = wantedBodies(options);
  const opened: { close(): void }[] = [];
  const open = async <T extends { close(): void }>(opening: Promise<T>): Promise<T> => {
    const each = await opening;
    opened.push(each);
    return each;
  };
  try {
    const lanes = await open(means.startLanes({ detector: options.detector, backend: options.detectBackend ?? options.backend, frames, request }, send));
    const recognizer = await open(means.openRecognizer(lanes.facts().backend === 'gpu', send));
    const references = await learnReferences(options.references ?? [], lanes.pool, recognizer, signal);
    const mouths = speakers && media.audio !== null ? { mouths: await open(means.openMouthReader()) } : {};
    const bodies = wanted === undefined ? {} : { bodies: await open(means.openBodyFinder(bodyChoice(options, wanted))) };
    const eyes: Eyes = { lanes, recognizer, ...mouths, ...bodies, ...time };
    const settings: ObserveSettings = { quality: request.quality, detector: lanes.detector, sensitivity, ...range, ...(speakers ? { speakers: true } : {}) };
    const observations = isStill(media) ? await lookAtStill(media, eyes, settings, deps) : await lookAtMovie(media, eyes, settings, wanted, deps);
    const facts = [recognizer, eyes.mouths, eyes.bodies].reduce((all, each) => (each === undefined ? all : withFacts(all, each.facts())), lanes.facts());
    return { observations, references, detection: facts };
  } finally {
    for (const each of opened) each.close();
  }
}

/** CenterNet finds more of those who are small. Who asks for no more than is good enough (`auto`) wants to be done: YOLOX takes less time. */
function bodyChoice({ poseModel, detector }: JobOptions, { sampling }: BodyLooking): BodyChoice {
  return poseModel ?? (detector === 'embedded' || sampling !== 'auto' ? 'centernet' : 'auto');
}

async function lookAtStill(still: Still, { lanes, recognizer, bodies }: Eyes, settings: ObserveSettings, { gate, signal, send }: LookDeps): Promise<Observations> {
  const progress = new StageProgress('observe', 1, send);
  progress.report(0);
  const asked = bodies === undefined ? settings : { ...settings, bodies: { sampling: 'all', scale: 1 } as const };
  const seen = await observeStill({ still, settings: asked, lanes: lanes.pool, recognizer, ...(bodies === undefined ? {} : { bodies }), gate, signal });
  progress.report(1);
  return seen;
}

async function lookAtMovie(movie: Movie, eyes: Eyes, settings: ObserveSettings, wanted: BodyLooking | undefined, deps: LookDeps): Promise<Observations> {
  const { lanes, recognizer, mouths, bodies, time } = eyes;
  const { options, gate, signal, send } = deps;
  const trial = (finder: BodyFinder, looking: BodyLooking): Promise<BodySettings> => {
    const progress = new StageProgress('prepare', 1, send);
    return bodyLooking(looking, { movie, settings, finder, signal, onProgress: (done, total) => progress.report(done / total) });
  };
  const all = bodies === undefined || wanted === undefined ? settings : { ...settings, bodies: await trial(bodies, wanted) };
  using journal = await JournalStore.open({ fingerprint: movie.fingerprint, settings: all, models: { ...lanes.models, ...recognizer.models, ...mouths?.models, ...bodies?.models } });
  const total = settings.lastFrame - settings.firstFrame + 1;
  const resumed = journal.resumed.reduce((sum, group) => sum + group.frameCount, 0);
  if (resumed > 0) send({ kind: 'notice', code: 'resumed', details: { frames: resumed } });
  const progress = new StageProgress('observe', total, send, resumed);
  time?.begins(total, resumed);
  const preview = options.livePreview ? new DetectionPreview(movie.video.geometry, send) : undefined;
  let done = 0;
  return await observe({
    movie,
    settings: all,
    lanes: lanes.pool,
    recognizer,
    ...(mouths === undefined ? {} : { mouths }),
    ...(bodies === undefined ? {} : { bodies }),
    journal,
    gate,
    signal,
    onPicture: (frame, image) => preview?.hold(frame, image),
    onFrame: (observation) => {
      done += 1;
      progress.report(done);
      time?.looked(done);
      preview?.observed(observation);
    },
  });
}
