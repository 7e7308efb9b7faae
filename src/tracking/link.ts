import { boxOf } from '../documents/box-columns.ts';
import { frameStatus } from '../documents/observations.ts';
import type { Observations, ObserveSettings } from '../documents/observations.ts';
import { associate } from './association.ts';
import type { Candidate } from './association.ts';
import { ByteTracker } from './byte-track.ts';
import { BoxFilter } from './kalman.ts';
import type { TrackerOptions } from './options.ts';
import { frameClock } from './tracklet.ts';
import type { FrameClock, Tracklet } from './tracklet.ts';

/** What is linked: boxes of one kind, columns over the frames from `firstFrame` on as in `Observations`. */
export interface LinkInput extends Pick<Observations, 'source' | 'statuses' | 'offsets' | 'boxes' | 'scores'> {
  readonly settings: Pick<ObserveSettings, 'firstFrame'>;
}

/** Samples that tell a track's velocity where it begins. */
const backwardSamples = 8;

/**
 * Links the detections of a whole video into tracklets: ByteTrack forwards, then every track is followed backwards from its first
 * sample through low scores that no track owns, so that a face which appears with low scores is known from the first of them.
 */
export function linkTracklets(observations: LinkInput, options: TrackerOptions): Tracklet[] {
  const clock = frameClock(observations.source.ticks, observations.source.timescale);
  const owner = trackForwards(observations, options, clock);
  const firstSamples = groupByOwner(observations, owner);
  followBackwards(observations, options, clock, owner, firstSamples);
  return groupByOwner(observations, owner).map(({ frames, detections }) => gather(observations, frames, detections));
}

/** Track id of every detection, 0 for none. */
function trackForwards(observations: LinkInput, options: TrackerOptions, clock: FrameClock): Int32Array {
  const { settings, statuses, offsets, boxes, scores } = observations;
  const owner = new Int32Array(scores.length);
  const tracker = new ByteTracker(options);
  for (let index = 0; index < statuses.length; index++) {
    const start = offsets[index] as number;
    const end = offsets[index + 1] as number;
    // A frame not looked at, or one in which looking failed, is no evidence that a face is gone.
    if (statuses[index] !== frameStatus.observed && start === end) continue;
    const detections = { count: end - start, boxes: boxes.subarray(4 * start, 4 * end), scores: scores.subarray(start, end) };
    owner.set(tracker.update(clock.timeS(settings.firstFrame + index), detections), start);
  }
  return owner;
}

interface OwnedSamples {
  readonly id: number;
  readonly frames: Int32Array;
  /** Indices of detections. */
  readonly detections: Int32Array;
}

/** The samples of each track in frame order, by counting. */
function groupByOwner({ settings, statuses, offsets }: LinkInput, owner: Int32Array): OwnedSamples[] {
  const counts: (number | undefined)[] = [];
  for (const id of owner) if (id > 0) counts[id] = (counts[id] ?? 0) + 1;
  const groups: (OwnedSamples | undefined)[] = Array.from(counts, (count, id) =>
    count === undefined ? undefined : { id, frames: new Int32Array(count), detections: new Int32Array(count) },
  );
  const filled = new Int32Array(groups.length);
  for (let index = 0; index < statuses.length; index++) {
    for (let detection = offsets[index] as number; detection < (offsets[index + 1] as number); detection++) {
      const id = owner[detection] as number;
      const group = groups[id];
      if (group === undefined) continue;
      const at = filled[id] as number;
      group.frames[at] = settings.firstFrame + index;
      group.detections[at] = detection;
      filled[id] = at + 1;
    }
  }
  return groups.filter((group) => group !== undefined);
}

/** Gives free low-score detections before a track's beginning to it; changes `owner`. */
function followBackwards(
  { settings, statuses, offsets, boxes, scores }: LinkInput,
  options: TrackerOptions,
  clock: FrameClock,
  owner: Int32Array,
  tracks: readonly OwnedSamples[],
): void {
  const waiting = [...tracks].sort((a, b) => (a.frames[0] as number) - (b.frames[0] as number));
  let active: BackwardTrack[] = [];
  for (let index = statuses.length - 1; index >= 0; index--) {
    const frame = settings.firstFrame + index;
    const timeS = clock.timeS(frame);
    active = active.filter((track) => track.seenS - timeS <= options.lowGapMaxS || track.misses < options.lostUpdatesMin);
    const start = offsets[index] as number;
    const end = offsets[index + 1] as number;
    if (active.length > 0 && (statuses[index] === frameStatus.observed || start < end)) {
      const free: number[] = [];
      for (let detection = start; detection < end; detection++) {
        if (owner[detection] === 0 && (scores[detection] as number) >= options.continueScoreMin) free.push(detection);
      }
      for (const track of active) track.rewindTo(timeS);
      const found = free.length > 0 ? associate(active, boxes, free, options.matchCostMax) : undefined;
      active.forEach((track, row) => {
        const column = found?.[row] ?? -1;
        if (column < 0) return void (track.misses += 1);
        const detection = free[column] as number;
        owner[detection] = track.id;
        track.see(boxes, detection, timeS);
      });
    }
    while (waiting.length > 0 && (waiting[waiting.length - 1] as OwnedSamples).frames[0] === frame) {
      active.push(new BackwardTrack(waiting.pop() as OwnedSamples, boxes, clock));
    }
  }
}

/** A track followed against time from its first samples. */
class BackwardTrack implements Candidate {
  readonly id: number;
  readonly #filter: BoxFilter;
  predicted;
  lastSeen;
  seenS: number;
  sinceSeenS = 0;
  misses = 0;
  readonly fresh: boolean;
  #timeS: number;

  constructor({ id, frames, detections }: OwnedSamples, boxes: Float32Array, clock: FrameClock) {
    this.id = id;
    this.fresh = frames.length === 1;
    let sample = Math.min(backwardSamples, frames.length) - 1;
    const { x, y, width, height } = boxOf(boxes, detections[sample] as number);
    this.#filter = new BoxFilter(x, y, Math.max(1, width), Math.max(1, height));
    this.#timeS = clock.timeS(frames[sample] as number);
    this.seenS = this.#timeS;
    this.predicted = this.#filter.box;
    this.lastSeen = this.predicted;
    for (sample -= 1; sample >= 0; sample--) {
      const timeS = clock.timeS(frames[sample] as number);
      this.rewindTo(timeS);
      this.see(boxes, detections[sample] as number, timeS);
    }
  }

  get missed(): boolean {
    return this.misses > 0;
  }

  rewindTo(timeS: number): void {
    this.#filter.predict(Math.max(0, this.#timeS - timeS));
    this.#timeS = timeS;
    this.sinceSeenS = this.seenS - timeS;
    this.predicted = this.#filter.box;
  }

  see(boxes: Float32Array, detection: number, timeS: number): void {
    const { x, y, width, height } = boxOf(boxes, detection);
    this.#filter.correct(x, y, Math.max(1, width), Math.max(1, height));
    this.predicted = this.#filter.box;
    this.lastSeen = boxOf(boxes, detection);
    this.seenS = timeS;
    this.sinceSeenS = 0;
    this.misses = 0;
  }
}

function gather({ boxes, scores }: LinkInput, frames: Int32Array, detections: Int32Array): Tracklet {
  const own = { frames, boxes: new Float32Array(4 * frames.length), scores: new Float32Array(frames.length), detections };
  detections.forEach((detection, sample) => {
    own.boxes.set(boxes.subarray(4 * detection, 4 * detection + 4), 4 * sample);
    own.scores[sample] = scores[detection] as number;
  });
  return own;
}
