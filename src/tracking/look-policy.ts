import { intersectionArea, iou } from '../core/boxes.ts';
import { lookQuality } from '../core/face-look.ts';
import { boxOf } from '../documents/box-columns.ts';
import { vectorOf } from '../documents/embeddings.ts';
import type { FaceEmbeddings } from '../documents/embeddings.ts';
import { keypointCount } from '../documents/observations.ts';
import type { Detections } from '../documents/observations.ts';
import { ByteTracker } from './byte-track.ts';
import type { LiveTrack } from './byte-track.ts';
import { contactBox } from './crossings.ts';
import { differentMin, lookDistance, lookQualityMin, noLooks, sameMax, sumUp, together } from './looks.ts';
import type { Looks } from './looks.ts';
import type { TrackerOptions } from './options.ts';

/** Looks that a new face is worth, and one after something happened to it. */
const looksWhenNew = 3;
const looksWhenDoubtful = 2;
/** Consecutive frames say the same: looks at one face lie this far apart, but for one that is so much better. */
const spacingS = 0.12;
const betterTimes = 1.3;
/** A face that was away for longer comes back as somebody to be looked at again. */
const awayMinS = 0.15;
/** A centre this far from where it was expected, in face sizes, is a jump. */
const jumpSizes = 0.6;
/** Worse looks than this part of the best that the track has shown, or than this, wait for a better one, for so long. */
const goodPart = 0.8;
const goodQuality = 0.55;
const patienceS = 0.5;
/** Nothing has happened for this long: one look more, for what nobody noticed. */
const refreshS = 4;
/** So many looks more for somebody who may be one of those seen before, or not … */
const looksWhenLikeness = 5;
/** … of whom the last ones are remembered, live tracks besides. */
const rememberedMax = 100;
/** A face under another that shares so much of it shows both. */
const overlapMax = 0.1;

interface Watched {
  /** Looks still wanted. */
  wanted: number;
  wantedSinceS: number;
  lookedS: number;
  /** Of the last look, as far as boxes and keypoints tell. */
  lookedQuality: number;
  seenS: number;
  bestQuality: number;
  looks: Looks;
  /** Looks that were added for a likeness. */
  extra: number;
  /** Tracks whose head touches this one's now. */
  touching: ReadonlySet<number>;
}

/**
 * Decides, frame by frame, at whose face to look closely: an online tracker runs along (its ids mean nothing to anybody else), and whoever is new, comes
 * back, jumps, parts from somebody they crossed, or suddenly looks like another is looked at a few times, from the front if possible.
 * Depends on what it was given alone, so that a resumed act decides as the first would have.
 */
export class LookPolicy {
  readonly #tracker: ByteTracker;
  readonly #watched = new Map<number, Watched>();
  #remembered: Looks[] = [];
  #ids: Int32Array = new Int32Array(0);

  constructor(options: TrackerOptions) {
    this.#tracker = new ByteTracker(options);
  }

  /** The detections of a frame that are worth a look, ascending; times ascend. Frames that were not looked at are not given. */
  choose(timeS: number, detections: Detections): Uint32Array {
    const expected = new Map(this.#tracker.tracks.map(({ id, box }) => [id, box] as const));
    this.#ids = this.#tracker.update(timeS, detections);
    const live = this.#tracker.tracks.filter(({ state }) => state !== 'removed');
    this.#forget(live);
    const touching = touchingTracks(live);
    const chosen: number[] = [];
    for (let item = 0; item < detections.count; item++) {
      const id = this.#ids[item] as number;
      if (id === 0) continue;
      const watched = this.#watch(id, timeS);
      this.#raise(watched, touching.get(id) ?? new Set(), boxOf(detections.boxes, item), expected.get(id), timeS);
      if (isDue(watched, detections, item, timeS)) chosen.push(item);
    }
    return Uint32Array.from(chosen);
  }

  /** What the looks that were chosen last have shown. */
  learn(timeS: number, embeddings: FaceEmbeddings): void {
    embeddings.detections.forEach((item, row) => {
      const watched = this.#watched.get(this.#ids[item] as number);
      const quality = embeddings.qualities[row] as number;
      if (watched === undefined) return;
      watched.lookedS = timeS;
      if (quality < lookQualityMin) return;
      const look = sumUp([{ quality, vector: vectorOf(embeddings, row) }]);
      const unlike = watched.looks.count > 0 && lookDistance(watched.looks, look) >= differentMin;
      // Somebody else, or a bad look: what comes next decides, and is compared with the newest.
      watched.looks = unlike ? look : together(watched.looks, look);
      watched.wanted = unlike ? looksWhenDoubtful : Math.max(0, watched.wanted - 1);
      watched.wantedSinceS = timeS;
      if (watched.wanted === 0 && watched.extra < looksWhenLikeness && this.#mayBeKnown(watched)) {
        watched.wanted = 1;
        watched.extra += 1;
      }
    });
  }

  /** Whether somebody seen before is too like for a stranger and not like enough for the same. */
  #mayBeKnown(watched: Watched): boolean {
    const others = [...this.#watched.values()].filter((other) => other !== watched).map(({ looks }) => looks);
    const nearest = [...others, ...this.#remembered].reduce((least, looks) => Math.min(least, lookDistance(watched.looks, looks)), Infinity);
    return nearest > sameMax && nearest < differentMin;
  }

  #watch(id: number, timeS: number): Watched {
    const known = this.#watched.get(id);
    if (known !== undefined) return known;
    const fresh: Watched = { wanted: looksWhenNew, wantedSinceS: timeS, lookedS: -Infinity, lookedQuality: 0, seenS: timeS, bestQuality: 0, looks: noLooks, extra: 0, touching: new Set() };
    this.#watched.set(id, fresh);
    return fresh;
  }

  /** Wants more looks where something happened since the face was seen last. */
  #raise(watched: Watched, touching: ReadonlySet<number>, box: LiveTrack['box'], expected: LiveTrack['box'] | undefined, timeS: number): void {
    const parted = [...watched.touching].some((other) => !touching.has(other));
    const away = timeS - watched.seenS > awayMinS;
    const jumped = expected !== undefined && centreDistance(box, expected) > jumpSizes * Math.sqrt(box.width * box.height);
    const stale = watched.wanted === 0 && timeS - watched.lookedS > refreshS;
    if (parted || away || jumped) want(watched, looksWhenDoubtful, timeS);
    else if (stale) want(watched, 1, timeS);
    watched.touching = touching;
    watched.seenS = timeS;
  }

  #forget(live: readonly LiveTrack[]): void {
    const ids = new Set(live.map(({ id }) => id));
    for (const [id, { looks }] of this.#watched) {
      if (ids.has(id)) continue;
      this.#watched.delete(id);
      if (looks.count > 0) this.#remembered = [...this.#remembered, looks].slice(-rememberedMax);
    }
  }
}

function want(watched: Watched, looks: number, timeS: number): void {
  if (watched.wanted === 0) watched.wantedSinceS = timeS;
  watched.wanted = Math.max(watched.wanted, looks);
}

/** Whether to look now (and remembers how well): a look is wanted, the face shows itself about as well as it ever did (or has not for a while), and nobody is before it. */
function isDue(watched: Watched, detections: Detections, item: number, timeS: number): boolean {
  const quality = lookQuality(detections, item, 2 * keypointCount);
  watched.bestQuality = Math.max(watched.bestQuality, quality);
  if (watched.wanted === 0 || quality < lookQualityMin) return false;
  if (timeS - watched.lookedS < spacingS && quality < betterTimes * watched.lookedQuality) return false;
  if (quality < Math.max(goodQuality, goodPart * watched.bestQuality) && timeS - watched.wantedSinceS < patienceS) return false;
  const { boxes, count } = detections;
  const own = boxOf(boxes, item);
  for (let other = 0; other < count; other++) if (other !== item && iou(own, boxOf(boxes, other)) > overlapMax) return false;
  watched.lookedQuality = quality;
  return true;
}

/** Of every live track those whose heads touch its own, where each is or is thought to be. */
function touchingTracks(live: readonly LiveTrack[]): Map<number, Set<number>> {
  const touching = new Map<number, Set<number>>();
  const add = (id: number, other: number): void => void touching.set(id, (touching.get(id) ?? new Set()).add(other));
  live.forEach((a, index) => {
    for (const b of live.slice(index + 1)) {
      if (intersectionArea(contactBox(a.box), contactBox(b.box)) === 0) continue;
      add(a.id, b.id);
      add(b.id, a.id);
    }
  });
  return touching;
}

function centreDistance(a: LiveTrack['box'], b: LiveTrack['box']): number {
  return Math.hypot(a.x + a.width / 2 - b.x - b.width / 2, a.y + a.height / 2 - b.y - b.height / 2);
}
