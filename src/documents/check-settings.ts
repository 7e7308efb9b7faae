import { bodySamplings, bodyScales } from './bodies.ts';
import type { BodyScale, BodySettings } from './bodies.ts';
import { checkBoolean, checkInteger, checkNumber, checkOneOf, checkRecord, invalidField } from './checks.ts';
import type { ObserveSettings } from './observations.ts';
import type { BodyLooking } from './wanted-bodies.ts';

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

/** How a project says that bodies are looked for; throws `document/invalid` with the field's path. */
export function checkBodyLooking(value: unknown, path: string): BodyLooking {
  const record = checkRecord(value, path);
  const sampling = checkOneOf(record['sampling'], `${path}.sampling`, ['auto', ...bodySamplings]);
  return { sampling, ...(record['scale'] === undefined ? {} : { scale: checkScale(record['scale'], `${path}.scale`) }) };
}

function checkBodySettings(value: unknown, path: string): BodySettings {
  const record = checkRecord(value, path);
  return { sampling: checkOneOf(record['sampling'], `${path}.sampling`, bodySamplings), scale: checkScale(record['scale'], `${path}.scale`) };
}

function checkScale(value: unknown, path: string): BodyScale {
  const scale = bodyScales.find((each) => each === value);
  if (scale === undefined) throw invalidField(path, `one of ${bodyScales.join(', ')}`);
  return scale;
}
