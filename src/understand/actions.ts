import type { ActionScores } from '../documents/action-scores.ts';
import type { Action } from '../documents/analysis.ts';
import { bestStates } from './best-states.ts';

/** What is done is asked this often, as often as windows begin. */
const stepUs = 1e6 / 3;
/** A label must be surer than this to count for more than "none": see public/models/ACTIONS.md for how it was chosen. */
export const noneGain = 0.7;
/** Beginning and ending must pay for themselves, so that a moment's doubt neither makes nor breaks an action. */
const changeCost = 0.1;
/** Shorter ones are left out: less than the shortest window. */
const lengthMinUs = 600_000;
/** Somebody whose liveliest joint moves by less (torsos a second) does nothing: the network tells some actions by the pose alone, and would call a still one so. */
export const stillMax = 0.3;

/**
 * What people do, from what the network said of their windows: where windows overlap their mean counts, and the best sequence of labels and "none"
 * is taken, in which every change costs something (`bestStates`). Ascending by track, then by time; nothing is said of "none".
 */
export function findActions(scores: ActionScores): Action[] {
  const actions: Action[] = [];
  for (let from = 0, to = 0; from < scores.tracks.length; from = to) {
    while (to < scores.tracks.length && scores.tracks[to] === scores.tracks[from]) to += 1;
    actions.push(...actionsOfTrack(scores, from, to));
  }
  return actions;
}

/** Windows `from` up to, but not including, `to`: those of one track, ascending. */
function actionsOfTrack({ labels, tracks, startsUs, endsUs, liveliest, probabilities }: ActionScores, from: number, to: number): Action[] {
  const beganUs = startsUs[from] as number;
  const endedUs = endsUs.subarray(from, to).reduce((latest, each) => Math.max(latest, each), beganUs);
  const steps = Math.max(1, Math.ceil((endedUs - beganUs) / stepUs - 1e-6));
  let first = from;
  const gains = Array.from({ length: steps }, (_, step): number[] => {
    const middleUs = beganUs + (step + 0.5) * stepUs;
    while (first < to && (endsUs[first] as number) < middleUs) first += 1;
    const [sums, covering] = [new Array<number>(labels.length).fill(0), { count: 0 }];
    for (let window = first; window < to && (startsUs[window] as number) <= middleUs; window += 1) {
      if ((endsUs[window] as number) < middleUs) continue;
      covering.count += 1;
      if ((liveliest[window] as number) < stillMax) continue;
      labels.forEach((_label, label) => (sums[label] = (sums[label] as number) + (probabilities[labels.length * window + label] as number)));
    }
    return [noneGain, ...sums.map((sum) => sum / Math.max(1, covering.count))];
  });
  // Before and after its track nobody does anything: an action that fills it must pay for its beginning and its end, too.
  const outside = [0, ...labels.map(() => -Infinity)];
  const states = bestStates([outside, ...gains, outside], changeCost).slice(1, -1);
  const actions: Action[] = [];
  for (let begin = 0, end = 0; begin < steps; begin = end) {
    while (end < steps && states[end] === states[begin]) end += 1;
    const label = labels[(states[begin] as number) - 1];
    const [startUs, endUs] = [Math.round(beganUs + begin * stepUs), Math.min(endedUs, Math.round(beganUs + end * stepUs))];
    if (label === undefined || endUs - startUs < lengthMinUs) continue;
    const score = gains.slice(begin, end).reduce((sum, gain) => sum + (gain[states[begin] as number] as number), 0) / (end - begin);
    actions.push({ track: tracks[from] as number, startUs, endUs, label, score: Math.min(1, score) });
  }
  return actions;
}
