import { expect, it } from 'vitest';
import { asksWhoSpeaks } from '../../../src/documents/asks-who-speaks.ts';
import type { JobOptions } from '../../../src/rpc/job-types.ts';
import { defaultOptions } from '../../support/jobs.ts';

const cut = (where: 'visible' | 'speaking', people: readonly number[]): NonNullable<JobOptions['cut']> => ({ kind: 'people', people, where, minS: 0, mergeS: 0, paddingS: 0, maxS: null });
const split = (highlightSpeaker: boolean): NonNullable<JobOptions['layout']> => ({ kind: 'split', people: [], places: 2, arrangement: 'side-by-side', canvas: { widthPx: 2, heightPx: 2 }, fit: 'cover', whenGone: 'hold', highlightSpeaker });

it.each<[string, Partial<JobOptions>, boolean]>([
  ['nothing special', {}, false],
  ['who speaks', { speakers: true }, true],
  ['where somebody certain is seen', { cut: cut('visible', [1]) }, false],
  ['where anybody speaks: that is heard', { cut: cut('speaking', []) }, false],
  ['where somebody certain speaks', { cut: cut('speaking', [1]) }, true],
  ['where the person of a photo speaks', { cut: cut('speaking', []), references: [{ role: 'subject', file: new File([], 'a.png') }] }, true],
  ['two beside each other', { layout: split(false) }, false],
  ['an outline around whoever speaks', { layout: split(true) }, true],
  ['all speech disguised', { audio: { treatments: [{ kind: 'disguise', where: { kind: 'all-speech' } }] } }, false],
  ['what somebody says silenced', { audio: { treatments: [{ kind: 'silence', where: { kind: 'speech-of', people: [1] } }] } }, true],
])('of a job that asks for %s', (_, options, expected) => {
  expect(asksWhoSpeaks({ ...defaultOptions, ...options })).toBe(expected);
});
