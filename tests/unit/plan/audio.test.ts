import { describe, expect, it } from 'vitest';
import type { Analysis, Identity, SpeakerRange } from '../../../src/documents/analysis.ts';
import { checkAudio } from '../../../src/documents/audio-edit.ts';
import type { AudioIntent, SoundPlace } from '../../../src/documents/audio-edit.ts';
import { planAudio } from '../../../src/plan/audio/audio.ts';

const person = (id: number, more: Partial<Identity> = {}): Identity => ({ id, tracks: [id], confidence: 1, sure: true, maybe: [], best: null, ...more });
const turn = (track: number, startS: number, endS: number, confidence = 0.9): SpeakerRange => ({ track, startUs: startS * 1e6, endUs: endS * 1e6, confidence });
const seconds = (...pairs: readonly (readonly [number, number])[]): { startUs: number; endUs: number }[] => pairs.map(([startS, endS]) => ({ startUs: startS * 1e6, endUs: endS * 1e6 }));

/** Three people, of whom 3 is nobody for sure and may be 1; speech from 10 to 20 s and from 30 to 40 s. */
const heard: Pick<Analysis, 'source' | 'identities' | 'speech' | 'speechUnknown' | 'speakers'> = {
  source: { name: '', widthPx: 640, heightPx: 360, timescale: 10, ticks: Float64Array.from({ length: 700 }, (_, i) => 30 + i), lastDurationTicks: 1, fingerprint: 'f' },
  identities: [person(1, { tracks: [1, 7] }), person(2), person(3, { sure: false, maybe: [1] })],
  speech: seconds([10, 20], [30, 40]),
  speechUnknown: [],
  speakers: [turn(1, 10, 14), turn(2, 14, 20), turn(2, 30, 35), turn(7, 36, 40)],
};
const notListened = { ...heard, speech: [], speechUnknown: seconds([0, 70]), speakers: [] };
const { speakers: _, ...nobodyKnown } = heard;

function rangesOf(where: SoundPlace, analysis: Partial<Analysis>): [number, number][] {
  return planAudio(analysis as Analysis, { treatments: [{ kind: 'bleep', where }] }).treatments.map(({ startUs, endUs }) => [startUs / 1e6, endUs / 1e6]);
}

describe('where the sound is treated', () => {
  const ofOne = { kind: 'speech-of', people: [1] } as const;
  it.each<[string, SoundPlace, Partial<Analysis>, [number, number][]]>([
    ['a range as it was chosen', { kind: 'range', startUs: 1_500_000, endUs: 2_000_000 }, notListened, [[1.5, 2]]],
    ['everything without end', { kind: 'everything' }, heard, [[-Infinity, Infinity]]],
    ['all speech, padded', { kind: 'all-speech' }, heard, [[9.8, 20.2], [29.8, 40.2]]],
    ['speech a breath apart as one', { kind: 'all-speech' }, { ...heard, speech: seconds([1, 2], [2.6, 3], [5, 6]) }, [[0.8, 3.2], [4.8, 6.2]]],
    ['all speech where nobody listened: everything', { kind: 'all-speech' }, notListened, [[-Infinity, Infinity]]],
    ['all speech, and where it is not known', { kind: 'all-speech' }, { ...heard, speechUnknown: seconds([50, 60]) }, [[9.8, 20.2], [29.8, 40.2], [49.8, 60.2]]],
    ['unknown to the end: the sound may be longer', { kind: 'all-speech' }, { ...heard, speechUnknown: seconds([65, 69.95]) }, [[9.8, 20.2], [29.8, 40.2], [64.8, Infinity]]],
    ["somebody's speech: theirs, and what nobody surely says", ofOne, heard, [[9.8, 14.2], [34.8, 40.2]]],
    ['the same by another of their tracks', { kind: 'speech-of', people: [7] }, heard, [[9.8, 14.2], [34.8, 40.2]]],
    ['where it is not known who speaks: all speech', ofOne, nobodyKnown, [[9.8, 20.2], [29.8, 40.2]]],
    ['where nobody listened: everything', ofOne, notListened, [[-Infinity, Infinity]]],
    ['a speaker who is a guess is nobody for sure', ofOne, { ...heard, speakers: [turn(2, 10, 20, 0.3), turn(2, 30, 40)] }, [[9.8, 20.2]]],
    ['nor is one who may be them', ofOne, { ...heard, speakers: [turn(3, 10, 20), turn(2, 30, 40)] }, [[9.8, 20.2]]],
    ['nor is one whom nobody can tell', { kind: 'speech-of', people: [2] }, { ...heard, speakers: [turn(3, 10, 20), turn(1, 30, 40)] }, [[9.8, 20.2]]],
    ['two people', { kind: 'speech-of', people: [1, 2] }, heard, [[9.8, 20.2], [29.8, 40.2]]],
  ])('%s', (_, where, analysis, expected) => {
    const found = rangesOf(where, analysis);
    expect(found.length).toBe(expected.length);
    found.forEach((range, i) => range.forEach((at, side) => expect(at === expected[i]?.[side] || Math.abs(at - (expected[i]?.[side] as number)) < 1e-6, `${at} in place of ${expected[i]?.[side]}`).toBe(true)));
  });

  it('says for whom, by their ids', () => {
    expect(planAudio(heard as Analysis, { treatments: [{ kind: 'silence', where: { kind: 'speech-of', people: [7, 2] } }] }).treatments[0]).toMatchObject({ kind: 'silence', people: [1, 2] });
  });

  it('refuses somebody who is nobody', () => {
    expect(() => rangesOf({ kind: 'speech-of', people: [9] }, heard)).toThrow(expect.objectContaining({ code: 'people/no-match', details: { who: 'person 9' } }));
  });
});

describe('an audio slot from outside', () => {
  const good: AudioIntent = { treatments: [{ kind: 'disguise', where: { kind: 'everything' } }, { kind: 'silence', where: { kind: 'range', startUs: 0, endUs: 1 } }, { kind: 'bleep', where: { kind: 'speech-of', people: [4] } }] };
  it('is taken as it is, without what it does not know', () => {
    expect(checkAudio(JSON.parse(JSON.stringify({ ...good, more: 1 })))).toEqual(good);
  });

  it.each<[string, unknown, string]>([
    ['no list', {}, 'audio.treatments'],
    ['another kind', { treatments: [{ kind: 'echo', where: { kind: 'everything' } }] }, 'audio.treatments[0].kind'],
    ['another place', { treatments: [{ kind: 'bleep', where: { kind: 'music' } }] }, 'audio.treatments[0].where.kind'],
    ['an end before its beginning', { treatments: [{ kind: 'bleep', where: { kind: 'range', startUs: 5, endUs: 5 } }] }, 'audio.treatments[0].where.endUs'],
    ['no number', { treatments: [{ kind: 'bleep', where: { kind: 'range', startUs: '0', endUs: 5 } }] }, 'audio.treatments[0].where.startUs'],
    ['nobody', { treatments: [{ kind: 'bleep', where: { kind: 'speech-of', people: [] } }] }, 'audio.treatments[0].where.people'],
    ['half a person', { treatments: [{ kind: 'bleep', where: { kind: 'speech-of', people: [1.5] } }] }, 'audio.treatments[0].where.people[0]'],
  ])('with %s is refused', (_, value, field) => {
    expect(() => checkAudio(value)).toThrow(expect.objectContaining({ code: 'document/invalid', details: expect.objectContaining({ field }) as unknown }));
  });
});
