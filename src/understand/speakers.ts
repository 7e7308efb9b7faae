import type { SpeakerRange, SpeechRange, Track } from '../documents/analysis.ts';
import type { FrameClock } from '../tracking/tracklet.ts';
import { MouthMovement } from './mouth-movement.ts';
import type { TrackMouths } from './mouths.ts';

/** Who speaks is asked this often, about as often as mouths are looked at. */
const stepUs = 80_000;
/**
 * Mouths move by less while their owners are silent, in eye distances a second. Chosen on the clips of `tests/quality/speakers`, by eye: talking mouths
 * move by 0.08 to 0.3 there, those of silent heads that tilt and turn mostly by less than 0.07, and now and then for a moment by more.
 */
const silentMax = 0.07;
/** From here on a mouth moves as much as any; that of somebody who shouts or laughs counts for no more. */
const movementMax = 0.3;
/** So much more than anybody else's, and than a silent one's, is sure. */
const sureMargin = 0.1;
/** A mouth that was seen for less is less sure: one that comes out from behind somebody opens and shuts, too, as far as landmarks tell. */
const sureSeenS = 1.5;
/** A change of speaker must pay for itself: 0.1 more movement for 0.4 s. */
const changeCost = 0.1 * 0.4;

/**
 * Who of the people seen speaks in each stretch of speech: whose mouth moves most, where one moves as silent mouths do not. Nobody is named where
 * nobody's does (a voice from elsewhere) or where the faces are not seen. The best sequence of speakers (or nobody), in which every change costs
 * something, is found by dynamic programming (Viterbi, IEEE Trans. Inf. Theory 13(2), 1967), so that a pause or a smile of the other is no change.
 * Speech ascends; so do the ranges that come out, which lie within it.
 */
export function whoSpeaks(speech: readonly SpeechRange[], mouths: readonly TrackMouths[]): SpeakerRange[] {
  const movements = mouths.map((each) => new MouthMovement(each));
  return speech.flatMap((range) => speakersWithin(range, movements.filter((each) => each.seenS(range.startUs, range.endUs) > 0)));
}

/** Of what was found, what is left of tracks that the user deleted or shortened: whoever is not there does not speak there. */
export function speakersAmong(tracks: readonly Track[], speakers: readonly SpeakerRange[], clock: FrameClock): SpeakerRange[] {
  const byId = new Map(tracks.map((track) => [track.id, track]));
  return speakers.flatMap((range) => {
    const { frames } = byId.get(range.track) ?? { frames: [] };
    const [first, last] = [frames[0], frames[frames.length - 1]];
    if (first === undefined || last === undefined) return [];
    const startUs = Math.max(range.startUs, Math.round(clock.timeS(first) * 1e6));
    const endUs = Math.min(range.endUs, last + 1 < clock.frameCount ? Math.round(clock.timeS(last + 1) * 1e6) : Infinity);
    return startUs < endUs ? [{ ...range, startUs, endUs }] : [];
  });
}

function speakersWithin({ startUs, endUs }: SpeechRange, movements: readonly MouthMovement[]): SpeakerRange[] {
  const steps = Math.ceil((endUs - startUs) / stepUs);
  if (steps === 0 || movements.length === 0) return [];
  const times = Array.from({ length: steps }, (_, step) => Math.min(startUs + (step + 0.5) * stepUs, endUs));
  // State 0 is nobody: as good as a mouth that moves just as much as a silent one may.
  const gains = times.map((timeUs) => [silentMax, ...movements.map((each) => Math.min(movementMax, each.at(timeUs) ?? 0))]);
  const states = bestStates(gains);
  const ranges: SpeakerRange[] = [];
  for (let from = 0, to = 0; from < steps; from = to) {
    const state = states[from] as number;
    while (to < steps && states[to] === state) to += 1;
    const movement = movements[state - 1];
    if (movement === undefined) continue;
    const margins = gains.slice(from, to).map((gain) => (gain[state] as number) - Math.max(...gain.filter((_, other) => other !== state)));
    const margin = margins.reduce((sum, each) => sum + each, 0) / margins.length;
    const range = { startUs: Math.round(startUs + from * stepUs), endUs: Math.round(Math.min(endUs, startUs + to * stepUs)) };
    const seen = Math.min(1, movement.seenS(range.startUs, range.endUs) / sureSeenS);
    ranges.push({ ...range, track: movement.track, confidence: seen * Math.min(1, Math.max(0, margin / sureMargin)) });
  }
  return ranges;
}

/** The state of every step with the largest sum of gains less the costs of its changes. */
function bestStates(gains: readonly (readonly number[])[]): number[] {
  const cost = changeCost / (stepUs / 1e6);
  let sums = (gains[0] ?? []).slice();
  const cameFrom: number[][] = [];
  for (const gain of gains.slice(1)) {
    const best = sums.indexOf(Math.max(...sums));
    const from = sums.map((sum, state) => ((sums[best] as number) - cost > sum ? best : state));
    sums = gain.map((each, state) => each + (from[state] === state ? (sums[state] as number) : (sums[best] as number) - cost));
    cameFrom.push(from);
  }
  const states = [sums.indexOf(Math.max(...sums))];
  for (const from of cameFrom.toReversed()) states.push(from[states.at(-1) as number] as number);
  return states.toReversed();
}
