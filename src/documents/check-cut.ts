import type { FrameRange } from './analysis.ts';
import { checkArray, checkInteger, checkNumber, checkOneOf, checkRecord, invalidField } from './checks.ts';
import type { JsonRecord } from './checks.ts';
import type { Cut } from './cut.ts';

/** A cut from outside; throws `document/invalid` with the field's path. */
export function checkCut(value: unknown): Cut {
  const record = checkRecord(value, 'cut');
  const kind = checkOneOf(record['kind'], 'cut.kind', ['range', 'ranges', 'people', 'summary']);
  const seconds = (name: string): number => checkNumber(record[name], `cut.${name}`, 0);
  const maxS = (): number | null => (record['maxS'] === null ? null : seconds('maxS'));
  switch (kind) {
    case 'range':
      return { kind, ...checkRange(record, 'cut') };
    case 'ranges':
      return { kind, ranges: checkRanges(record['ranges']) };
    case 'people':
      return {
        kind,
        ...checkRange(record, 'cut'),
        people: checkArray(record['people'], 'cut.people').map((id, index) => checkInteger(id, `cut.people[${index}]`)),
        where: checkOneOf(record['where'], 'cut.where', ['visible', 'speaking', 'visible-or-speaking', 'visible-and-speaking']),
        minS: seconds('minS'),
        paddingS: seconds('paddingS'),
        mergeS: seconds('mergeS'),
        maxS: maxS(),
      };
    case 'summary':
      return { kind, ...checkRange(record, 'cut'), order: checkOneOf(record['order'], 'cut.order', ['time', 'person']), secondsEach: seconds('secondsEach'), maxS: maxS() };
  }
}

function checkRanges(value: unknown): FrameRange[] {
  const ranges = checkArray(value, 'cut.ranges').map((range, index) => checkRange(checkRecord(range, `cut.ranges[${index}]`), `cut.ranges[${index}]`));
  if (ranges.length === 0) throw invalidField('cut.ranges', 'one range at least');
  return ranges;
}

function checkRange(record: JsonRecord, path: string): FrameRange {
  const firstFrame = checkInteger(record['firstFrame'], `${path}.firstFrame`, 0);
  return { firstFrame, lastFrame: checkInteger(record['lastFrame'], `${path}.lastFrame`, firstFrame) };
}
