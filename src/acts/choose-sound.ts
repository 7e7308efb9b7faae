import type { Analysis } from '../documents/analysis.ts';
import type { AudioIntent, SoundTreatment } from '../documents/audio-edit.ts';
import type { Corrections } from '../documents/corrections.ts';
import { soundByHand } from '../documents/sound-by-hand.ts';
import type { JobOptions } from '../rpc/job-types.ts';

/**
 * What is to be done to the sound: what the job's form says, of speech also to that of `ofPhotos` (any tracks of people), what the user said of
 * people's voices, and what was treated by hand. All of it is done.
 */
export function chooseSound({ audio, corrections }: Pick<JobOptions, 'audio' | 'corrections'>, ofPhotos: readonly number[], { identities }: Analysis): AudioIntent {
  const chosen = (audio?.treatments ?? []).map(({ kind, where }): SoundTreatment => ({ kind, where: where.kind === 'speech-of' ? { ...where, people: [...where.people, ...ofPhotos] } : where }));
  const voices = identities.flatMap(({ id, voice }): SoundTreatment[] => (voice === undefined ? [] : [{ kind: voice, where: { kind: 'speech-of', people: [id] } }]));
  const byHand = soundByHand(corrections).map(({ kind, startUs, endUs }): SoundTreatment => ({ kind, where: { kind: 'range', startUs, endUs } }));
  return { treatments: [...chosen, ...voices, ...byHand] };
}

/** Kinds of treatments that a job may ask for, as far as it can be told before anything is found. */
export function treatsSound({ audio, corrections }: { readonly audio?: AudioIntent; readonly corrections: Corrections }): ReadonlySet<SoundTreatment['kind']> {
  const voices = corrections.flatMap((each) => (each.kind === 'voice' && each.treatment !== 'none' ? [each.treatment] : []));
  return new Set([...(audio?.treatments ?? []).map(({ kind }) => kind), ...voices, ...soundByHand(corrections).map(({ kind }) => kind)]);
}
