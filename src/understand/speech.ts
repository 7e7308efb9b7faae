import type { SpeechRange } from '../documents/analysis.ts';
import { speechChunkUs } from '../documents/speech-observations.ts';
import type { SpeechObservations } from '../documents/speech-observations.ts';

/** When probabilities become speech. */
export interface SpeechOptions {
  /** Speech begins with a probability of this much and goes on until one falls below `endScore`. */
  readonly beginScore: number;
  readonly endScore: number;
  /** What is shorter is no speech; a pause that is shorter does not end it. */
  readonly speechMinUs: number;
  readonly pauseMinUs: number;
  /** Added at both ends, as far as the neighbours leave room. */
  readonly padUs: number;
}

/** Those of Silero's own `get_speech_timestamps` (silero-vad, utils_vad.py): nothing is tuned to any clip. */
export const sileroSpeech: SpeechOptions = { beginScore: 0.5, endScore: 0.35, speechMinUs: 250_000, pauseMinUs: 100_000, padUs: 30_000 };

/** Where somebody speaks, and where nobody knows: ascending, apart from each other. */
export interface FoundSpeech {
  readonly speech: readonly SpeechRange[];
  readonly speechUnknown: readonly SpeechRange[];
}

/** Turns probabilities into stretches of speech by hysteresis, least lengths and padding. Whatever was not listened to is unknown. */
export function findSpeech(heard: SpeechObservations, options: SpeechOptions = sileroSpeech): FoundSpeech {
  const speech: SpeechRange[] = [];
  const speechUnknown: SpeechRange[] = [];
  if (heard.kind === 'unheard') add(speechUnknown, 0, heard.totalUs);
  if (heard.kind !== 'heard') return { speech, speechUnknown };
  const { startUs, endUs, totalUs, probabilities } = heard;
  add(speechUnknown, 0, startUs);
  for (const { first, end, known } of runsOf(probabilities)) {
    const [fromUs, toUs] = [startUs + first * speechChunkUs, Math.min(endUs, startUs + end * speechChunkUs)];
    if (!known) add(speechUnknown, fromUs, toUs);
    else speech.push(...padded(stretchesOf(probabilities.subarray(first, end), fromUs, toUs, { before: first > 0, after: end < probabilities.length }, options), fromUs, toUs, options.padUs));
  }
  add(speechUnknown, endUs, totalUs);
  return { speech, speechUnknown };
}

/** Adds a stretch, unless it is empty; one that touches the last goes on with it. */
function add(ranges: SpeechRange[], startUs: number, endUs: number): void {
  if (startUs >= endUs) return;
  const last = ranges.at(-1);
  if (last?.endUs === startUs) ranges[ranges.length - 1] = { startUs: last.startUs, endUs };
  else ranges.push({ startUs, endUs });
}

/** Runs of chunks that were heard, and of those that were not. */
function* runsOf(probabilities: Float32Array): Generator<{ first: number; end: number; known: boolean }, void, undefined> {
  for (let first = 0, end = 0; first < probabilities.length; first = end) {
    const known = !Number.isNaN(probabilities[first]);
    while (end < probabilities.length && !Number.isNaN(probabilities[end]) === known) end += 1;
    yield { first, end, known };
  }
}

/**
 * Silero's hysteresis over chunks that were all heard; `unheard` says at which ends they border on some that were not: of what touches those nobody
 * knows how long it is, so that it is never too short.
 */
function stretchesOf(probabilities: Float32Array, fromUs: number, toUs: number, unheard: { before: boolean; after: boolean }, { beginScore, endScore, speechMinUs, pauseMinUs }: SpeechOptions): SpeechRange[] {
  const found: SpeechRange[] = [];
  let beginUs: number | null = null;
  let pauseUs: number | null = null;
  const close = (endUs: number, atEnd: boolean): void => {
    if (beginUs === null) return;
    const open = (unheard.before && beginUs === fromUs) || (atEnd && unheard.after);
    if (open || endUs - beginUs > speechMinUs) found.push({ startUs: beginUs, endUs });
    beginUs = null;
    pauseUs = null;
  };
  probabilities.forEach((probability, chunk) => {
    const atUs = fromUs + chunk * speechChunkUs;
    if (probability >= beginScore) {
      pauseUs = null;
      beginUs ??= atUs;
    } else if (probability < endScore && beginUs !== null) {
      pauseUs ??= atUs;
      if (atUs - pauseUs >= pauseMinUs) close(pauseUs, false);
    }
  });
  close(toUs, true);
  return found;
}

/** Each stretch a little longer; between two that are near each other half of the pause goes to each. */
function padded(stretches: readonly SpeechRange[], fromUs: number, toUs: number, padUs: number): SpeechRange[] {
  return stretches.map(({ startUs, endUs }, index) => {
    const roomBefore = (startUs - (stretches[index - 1]?.endUs ?? -Infinity)) / 2;
    const roomAfter = ((stretches[index + 1]?.startUs ?? Infinity) - endUs) / 2;
    return { startUs: Math.round(Math.max(fromUs, startUs - Math.min(padUs, roomBefore))), endUs: Math.round(Math.min(toUs, endUs + Math.min(padUs, roomAfter))) };
  });
}
