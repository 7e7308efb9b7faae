import { describe, expect, it } from 'vitest';
import { choosePeople, chooseVoices } from '../../../src/acts/choose-people.ts';
import type { Reference } from '../../../src/acts/reference-photos.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { Analysis, Identity } from '../../../src/documents/analysis.ts';
import type { Hide } from '../../../src/documents/intent.ts';
import { peopleAcross } from '../../../src/understand/across-videos.ts';
import { between, looksAs, vectorOfPerson } from '../tracking/made-up-looks.ts';

const look = { shape: 'ellipse', scale: 1, fill: { kind: 'erase' } } as const;
const everyone: Hide = { kind: 'everyone', ...look };
const person = (id: number, more: Partial<Identity> = {}): Identity => ({ id, tracks: [id], confidence: 1, sure: true, maybe: [], best: null, ...more });
/** People 1, 2, … look like made-up people 0, 1, … */
function analysisOf(identities: readonly Identity[], vectors: readonly Float32Array[] = identities.map(({ id }) => vectorOfPerson(id - 1))): Analysis {
  return {
    source: { name: '', widthPx: 1280, heightPx: 720, timescale: 30, ticks: Float64Array.of(0), lastDurationTicks: 1, fingerprint: 'f' },
    tracks: [],
    identities,
    recognition: { embedded: 0, trackFrames: 0, risks: [], cuts: 0 },
    looks: identities.map(({ id }, index) => ({ track: id, ...looksAs(vectors[index] as Float32Array) })),
    speech: [],
    speechUnknown: [],
    actions: [],
    unknown: [],
    runs: [],
    ineffective: [],
  };
}
const photo = (role: Reference['role'], vector: Float32Array): Reference => ({ role, name: `${role}.jpg`, looks: looksAs(vector) });
const three = analysisOf([person(1), person(2), person(3)]);

function outcome(hide: Hide, references: readonly Reference[], analysis: Analysis): string {
  try {
    const { hide: chosen, notFound } = choosePeople(hide, references, analysis);
    const people = chosen.kind === 'people' ? `keep ${chosen.keep.join()} hide ${chosen.hide.join()} others ${chosen.others}` : 'everyone';
    return [people, ...notFound].join('; ');
  } catch (error) {
    return error instanceof AppError ? `${error.code} ${String(error.details['who'])}` : String(error);
  }
}

it.each<[string, readonly Reference[], Hide['kind']]>([
  ['one to keep', [photo('keep', vectorOfPerson(0))], 'people'],
  ['somebody to hide who is nowhere', [photo('hide', vectorOfPerson(9))], 'everyone'],
])('photos change who is hidden, not how: %s', (_, references, kind) => {
  const how = { covers: 'person', shape: 'rounded-box', scale: 2, fill: { kind: 'blur' } } as const;
  expect(choosePeople({ kind: 'everyone', ...how }, references, three).hide).toMatchObject({ kind, ...how });
});

describe('choosePeople', () => {
  it.each<[string, Hide, readonly Reference[], Analysis, string]>([
    ['no photos', everyone, [], three, 'everyone'],
    ['photos of whom something else is about', everyone, [photo('subject', vectorOfPerson(0)), photo('voice', vectorOfPerson(1))], three, 'everyone'],
    ['a voice of nobody beside one to keep', everyone, [photo('keep', vectorOfPerson(0)), photo('voice', vectorOfPerson(9))], three, 'keep 1 hide  others hide'],
    ['one to keep', everyone, [photo('keep', vectorOfPerson(1, 0.2))], three, 'keep 2 hide  others hide'],
    ['one to hide', everyone, [photo('hide', vectorOfPerson(1, 0.2))], three, 'keep  hide 2 others show'],
    ['one to keep and one to hide', everyone, [photo('keep', vectorOfPerson(0)), photo('hide', vectorOfPerson(2))], three, 'keep 1 hide 3 others hide'],
    ['somebody to keep who is not there', everyone, [photo('keep', vectorOfPerson(9))], three, 'people/no-match keep.jpg'],
    ['somebody to keep who is like, but not enough', everyone, [photo('keep', between(1, 9, 0.6))], three, 'people/no-match keep.jpg'],
    ['somebody to keep who may be either of two', everyone, [photo('keep', between(0, 1, 0.5))], three, 'people/no-match keep.jpg'],
    ['somebody to keep of whom nobody is sure', everyone, [photo('keep', vectorOfPerson(0))], analysisOf([person(1, { sure: false })]), 'people/no-match keep.jpg'],
    ['somebody to hide who may be two of them: both', everyone, [photo('hide', between(0, 1, 0.5))], three, 'keep  hide 1,2 others show'],
    ['somebody to hide who is not there: everyone', everyone, [photo('hide', vectorOfPerson(9))], three, 'everyone; hide.jpg'],
    ['somebody to hide who is not there, others hidden anyway', everyone, [photo('keep', vectorOfPerson(0)), photo('hide', vectorOfPerson(9))], three, 'keep 1 hide  others hide; hide.jpg'],
    ['two pieces of one person, to keep', everyone, [photo('keep', vectorOfPerson(0))], analysisOf([person(1, { maybe: [2] }), person(2, { maybe: [1] })], [vectorOfPerson(0), between(0, 1, 0.2)]), 'keep 1,2 hide  others hide'],
    ['ids', { kind: 'people', others: 'hide', keep: [2], hide: [], ...look }, [], three, 'keep 2 hide  others hide'],
    ['ids and a photo', { kind: 'people', others: 'hide', keep: [2], hide: [], ...look }, [photo('keep', vectorOfPerson(0))], three, 'keep 2,1 hide  others hide'],
    ['an id of nobody', { kind: 'people', others: 'hide', keep: [7], hide: [], ...look }, [], three, 'people/no-match person 7'],
    ['an id to hide of nobody', { kind: 'people', others: 'show', keep: [], hide: [7], ...look }, [], three, 'people/no-match person 7'],
    ['an id of somebody unsure', { kind: 'people', others: 'hide', keep: [1], hide: [], ...look }, [], analysisOf([person(1, { sure: false })]), 'people/no-match person 1'],
  ])('%s', (_, hide, references, analysis, expected) => expect(outcome(hide, references, analysis)).toBe(expected));
});

describe('chooseVoices: whose speech is treated', () => {
  it.each<[string, readonly Reference[], readonly number[]]>([
    ['the one in the photo', [photo('voice', vectorOfPerson(1, 0.2))], [2]],
    ['everybody who may be the one', [photo('voice', between(0, 1, 0.5))], [1, 2]],
    ['each of several photos', [photo('voice', vectorOfPerson(2)), photo('keep', vectorOfPerson(0)), photo('voice', vectorOfPerson(1))], [3, 2]],
    ['nobody without such photos', [photo('hide', vectorOfPerson(0))], []],
  ])('%s', (_, references, expected) => expect(chooseVoices(references, three)).toEqual(expected));

  it('a photo of nobody who is there makes nothing', () => {
    expect(() => chooseVoices([photo('voice', vectorOfPerson(9))], three)).toThrow(expect.objectContaining({ code: 'people/no-match', details: { who: 'voice.jpg' } }));
  });
});

describe('peopleAcross', () => {
  it('finds who is in several videos, and never two of one video', () => {
    const other = analysisOf([person(1), person(2), person(3, { sure: false })], [vectorOfPerson(1, 0.1), vectorOfPerson(7), vectorOfPerson(0)]);
    const alike = analysisOf([person(1), person(2)], [vectorOfPerson(4), vectorOfPerson(4, 0.1)]);
    const groups = peopleAcross([three, other, alike]).map((group) => group.map(({ video, id }) => `${video}:${id}`).sort().join('+')).sort();
    expect(groups).toEqual(['0:1', '0:2+1:1', '0:3', '1:2', '2:1', '2:2']);
  });
});
