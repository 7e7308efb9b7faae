import type { FrameRange } from '../../documents/analysis.ts';
import { boxOf } from '../../documents/box-columns.ts';
import { isSeen } from './people-seen.ts';
import type { Sightings } from './people-seen.ts';

/** Where somebody is goes by an average that forgets in this time, so that a step aside changes nothing. */
const averageS = 1;
/** People are in order when their averages lie at least this part of the picture's width apart, in one order for so long. */
const apartMin = 0.08;
const settledS = 0.5;

/**
 * The people from left to right, as indices: by the first time in which all of them are there and clearly apart, else by where each was on average.
 * Asked once for a video: whoever got a place keeps it, also when they cross, and when another shot shows them the other way round.
 */
export function leftToRight(people: readonly Sightings[], shots: readonly FrameRange[], widthPx: number, timeS: (frame: number) => number): number[] {
  const sums = people.map(() => ({ sum: 0, count: 0 }));
  for (const shot of shots) {
    const averages = people.map((): Average => ({ sum: 0, weight: 0, lastS: 0 }));
    let settling: { readonly order: readonly number[]; readonly sinceS: number } | undefined;
    for (let frame = shot.firstFrame; frame <= shot.lastFrame; frame++) {
      people.forEach((sightings, person) => {
        const sample = frame - sightings.firstFrame;
        if (!isSeen(sightings, sample)) return;
        const { x, width } = boxOf(sightings.boxes, sample);
        const at = x + width / 2;
        addTo(averages[person] as Average, at, timeS(frame));
        const all = sums[person] as { sum: number; count: number };
        all.sum += at;
        all.count += 1;
      });
      const places = Float64Array.from(averages, ({ sum, weight }) => sum / weight); // NaN: not seen yet
      const order = ordered(places);
      if (!order.every((person, index) => index === 0 || (places[person] as number) - (places[order[index - 1] as number] as number) >= apartMin * widthPx)) settling = undefined;
      else if (settling?.order.every((person, index) => person === order[index]) !== true) settling = { order, sinceS: timeS(frame) };
      else if (timeS(frame) - settling.sinceS >= settledS) return order;
    }
  }
  return ordered(Float64Array.from(sums, ({ sum, count }) => sum / Math.max(1, count)));
}

interface Average {
  sum: number;
  weight: number;
  lastS: number;
}

/** Exponential forgetting by time, in which the first look counts no more than any other. */
function addTo(average: Average, value: number, nowS: number): void {
  const kept = Math.exp(-(nowS - average.lastS) / averageS);
  average.sum = kept * average.sum + value;
  average.weight = kept * average.weight + 1;
  average.lastS = nowS;
}

/** Indices by ascending value. */
function ordered(values: Float64Array): number[] {
  return [...values.keys()].sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
}
