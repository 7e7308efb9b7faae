import type { Correction, Corrections } from '../../documents/corrections.ts';
import type { Looking } from '../../documents/project.ts';
import { asksWhoSpeaks } from '../../documents/asks-who-speaks.ts';
import type { JobOptions } from '../../rpc/job-types.ts';

/** Of a job's options, what another analysis would come of. */
export function lookingOf({ quality, detector, sensitivity, startS, endS }: Looking | JobOptions): Looking {
  return { quality, detector, sensitivity, ...(startS === undefined ? {} : { startS }), ...(endS === undefined ? {} : { endS }) };
}

/** Whether an analysis made one way says all that another would: the same detectors in the same way, on no fewer frames. */
export function covers(had: Looking, wanted: Looking): boolean {
  const same = had.quality === wanted.quality && had.detector === wanted.detector && had.sensitivity === wanted.sensitivity;
  return same && (had.startS ?? 0) <= (wanted.startS ?? 0) && (had.endS ?? Infinity) >= (wanted.endS ?? Infinity);
}

/** Whether the same photos said who is meant: they are learned while looking. */
export function samePhotos(had: JobOptions, wanted: JobOptions): boolean {
  const key = ({ references = [] }: JobOptions): string => JSON.stringify(references.map(({ role, file: { name, size, lastModified } }) => [role, name, size, lastModified]));
  return key(had) === key(wanted);
}

/** Whether an analysis says who speaks where another job needs it. */
export function saysWhoSpeaks(had: JobOptions, wanted: JobOptions): boolean {
  return asksWhoSpeaks(had) || !asksWhoSpeaks(wanted);
}

/** Corrections that name what was found: in an analysis made in another way the same numbers are other people. */
const namesFound: Readonly<Record<Correction['kind'], boolean>> = {
  decide: true,
  name: true,
  merge: true,
  split: true,
  'delete-track': true,
  'shorten-track': true,
  voice: true,
  review: true,
  draw: false,
  follow: false,
  'delete-mask': false,
  'hide-frames-whole': false,
  'treat-sound': false,
};

/** What holds whoever was found: masks by hand and frames hidden whole. */
export function withoutPeople(corrections: Corrections): Corrections {
  return corrections.filter(({ kind }) => !namesFound[kind]);
}
