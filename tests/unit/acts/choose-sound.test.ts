import { expect, it } from 'vitest';
import { chooseSound, treatsSound } from '../../../src/acts/choose-sound.ts';
import type { Analysis, Identity } from '../../../src/documents/analysis.ts';
import type { AudioIntent } from '../../../src/documents/audio-edit.ts';
import type { Corrections } from '../../../src/documents/corrections.ts';

const person = (id: number, more: Partial<Identity> = {}): Identity => ({ id, tracks: [id], confidence: 1, sure: true, maybe: [], best: null, ...more });
const analysis = { identities: [person(1), person(2, { voice: 'bleep' })] } as unknown as Analysis;
const audio: AudioIntent = { treatments: [{ kind: 'disguise', where: { kind: 'all-speech' } }] };
const corrections: Corrections = [{ kind: 'voice', track: 2, treatment: 'bleep' }, { kind: 'treat-sound', startUs: 1, endUs: 2, treatment: 'silence' }];

it('does what the form, the people and the hand say, all of it', () => {
  expect(chooseSound({ audio, corrections }, [], analysis).treatments).toEqual([
    ...audio.treatments,
    { kind: 'bleep', where: { kind: 'speech-of', people: [2] } },
    { kind: 'silence', where: { kind: 'range', startUs: 1, endUs: 2 } },
  ]);
  expect(chooseSound({ corrections: [] }, [], { ...analysis, identities: [person(1)] })).toEqual({ treatments: [] });
});

it('adds the people of photos to those whose speech the form names, and to nobody else', () => {
  const ofSpeech = (...people: number[]): AudioIntent => ({ treatments: [{ kind: 'silence', where: { kind: 'speech-of', people } }, ...audio.treatments] });
  expect(chooseSound({ audio: ofSpeech(), corrections }, [1, 2], analysis).treatments).toEqual([
    ...ofSpeech(1, 2).treatments,
    { kind: 'bleep', where: { kind: 'speech-of', people: [2] } },
    { kind: 'silence', where: { kind: 'range', startUs: 1, endUs: 2 } },
  ]);
  expect(chooseSound({ audio: ofSpeech(7), corrections: [] }, [1], { ...analysis, identities: [person(1)] })).toEqual(ofSpeech(7, 1));
});

it('knows before the work what may be asked for', () => {
  expect([...treatsSound({ audio, corrections })].sort()).toEqual(['bleep', 'disguise', 'silence']);
  expect([...treatsSound({ corrections: [...corrections, { kind: 'treat-sound', startUs: 0, endUs: 5, treatment: 'none' }] })]).toEqual(['bleep']);
  expect(treatsSound({ corrections: [] }).size).toBe(0);
});
