import { describe, expect, it } from 'vitest';
import type { SpeechObservations } from '../../../src/documents/speech-observations.ts';
import { findSpeech } from '../../../src/understand/speech.ts';

const chunkMs = 32;
/** `S`: surely speech; `m`: between the two scores; `.`: surely none; `?`: could not be decoded. */
const scores: Readonly<Record<string, number>> = { S: 0.9, m: 0.4, '.': 0.1, '?': NaN };

/** Chunks written as letters; a number repeats the letter before it: `S10.4`. */
function chunks(text: string): Float32Array {
  const all = [...text.matchAll(/(\D)(\d*)/g)].flatMap(([, letter, count]) => new Array<number>(Number(count || 1)).fill(scores[letter as string] as number));
  return Float32Array.from(all);
}

/** Ranges in chunks, padding and all. */
function inChunks(ranges: readonly { startUs: number; endUs: number }[]): number[][] {
  return ranges.map(({ startUs, endUs }) => [startUs / 1000 / chunkMs, endUs / 1000 / chunkMs]);
}

function heard(text: string, more: Partial<Extract<SpeechObservations, { kind: 'heard' }>> = {}): SpeechObservations {
  const probabilities = chunks(text);
  const endUs = probabilities.length * chunkMs * 1000;
  return { kind: 'heard', startUs: 0, endUs, totalUs: endUs, probabilities, ...more };
}

const pad = 30 / chunkMs;

describe('speech from probabilities', () => {
  it.each<[name: string, text: string, speech: number[][]]>([
    ['silence', '.30', []],
    ['nothing at all', '', []],
    ['one stretch, with a little room on both sides', '.10S10.10', [[10 - pad, 20 + pad]]],
    ['less than a quarter of a second is none', '.10S7.10', []],
    ['a little more is some', '.10S8.10', [[10 - pad, 18 + pad]]],
    ['a short pause does not end it', '.10S10.4S10.10', [[10 - pad, 34 + pad]]],
    ['one of a tenth of a second before the next chunk does', '.10S10.5S10.10', [[10 - pad, 20 + pad], [25 - pad, 35 + pad]]],
    ['what is in between goes on with it', '.10S10m20.10', [[10 - pad, 40 + pad]]],
    ['but begins nothing', '.10m20.10', []],
    ['a pause is counted from where it begins, in-between and all', '.5S10.2m3.1S10.10', [[5 - pad, 15 + pad], [21 - pad, 31 + pad]]],
    ['from beginning to end', 'S30', [[0, 30]]],
    ['ends with the sound, pause or not', '.5S10.3', [[5 - pad, 18]]],
  ])('%s', (_, text, speech) => {
    expect(inChunks(findSpeech(heard(text)).speech)).toEqual(speech);
    expect(findSpeech(heard(text)).speechUnknown).toEqual([]);
  });

  it('gives each of two neighbours half of what is between them', () => {
    const near = findSpeech(heard('S10.6S10'), { beginScore: 0.5, endScore: 0.35, speechMinUs: 0, pauseMinUs: 100_000, padUs: 500_000 });
    expect(inChunks(near.speech)).toEqual([[0, 13], [13, 26]]);
  });

  it.each<[name: string, text: string, speech: number[][], unknown: number[][]]>([
    ['never crosses what could not be decoded', 'S20?5S20', [[0, 20], [25, 45]], [[20, 25]]],
    ['is never too short beside it', '.10S2?5S2.10', [[10 - pad, 12], [17, 19 + pad]], [[12, 17]]],
    ['is nowhere in it', '?50', [], [[0, 50]]],
  ])('%s', (_, text, speech, unknown) => {
    const found = findSpeech(heard(text));
    expect(inChunks(found.speech)).toEqual(speech);
    expect(inChunks(found.speechUnknown)).toEqual(unknown);
  });

  it('is unknown outside of what was listened to', () => {
    const found = findSpeech(heard('?2S20', { startUs: 320_000, endUs: 320_000 + 22 * 32_000, totalUs: 2_000_000 }));
    expect(inChunks(found.speech)).toEqual([[12, 32]]);
    expect(inChunks(found.speechUnknown)).toEqual([[0, 12], [32, 62.5]]);
  });

  it('is none where the sound ends before the pictures', () => {
    expect(findSpeech(heard('S20', { endUs: 5_000_000, totalUs: 5_000_000 }))).toEqual({ speech: [{ startUs: 0, endUs: 640_000 + 0 }], speechUnknown: [] });
  });

  it.each<[string, SpeechObservations, number]>([
    ['a video without sound has none, and that is known', { kind: 'no-sound' }, 0],
    ['of sound that nobody could listen to nothing is known', { kind: 'unheard', totalUs: 7_000_000 }, 7_000_000],
  ])('%s', (_, observations, unknownUs) => {
    expect(findSpeech(observations)).toEqual({ speech: [], speechUnknown: unknownUs === 0 ? [] : [{ startUs: 0, endUs: unknownUs }] });
  });
});
