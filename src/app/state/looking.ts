import type { Correction, Corrections } from '../../documents/corrections.ts';
import type { Looking } from '../../documents/project.ts';
import { asksActions } from '../../documents/asks-actions.ts';
import { asksWhoSpeaks } from '../../documents/asks-who-speaks.ts';
import { bodiesForAll, wantedBodies } from '../../documents/wanted-bodies.ts';
import type { JobOptions } from '../../rpc/job-types.ts';

/** Of a job's options, what another analysis would come of. */
export function lookingOf(options: Looking | JobOptions): Looking {
  const { quality, detector, sensitivity, startS, endS } = options;
  const bodies = 'hide' in options ? wantedBodies(options) : options.bodies;
  return { quality, detector, sensitivity, ...(bodies === undefined ? {} : { bodies }), ...(startS === undefined ? {} : { startS }), ...(endS === undefined ? {} : { endS }) };
}

/** Whether an analysis made one way says all that another would: the same detectors in the same way, on no fewer frames. */
export function covers(hadOptions: Looking | JobOptions, wantedOptions: Looking | JobOptions): boolean {
  const [had, wanted] = [lookingOf(hadOptions), lookingOf(wantedOptions)];
  const sameBodies = JSON.stringify(had.bodies) === JSON.stringify(wanted.bodies);
  const same = had.quality === wanted.quality && had.detector === wanted.detector && had.sensitivity === wanted.sensitivity && sameBodies;
  return same && (had.startS ?? 0) <= (wanted.startS ?? 0) && (had.endS ?? Infinity) >= (wanted.endS ?? Infinity);
}

/** Whether the same photos said who is meant: they are learned while looking. */
export function samePhotos(had: JobOptions, wanted: JobOptions): boolean {
  const key = ({ references = [] }: JobOptions): string => JSON.stringify(references.map(({ role, file: { name, size, lastModified } }) => [role, name, size, lastModified]));
  return key(had) === key(wanted);
}

/** What one analysis looks for on which several jobs are to be made. */
export function lookingForAll(chosen: JobOptions, asked: readonly JobOptions[]): JobOptions {
  const bodies = bodiesForAll([chosen, ...asked]);
  return {
    ...chosen,
    ...(asked.some(asksWhoSpeaks) ? { speakers: true } : {}),
    ...(asked.some(asksActions) ? { actions: true } : {}),
    ...(bodies === undefined ? {} : { bodies: true, bodySampling: bodies.sampling, ...(bodies.scale === undefined ? {} : { bodyScale: bodies.scale }) }),
  };
}

/** Whether the same file of the user's own looked for bodies. */
export function samePoseModel(had: JobOptions, wanted: JobOptions): boolean {
  const key = ({ poseModel }: JobOptions): string => (poseModel === undefined ? '' : `${poseModel.name} ${poseModel.size} ${poseModel.lastModified}`);
  return key(had) === key(wanted);
}

/** Whether an analysis says who speaks where another job needs it. */
export function saysWhoSpeaks(had: JobOptions, wanted: JobOptions): boolean {
  return asksWhoSpeaks(had) || !asksWhoSpeaks(wanted);
}

/** Whether an analysis says what people do where another job needs it. */
export function saysActions(had: JobOptions, wanted: JobOptions): boolean {
  return asksActions(had) || !asksActions(wanted);
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
