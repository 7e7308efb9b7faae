import { checkArray, checkBoolean, checkInteger, checkOneOf, checkRecord, checkString, invalidField } from './checks.ts';
import { markStyles } from './marks-intent.ts';
import type { Marks } from './marks-intent.ts';

/** A label is a word or two; a text could cover the picture. */
const wordLengthMax = 40;

/** Marks from outside; throws `document/invalid` with the field's path. */
export function checkMarks(value: unknown): Marks {
  const record = checkRecord(value, 'marks');
  const shown = (name: 'skeletons' | 'boxes' | 'ids' | 'actions'): boolean => checkBoolean(record[name], `marks.${name}`);
  return {
    kind: checkOneOf(record['kind'], 'marks.kind', ['overlay']),
    people: checkArray(record['people'], 'marks.people').map((id, index) => checkInteger(id, `marks.people[${index}]`)),
    style: checkOneOf(record['style'], 'marks.style', markStyles),
    skeletons: shown('skeletons'),
    boxes: shown('boxes'),
    ids: shown('ids'),
    actions: shown('actions'),
    actionWords: Object.fromEntries(Object.entries(checkRecord(record['actionWords'], 'marks.actionWords')).map(([name, word]) => [name, checkWord(word, `marks.actionWords.${name}`)])),
  };
}

function checkWord(value: unknown, path: string): string {
  const word = checkString(value, path);
  if (word.trim() === '' || word.length > wordLengthMax) throw invalidField(path, `a text of 1 to ${wordLengthMax} letters`);
  return word;
}
