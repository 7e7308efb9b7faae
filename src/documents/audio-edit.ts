import type { SoundTreatmentKind } from '../core/sound-treatment.ts';
import { soundTreatmentKinds } from '../core/sound-treatment.ts';
import { checkArray, checkInteger, checkNumber, checkOneOf, checkRecord, invalidField } from './checks.ts';

/** A stretch that was chosen by hand, in microseconds from the first presented frame. */
export interface SoundRange {
  readonly kind: 'range';
  readonly startUs: number;
  readonly endUs: number;
}

/** Where a sound is treated. People are named by any track of theirs: whatever they may be saying is meant, and what nobody is known to say. */
export type SoundPlace = SoundRange | { readonly kind: 'speech-of'; readonly people: readonly number[] } | { readonly kind: 'all-speech' } | { readonly kind: 'everything' };

/** One thing to be done to the sound. */
export interface SoundTreatment {
  readonly kind: SoundTreatmentKind;
  readonly where: SoundPlace;
}

/** The `audio` slot of the Intent: where treatments overlap, the strongest is done. */
export interface AudioIntent {
  readonly treatments: readonly SoundTreatment[];
}

/** A treatment with its time, in microseconds from the first presented frame; what reaches to an end of the sound, however long, is infinite. */
export interface PlannedTreatment {
  readonly kind: SoundTreatmentKind;
  readonly startUs: number;
  readonly endUs: number;
  /** Ids of the people whose speech it is for; empty when it is for nobody in particular. */
  readonly people: readonly number[];
}

/** What the Edit says of the sound. */
export interface AudioEdit {
  readonly treatments: readonly PlannedTreatment[];
}

/** An `audio` slot from outside; throws `document/invalid` with the field's path. */
export function checkAudio(value: unknown): AudioIntent {
  const treatments = checkArray(checkRecord(value, 'audio')['treatments'], 'audio.treatments');
  return { treatments: treatments.map((each, index) => checkTreatment(each, `audio.treatments[${index}]`)) };
}

function checkTreatment(value: unknown, path: string): SoundTreatment {
  const record = checkRecord(value, path);
  return { kind: checkOneOf(record['kind'], `${path}.kind`, soundTreatmentKinds), where: checkPlace(record['where'], `${path}.where`) };
}

function checkPlace(value: unknown, path: string): SoundPlace {
  const record = checkRecord(value, path);
  const kind = checkOneOf(record['kind'], `${path}.kind`, ['range', 'speech-of', 'all-speech', 'everything']);
  switch (kind) {
    case 'range':
      return { kind, ...checkSoundRange(record['startUs'], record['endUs'], path) };
    case 'speech-of': {
      const people = checkArray(record['people'], `${path}.people`).map((id, index) => checkInteger(id, `${path}.people[${index}]`, 1));
      if (people.length === 0) throw invalidField(`${path}.people`, 'one or more');
      return { kind, people };
    }
    default:
      return { kind };
  }
}

/** Both ends of a stretch that is not empty. */
export function checkSoundRange(startUs: unknown, endUs: unknown, path: string): { startUs: number; endUs: number } {
  const start = checkNumber(startUs, `${path}.startUs`, 0);
  const end = checkNumber(endUs, `${path}.endUs`, 0);
  if (end <= start) throw invalidField(`${path}.endUs`, `more than ${start}`);
  return { startUs: start, endUs: end };
}
