import { frameBox } from '../core/boxes.ts';
import type { FrameBox } from '../core/boxes.ts';
import type { Detections } from '../documents/observations.ts';
import { associate } from './association.ts';
import type { Candidate } from './association.ts';
import { BoxFilter } from './kalman.ts';
import type { TrackerOptions } from './options.ts';

/** NEW: seen once. TRACKED: seen in the last update. LOST: missed since, may come back. REMOVED: gone for good. */
export type TrackState = 'new' | 'tracked' | 'lost' | 'removed';

/** A live track of a `ByteTracker`; valid to read until the next update. */
export interface LiveTrack {
  readonly id: number;
  readonly state: TrackState;
  /** Kalman estimate at the time of the last update. */
  readonly box: FrameBox;
  readonly velocityPxPerS: { readonly x: number; readonly y: number };
  readonly lastSeenS: number;
  readonly score: number;
}

/** The columns the tracker reads. */
export type TrackerInput = Pick<Detections, 'count' | 'boxes' | 'scores'>;

/**
 * ByteTrack (Zhang et al. 2022, arXiv 2110.06864): high scores are matched with all tracks first, low scores with what is left.
 * Changed for safety: a single high detection is a track at once (ByteTrack waits for a second), the match knows distance and
 * size besides IoU, and low scores may also continue a track that was just lost. Ids begin at 1 and belong to the instance.
 */
export class ByteTracker {
  readonly #options: TrackerOptions;
  #tracks: OnlineTrack[] = [];
  #removed: OnlineTrack[] = [];
  #nextId = 1;
  #timeS: number | undefined;

  constructor(options: TrackerOptions) {
    this.#options = options;
  }

  /** Live tracks, and those removed by the last update. */
  get tracks(): readonly LiveTrack[] {
    return [...this.#tracks, ...this.#removed];
  }

  /**
   * Takes the detections of a frame at a time (seconds, ascending; frames not looked at are simply not given).
   * Returns the track id of each detection, 0 for none.
   */
  update(timeS: number, detections: TrackerInput): Int32Array {
    const elapsedS = this.#timeS === undefined ? 0 : Math.max(0, timeS - this.#timeS);
    this.#timeS = timeS;
    for (const track of this.#tracks) track.predict(elapsedS);

    const ids = new Int32Array(detections.count);
    const high: number[] = [];
    const low: number[] = [];
    for (let index = 0; index < detections.count; index++) {
      const score = detections.scores[index] as number;
      if (score >= this.#options.startScoreMin) high.push(index);
      else if (score >= this.#options.continueScoreMin) low.push(index);
    }
    const afterHigh = this.#match(this.#tracks, high, detections, ids, timeS);
    const recent = afterHigh.filter((track) => track.sinceSeenS <= Math.max(this.#options.lowGapMaxS, elapsedS));
    this.#match(recent, low, detections, ids, timeS);
    for (const track of this.#tracks) if (track.lastSeenS !== timeS) track.miss();
    this.#removeOld();
    for (const index of high) {
      if (ids[index] !== 0) continue;
      const track = new OnlineTrack(this.#nextId++, detections, index, timeS);
      this.#tracks.push(track);
      ids[index] = track.id;
    }
    return ids;
  }

  /** Matches and corrects; returns the tracks that are left. */
  #match(tracks: OnlineTrack[], indices: number[], detections: TrackerInput, ids: Int32Array, timeS: number): OnlineTrack[] {
    if (tracks.length === 0 || indices.length === 0) return tracks;
    const found = associate(tracks, detections.boxes, indices, this.#options.matchCostMax);
    return tracks.filter((track, row) => {
      const column = found[row] as number;
      if (column < 0) return true;
      const index = indices[column] as number;
      track.see(detections, index, timeS);
      ids[index] = track.id;
      return false;
    });
  }

  #removeOld(): void {
    const { lostMaxS, lostUpdatesMin } = this.#options;
    const isOld = (track: OnlineTrack): boolean => track.sinceSeenS > lostMaxS && track.misses >= lostUpdatesMin;
    this.#removed = this.#tracks.filter(isOld);
    for (const track of this.#removed) track.remove();
    if (this.#removed.length > 0) this.#tracks = this.#tracks.filter((track) => !isOld(track));
  }
}

class OnlineTrack implements Candidate, LiveTrack {
  readonly id: number;
  readonly #filter: BoxFilter;
  state: TrackState = 'new';
  box: FrameBox;
  lastSeen: FrameBox;
  lastSeenS: number;
  sinceSeenS = 0;
  score: number;
  misses = 0;
  fresh = true;

  constructor(id: number, detections: TrackerInput, index: number, timeS: number) {
    this.id = id;
    const box = boxAt(detections, index);
    this.#filter = new BoxFilter(box.x, box.y, box.width, box.height);
    this.box = box;
    this.lastSeen = box;
    this.lastSeenS = timeS;
    this.score = detections.scores[index] as number;
  }

  get predicted(): FrameBox {
    return this.box;
  }

  get missed(): boolean {
    return this.misses > 0;
  }

  get velocityPxPerS(): { readonly x: number; readonly y: number } {
    return this.#filter.velocityPxPerS;
  }

  predict(elapsedS: number): void {
    this.#filter.predict(elapsedS);
    this.sinceSeenS += elapsedS;
    this.box = this.#filter.box;
  }

  see(detections: TrackerInput, index: number, timeS: number): void {
    const box = boxAt(detections, index);
    this.#filter.correct(box.x, box.y, box.width, box.height);
    this.box = this.#filter.box;
    this.lastSeen = box;
    this.lastSeenS = timeS;
    this.sinceSeenS = 0;
    this.misses = 0;
    this.score = detections.scores[index] as number;
    this.state = 'tracked';
    this.fresh = false;
  }

  miss(): void {
    this.misses += 1;
    this.state = 'lost';
  }

  remove(): void {
    this.state = 'removed';
  }
}

/** A detection's box, at least one pixel wide and high. */
function boxAt({ boxes }: TrackerInput, index: number): FrameBox {
  const at = 4 * index;
  return frameBox(boxes[at] as number, boxes[at + 1] as number, Math.max(1, boxes[at + 2] as number), Math.max(1, boxes[at + 3] as number));
}
