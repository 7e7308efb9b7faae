import { lowerBound } from '../core/time.ts';
import type { TrackMouths } from './mouths.ts';

/** A network that doubts that it sees a face does not know where its lips are. */
const qualityMin = 0.5;
/** Looks further apart say nothing of what the mouth did between them: two and a half times the spacing at which mouths are looked at. */
const gapMaxUs = 200_000;
/** Movement is that of this long before and after a moment: a few syllables (4–5 a second), so that the lips' pauses between them do not count. */
const reachUs = 500_000;
/** With less of that seen nothing is known: a quarter. */
const seenMin = 0.25;

/**
 * How much a mouth moves, moment by moment: the mean speed of its opening (eye distances a second) around the time, nearer moments counting for
 * more. Undefined where too little was seen of it. A face that is still, frozen, or keeps its mouth open has none.
 */
export class MouthMovement {
  readonly track: number;
  /** One per pair of looks that follow each other: middle, length in seconds, speed of the opening. */
  readonly #timesUs: Float64Array;
  readonly #lengthsS: Float64Array;
  readonly #speeds: Float64Array;

  constructor({ track, timesUs, openings, qualities }: TrackMouths) {
    this.track = track;
    const seen = Array.from(timesUs, (_, at) => at).filter((at) => (qualities[at] as number) >= qualityMin);
    const times = seen.map((at) => timesUs[at] as number);
    const smooth = smoothed(times, seen.map((at) => openings[at] as number));
    const steps = times.flatMap((time, at) => {
      const lengthUs = (times[at + 1] ?? Infinity) - time;
      return lengthUs > 0 && lengthUs <= gapMaxUs ? [{ timeUs: time + lengthUs / 2, lengthS: lengthUs / 1e6, speed: (Math.abs((smooth[at + 1] as number) - (smooth[at] as number)) / lengthUs) * 1e6 }] : [];
    });
    this.#timesUs = Float64Array.from(steps, ({ timeUs }) => timeUs);
    this.#lengthsS = Float64Array.from(steps, ({ lengthS }) => lengthS);
    this.#speeds = Float64Array.from(steps, ({ speed }) => speed);
  }

  /** For how many seconds it was seen in a stretch and around it, as far as that counts for the stretch's moments. */
  seenS(startUs: number, endUs: number): number {
    const steps = this.#lengthsS.subarray(lowerBound(this.#timesUs, startUs - reachUs), lowerBound(this.#timesUs, endUs + reachUs));
    return steps.reduce((sum, lengthS) => sum + lengthS, 0);
  }

  /** Eye distances a second around a moment. */
  at(timeUs: number): number | undefined {
    let seen = 0;
    let moved = 0;
    const end = lowerBound(this.#timesUs, timeUs + reachUs);
    for (let step = lowerBound(this.#timesUs, timeUs - reachUs); step < end; step++) {
      const weight = (1 - Math.abs((this.#timesUs[step] as number) - timeUs) / reachUs) * (this.#lengthsS[step] as number);
      seen += weight;
      moved += weight * (this.#speeds[step] as number);
    }
    // A triangle of height 1 over the reach has as much area as one side is long.
    return seen >= (seenMin * reachUs) / 1e6 ? moved / seen : undefined;
  }
}

/**
 * Each counted twice with its neighbours that are not too far away: the landmarks' jitter from look to look counts for less, and syllables are not
 * yet evened out, as they would be where three looks counted alike (they are three looks long).
 */
function smoothed(timesUs: readonly number[], openings: readonly number[]): number[] {
  return openings.map((opening, at) => {
    const near = [at - 1, at + 1].filter((other) => Math.abs((timesUs[other] ?? Infinity) - (timesUs[at] as number)) <= gapMaxUs);
    return near.reduce((sum, other) => sum + (openings[other] as number), 2 * opening) / (near.length + 2);
  });
}
