import { aspects } from '../core/canvas-size.ts';
import { placesMax } from './check-layout.ts';
import { checkArray, checkBoolean, checkInteger, checkNumber, checkOneOf, checkRecord, invalidField } from './checks.ts';
import { drawingKinds, labelLanguages, makingKinds } from './making.ts';
import type { MarkChoices, Making } from './making.ts';
import { markStyles } from './marks-intent.ts';

/** What is to be made, from outside: none, or the video as it is first and then others, each with an id of its own. Throws `document/invalid` with the field's path. */
export function checkMakings(value: unknown): readonly Making[] {
  const makings = checkArray(value, 'makings').map((each, index) => checkMaking(each, `makings[${index}]`));
  for (const [index, { id, kind, drawsMotion }] of makings.entries()) {
    if ((kind === 'whole') !== (index === 0)) throw invalidField(`makings[${index}].kind`, index === 0 ? 'whole' : 'any but whole');
    if (makings.findIndex((each) => each.id === id) !== index) throw invalidField(`makings[${index}].id`, 'an id of its own');
    if (drawsMotion ? !drawingKinds.has(kind) : kind === 'motion') throw invalidField(`makings[${index}].drawsMotion`, String(kind === 'motion'));
  }
  return makings;
}

function checkMaking(value: unknown, path: string): Making {
  const record = checkRecord(value, path);
  const seconds = (name: 'minS' | 'paddingS' | 'mergeS' | 'secondsEach' | 'maxS'): number => checkNumber(record[name], `${path}.${name}`, 0);
  return {
    id: checkInteger(record['id'], `${path}.id`, 0),
    kind: checkOneOf(record['kind'], `${path}.kind`, makingKinds),
    wanted: checkBoolean(record['wanted'], `${path}.wanted`),
    people: checkArray(record['people'], `${path}.people`).map((id, index) => checkInteger(id, `${path}.people[${index}]`)),
    aspect: checkOneOf(record['aspect'], `${path}.aspect`, aspects),
    arrangement: checkOneOf(record['arrangement'], `${path}.arrangement`, ['side-by-side', 'stacked', 'grid']),
    places: checkInteger(record['places'], `${path}.places`, 1, placesMax),
    fit: checkOneOf(record['fit'], `${path}.fit`, ['contain', 'cover', 'stretch', 'crop']),
    whenGone: checkOneOf(record['whenGone'], `${path}.whenGone`, ['hold', 'blank', 'wide']),
    highlightSpeaker: checkBoolean(record['highlightSpeaker'], `${path}.highlightSpeaker`),
    only: checkOneOf(record['only'], `${path}.only`, ['all', 'visible', 'speaking', 'visible-or-speaking', 'visible-and-speaking']),
    minS: seconds('minS'),
    paddingS: seconds('paddingS'),
    mergeS: seconds('mergeS'),
    maxS: record['maxS'] === null ? null : seconds('maxS'),
    order: checkOneOf(record['order'], `${path}.order`, ['time', 'person']),
    secondsEach: seconds('secondsEach'),
    drawsMotion: checkBoolean(record['drawsMotion'], `${path}.drawsMotion`),
    marks: checkMarkChoices(record['marks'], `${path}.marks`),
  };
}

function checkMarkChoices(value: unknown, path: string): MarkChoices {
  const record = checkRecord(value, path);
  const shown = (name: 'skeletons' | 'boxes' | 'ids' | 'actions'): boolean => checkBoolean(record[name], `${path}.${name}`);
  return {
    skeletons: shown('skeletons'),
    boxes: shown('boxes'),
    ids: shown('ids'),
    actions: shown('actions'),
    style: checkOneOf(record['style'], `${path}.style`, markStyles),
    words: checkOneOf(record['words'], `${path}.words`, labelLanguages),
  };
}
