import { frameBox } from '../core/boxes.ts';
import { soundTreatmentKinds } from '../core/sound-treatment.ts';
import type { Identity, IdentityRisk, Recognition } from './analysis.ts';
import { checkArray, checkBoolean, checkInteger, checkNumber, checkOneOf, checkRecord, checkString } from './checks.ts';
import type { JsonRecord } from './checks.ts';

/** Checks the id of a track that the export holds. */
type TrackId = (value: unknown, path: string) => number;

/** One identity of an export; one of an earlier version says nothing of doubt, which is read as doubt. Throws `document/invalid`. */
export function readIdentity(item: JsonRecord, path: string, trackId: TrackId, lastFrame: number): Identity {
  const ids = (name: string): readonly number[] => checkArray(item[name] ?? [], `${path}.${name}`).map((id, index) => trackId(id, `${path}.${name}[${index}]`));
  return {
    id: checkInteger(item['id'], `${path}.id`),
    tracks: ids('tracks'),
    confidence: checkNumber(item['confidence'], `${path}.confidence`, 0, 1),
    sure: checkBoolean(item['sure'] ?? false, `${path}.sure`),
    maybe: ids('maybe'),
    best: readBest(item['best'] ?? null, `${path}.best`, lastFrame),
    ...(item['name'] === undefined ? {} : { name: checkString(item['name'], `${path}.name`) }),
    ...(item['decision'] === undefined ? {} : { decision: checkOneOf(item['decision'], `${path}.decision`, ['hide', 'show']) }),
    ...(item['voice'] === undefined ? {} : { voice: checkOneOf(item['voice'], `${path}.voice`, soundTreatmentKinds) }),
  };
}

/** How recognition went; an export of an earlier version had none. Throws `document/invalid`. */
export function readRecognition(value: unknown, trackId: TrackId, lastFrame: number): Recognition {
  if (value === undefined) return { embedded: 0, trackFrames: 0, risks: [], cuts: 0 };
  const record = checkRecord(value, 'recognition');
  const count = (name: string): number => checkInteger(record[name], `recognition.${name}`, 0);
  const risks = checkArray(record['risks'], 'recognition.risks').map((each, index): IdentityRisk => {
    const path = `recognition.risks[${index}]`;
    const risk = checkRecord(each, path);
    const firstFrame = checkInteger(risk['firstFrame'], `${path}.firstFrame`, 0, lastFrame);
    return {
      kind: checkOneOf(risk['kind'], `${path}.kind`, ['crossing', 'jump', 'mismatch']),
      tracks: checkArray(risk['tracks'], `${path}.tracks`).map((id, at) => trackId(id, `${path}.tracks[${at}]`)),
      firstFrame,
      lastFrame: checkInteger(risk['lastFrame'], `${path}.lastFrame`, firstFrame, lastFrame),
    };
  });
  return { embedded: count('embedded'), trackFrames: count('trackFrames'), risks, cuts: count('cuts') };
}

function readBest(value: unknown, path: string, lastFrame: number): Identity['best'] {
  if (value === null) return null;
  const record = checkRecord(value, path);
  const box = checkRecord(record['box'], `${path}.box`);
  const side = (name: string, min: number): number => checkNumber(box[name], `${path}.box.${name}`, min);
  return {
    frame: checkInteger(record['frame'], `${path}.frame`, 0, lastFrame),
    box: frameBox(side('x', -Infinity), side('y', -Infinity), side('width', 0), side('height', 0)),
  };
}
