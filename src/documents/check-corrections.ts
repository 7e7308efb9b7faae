import type { FrameBox } from '../core/boxes.ts';
import { soundTreatmentKinds } from '../core/sound-treatment.ts';
import type { SoundTreatmentKind } from '../core/sound-treatment.ts';
import { checkSoundRange } from './audio-edit.ts';
import { checkFill } from './check-fill.ts';
import { checkArray, checkInteger, checkNumber, checkOneOf, checkRecord, checkString, invalidField } from './checks.ts';
import type { JsonRecord } from './checks.ts';
import { polygonPointsMax } from './corrections.ts';
import type { Correction, Corrections, DrawMask } from './corrections.ts';

type Reader<K extends Correction['kind']> = (record: JsonRecord, path: string) => Omit<Extract<Correction, { kind: K }>, 'kind'>;

const readers: { readonly [K in Correction['kind']]: Reader<K> } = {
  'hide-frames-whole': checkRange,
  decide: (record, path) => ({
    track: checkId(record, 'track', path),
    decision: checkOneOf(record['decision'], `${path}.decision`, ['hide', 'show', 'default']),
  }),
  name: (record, path) => ({ track: checkId(record, 'track', path), name: checkString(record['name'], `${path}.name`) }),
  merge: (record, path) => ({ tracks: checkTracks(record, path, 2) }),
  split: (record, path) => ({ tracks: checkTracks(record, path, 1) }),
  draw: checkDraw,
  follow: (record, path) => ({
    mask: checkId(record, 'mask', path),
    firstFrame: checkInteger(record['firstFrame'], `${path}.firstFrame`, 0),
    boxes: checkBoxes(record['boxes'], `${path}.boxes`),
    lost: checkOneOf(record['lost'], `${path}.lost`, ['nowhere', 'before', 'after', 'both']),
  }),
  'delete-mask': (record, path) => ({ mask: checkId(record, 'mask', path) }),
  'delete-track': (record, path) => ({ track: checkId(record, 'track', path) }),
  'shorten-track': (record, path) => ({ track: checkId(record, 'track', path), ...checkRange(record, path) }),
  voice: (record, path) => ({ track: checkId(record, 'track', path), treatment: checkTreatment(record, path) }),
  'treat-sound': (record, path) => ({ ...checkSoundRange(record['startUs'], record['endUs'], path), treatment: checkTreatment(record, path) }),
  review: (record, path) => ({
    item: checkString(record['item'], `${path}.item`),
    verdict: checkOneOf(record['verdict'], `${path}.verdict`, ['accepted', 'fixed', 'hidden-whole', 'skipped']),
    ...(record['by'] === undefined ? {} : { by: checkString(record['by'], `${path}.by`) }),
  }),
};
const kinds = Object.keys(readers) as Correction['kind'][];

/** Corrections from outside; throws `document/invalid` with the field's path, also for a kind this version does not know. */
export function checkCorrections(value: unknown): Corrections {
  return checkArray(value, 'corrections').map((item, index): Correction => {
    const path = `corrections[${index}]`;
    const record = checkRecord(item, path);
    const kind = checkOneOf(record['kind'], `${path}.kind`, kinds);
    return { kind, ...readers[kind](record, path) } as Correction;
  });
}

function checkRange(record: JsonRecord, path: string): { firstFrame: number; lastFrame: number } {
  const firstFrame = checkInteger(record['firstFrame'], `${path}.firstFrame`, 0);
  return { firstFrame, lastFrame: checkInteger(record['lastFrame'], `${path}.lastFrame`, firstFrame) };
}

function checkId(record: JsonRecord, name: 'track' | 'mask', path: string): number {
  return checkInteger(record[name], `${path}.${name}`, 1);
}

function checkTreatment(record: JsonRecord, path: string): SoundTreatmentKind | 'none' {
  return checkOneOf(record['treatment'], `${path}.treatment`, ['none', ...soundTreatmentKinds]);
}

function checkTracks(record: JsonRecord, path: string, countMin: number): number[] {
  const tracks = checkArray(record['tracks'], `${path}.tracks`).map((id, index) => checkInteger(id, `${path}.tracks[${index}]`, 1));
  if (new Set(tracks).size !== tracks.length || tracks.length < countMin) throw invalidField(`${path}.tracks`, `${countMin} different tracks or more`);
  return tracks;
}

function checkDraw(record: JsonRecord, path: string): Omit<DrawMask, 'kind'> {
  const shape = checkOneOf(record['shape'], `${path}.shape`, ['box', 'ellipse', 'polygon']);
  const common = {
    mask: checkId(record, 'mask', path),
    ...checkRange(record, path),
    ...(record['fill'] === undefined ? {} : { fill: checkFill(record['fill'], `${path}.fill`) }),
    ...(record['label'] === undefined ? {} : { label: checkString(record['label'], `${path}.label`) }),
  };
  const read = <T>(outline: (keyframe: JsonRecord, at: string) => T): (T & { frame: number })[] => checkKeyframes(record, path, outline);
  if (shape !== 'polygon') return { ...common, shape, keyframes: read((keyframe, at) => ({ box: checkBox(keyframe['box'], `${at}.box`) })) };
  const keyframes = read((keyframe, at) => ({ points: checkPoints(keyframe['points'], `${at}.points`) }));
  const uneven = keyframes.findIndex(({ points }) => points.length !== keyframes[0]?.points.length);
  if (uneven >= 0) throw invalidField(`${path}.keyframes[${uneven}].points`, 'as many points as in the first keyframe');
  return { ...common, shape, keyframes };
}

/** At least one, by ascending frames. */
function checkKeyframes<T>(record: JsonRecord, path: string, outline: (keyframe: JsonRecord, at: string) => T): (T & { frame: number })[] {
  const items = checkArray(record['keyframes'], `${path}.keyframes`);
  if (items.length === 0) throw invalidField(`${path}.keyframes`, 'one or more');
  let least = 0;
  return items.map((item, index) => {
    const at = `${path}.keyframes[${index}]`;
    const keyframe = checkRecord(item, at);
    const frame = checkInteger(keyframe['frame'], `${at}.frame`, least);
    least = frame + 1;
    return { frame, ...outline(keyframe, at) };
  });
}

function checkBox(value: unknown, path: string): FrameBox {
  const record = checkRecord(value, path);
  const read = (name: string, min?: number): number => checkNumber(record[name], `${path}.${name}`, min);
  return { x: read('x'), y: read('y'), width: read('width', 0), height: read('height', 0) };
}

function checkPoints(value: unknown, path: string): number[] {
  const numbers = checkArray(value, path).map((each, index) => checkNumber(each, `${path}[${index}]`));
  if (numbers.length % 2 !== 0 || numbers.length < 6 || numbers.length > 2 * polygonPointsMax) throw invalidField(path, `3 to ${polygonPointsMax} pairs`);
  return numbers;
}

function checkBoxes(value: unknown, path: string): number[] {
  const numbers = checkArray(value, path).map((each, index) => checkNumber(each, `${path}[${index}]`, index % 4 < 2 ? -Infinity : 0));
  if (numbers.length === 0 || numbers.length % 4 !== 0) throw invalidField(path, '4 numbers per frame');
  return numbers;
}
