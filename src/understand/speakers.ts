import type { SpeakerRange, SpeechRange } from '../documents/analysis.ts';
import { bestStates } from './best-states.ts';
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
/** After a longer pause anybody may go on: a shorter one is as good as none, so that who speaks softly for a moment is still the same. */
const pauseMaxUs = 2_000_000;
/** A change of speaker must pay for itself: 0.1 more movement for 0.4 s. */
const changeCost = 0.1 * 0.4;

/**
 * Who of the people seen speaks in each stretch of speech: whose mouth moves most, where one moves as silent mouths do not. Nobody is named where
 * nobody's does (a voice from elsewhere) or where the faces are not seen. The best sequence of speakers (or nobody), in which every change costs
 * something, is found (`bestStates`), so that a pause or a smile of the other is no change.
 * Speech ascends; so do the ranges that come out, which lie within it.
 */
export function whoSpeaks(speech: readonly SpeechRange[], mouths: readonly TrackMouths[]): SpeakerRange[] {
  const movements = mouths.map((each) => new MouthMovement(each));
  return talksOf(speech).flatMap((talk) => {
    const [startUs, endUs] = [(talk[0] as SpeechRange).startUs, (talk.at(-1) as SpeechRange).endUs];
    return speakersOf(talk, movements.filter((each) => each.seenS(startUs, endUs) > 0));
  });
}

/** Stretches with short pauses between them, together. */
function talksOf(speech: readonly SpeechRange[]): SpeechRange[][] {
  const talks: SpeechRange[][] = [];
  for (const range of speech) {
    const last = talks.at(-1);
    if (last !== undefined && range.startUs - (last.at(-1) as SpeechRange).endUs <= pauseMaxUs) last.push(range);
    else talks.push([range]);
  }
  return talks;
}

/** The steps in which a stretch is gone through; the last may be shorter. */
function stepsOf({ startUs, endUs }: SpeechRange): SpeechRange[] {
  return Array.from({ length: Math.ceil((endUs - startUs) / stepUs) }, (_, step) => ({ startUs: Math.round(startUs + step * stepUs), endUs: Math.round(Math.min(endUs, startUs + (step + 1) * stepUs)) }));
}

function speakersOf(talk: readonly SpeechRange[], movements: readonly MouthMovement[]): SpeakerRange[] {
  const steps = talk.flatMap(stepsOf);
  if (steps.length === 0 || movements.length === 0) return [];
  // State 0 is nobody: as good as a mouth that moves just as much as a silent one may.
  const gains = steps.map(({ startUs, endUs }) => [silentMax, ...movements.map((each) => Math.min(movementMax, each.at((startUs + endUs) / 2) ?? 0))]);
  const states = bestStates(gains, changeCost / (stepUs / 1e6));
  const ranges: SpeakerRange[] = [];
  for (let from = 0, to = 0; from < steps.length; from = to) {
    const state = states[from] as number;
    while (to < steps.length && states[to] === state) to += 1;
    const movement = movements[state - 1];
    if (movement === undefined) continue;
    const turn = steps.slice(from, to);
    const confidence = confidenceOf(gains.slice(from, to), state, movement.seenS((turn[0] as SpeechRange).startUs, (turn.at(-1) as SpeechRange).endUs));
    for (const { startUs, endUs } of turn) {
      const last = ranges.at(-1);
      if (last?.endUs === startUs && last.track === movement.track) ranges[ranges.length - 1] = { ...last, endUs };
      else ranges.push({ startUs, endUs, track: movement.track, confidence });
    }
  }
  return ranges;
}

/** Of a turn: how far its mouth is ahead of all others and of a silent one, in the mean. */
function confidenceOf(gains: readonly (readonly number[])[], state: number, seenS: number): number {
  const margin = gains.reduce((sum, gain) => sum + (gain[state] as number) - Math.max(...gain.filter((_, other) => other !== state)), 0) / gains.length;
  return Math.min(1, seenS / sureSeenS) * Math.min(1, Math.max(0, margin / sureMargin));
}
