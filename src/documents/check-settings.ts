import { bodySamplings, bodyScales } from './bodies.ts';
import type { BodyScale, BodySettings } from './bodies.ts';
import { checkBoolean, checkInteger, checkNumber, checkOneOf, checkRecord, invalidField } from './checks.ts';
import type { ObserveSettings } from './observations.ts';

/** What a journal says it was made with; throws `document/invalid` with the field's path. */
export function checkObserveSettings(value: unknown, path: string): ObserveSettings {
  const record = checkRecord(value, path);
  const firstFrame = checkInteger(record['firstFrame'], `${path}.firstFrame`, 0);
  return {
    quality: checkOneOf(record['quality'], `${path}.quality`, ['fast', 'balanced', 'thorough']),
    detector: checkOneOf(record['detector'], `${path}.detector`, ['yunet', 'embedded']),
    sensitivity: checkNumber(record['sensitivity'], `${path}.sensitivity`, 0, 1),
    firstFrame,
    lastFrame: checkInteger(record['lastFrame'], `${path}.lastFrame`, firstFrame),
    ...(record['speakers'] === undefined ? {} : { speakers: checkBoolean(record['speakers'], `${path}.speakers`) }),
    ...(record['bodies'] === undefined ? {} : { bodies: checkBodySettings(record['bodies'], `${path}.bodies`) }),
  };
}

function checkBodySettings(value: unknown, path: string): BodySettings {
  const record = checkRecord(value, path);
  const scale = checkNumber(record['scale'], `${path}.scale`);
  if (!bodyScales.includes(scale as BodyScale)) throw invalidField(`${path}.scale`, `one of ${bodyScales.join(', ')}`);
  return { sampling: checkOneOf(record['sampling'], `${path}.sampling`, bodySamplings), scale: scale as BodyScale };
}
