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
  expect(chooseSound({ audio, corrections }, analysis).treatments).toEqual([
    ...audio.treatments,
    { kind: 'bleep', where: { kind: 'speech-of', people: [2] } },
    { kind: 'silence', where: { kind: 'range', startUs: 1, endUs: 2 } },
  ]);
  expect(chooseSound({ corrections: [] }, { ...analysis, identities: [person(1)] })).toEqual({ treatments: [] });
});

it('knows before the work what may be asked for', () => {
  expect([...treatsSound({ audio, corrections })].sort()).toEqual(['bleep', 'disguise', 'silence']);
  expect([...treatsSound({ corrections: [...corrections, { kind: 'treat-sound', startUs: 0, endUs: 5, treatment: 'none' }] })]).toEqual(['bleep']);
  expect(treatsSound({ corrections: [] }).size).toBe(0);
});
