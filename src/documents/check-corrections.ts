import { checkArray, checkInteger, checkOneOf, checkRecord } from './checks.ts';
import type { Correction, Corrections } from './corrections.ts';

/** Corrections from outside; throws `document/invalid` with the field's path, also for a kind this version does not know. */
export function checkCorrections(value: unknown): Corrections {
  return checkArray(value, 'corrections').map((item, index): Correction => {
    const path = `corrections[${index}]`;
    const record = checkRecord(item, path);
    const kind = checkOneOf(record['kind'], `${path}.kind`, ['hide-frames-whole']);
    const firstFrame = checkInteger(record['firstFrame'], `${path}.firstFrame`, 0);
    return { kind, firstFrame, lastFrame: checkInteger(record['lastFrame'], `${path}.lastFrame`, firstFrame) };
  });
}
