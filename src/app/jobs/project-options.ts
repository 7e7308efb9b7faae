import { AppError } from '../../core/errors.ts';
import type { AudioIntent } from '../../documents/audio-edit.ts';
import type { Looking, Project } from '../../documents/project.ts';
import type { JobOptions } from '../../rpc/job-types.ts';
import { lookingOf, withoutPeople } from '../state/looking.ts';

/** Fields of a job's options that come from a project, where they were not chosen anew. */
export type ProjectField = 'quality' | 'detector' | 'sensitivity' | 'bodies' | 'startS' | 'endS' | 'hide' | 'audio';

/**
 * The options with what the project says in place of all but the `chosen` ones. Corrections are the project's, then those of the options. Throws
 * `usage/bad-option` when faces would be looked for in another way than the project's corrections name them, `people/others-found` when it does not say
 * what they name: the same numbers would be other people. Whether the same is found again is seen only after looking: `expectedFound` asks for it.
 */
export function withProject(options: JobOptions, { looking, found, corrections, intents }: Project, chosen: ReadonlySet<ProjectField>): JobOptions {
  const { startS: _, endS: __, audio: ___, ...rest } = options;
  const bare = chosen.has('bodies') ? rest : { ...rest, ...bodiesAgain(looking) };
  const known = { ...looking, ...intents[0] };
  const fields = ['quality', 'detector', 'sensitivity', 'startS', 'endS', 'hide', 'audio'] as const;
  const taken = Object.fromEntries(fields.flatMap((field) => {
    const value = chosen.has(field) ? options[field] : known[field];
    return value === undefined ? [] : [[field, value]];
  }));
  const again = lookingOf({ ...bare, ...taken });
  const { hide } = intents[0];
  const keeps = !chosen.has('hide') && hide.kind === 'people' && hide.keep.length + hide.hide.length > 0;
  const named = keeps || namesVoices(chosen.has('audio') ? undefined : intents[0].audio) || corrections.length > withoutPeople(corrections).length;
  if (named && JSON.stringify(again) !== JSON.stringify(lookingOf(looking))) {
    throw new AppError('usage/bad-option', { option: 'project', reason: 'its corrections name people as they were found with its own quality, detector, sensitivity, start and end: leave these options out' });
  }
  const ofVoices = namesVoices(taken['audio'] as AudioIntent | undefined) || corrections.some(({ kind }) => kind === 'voice');
  const all = { ...bare, ...taken, ...(ofVoices ? { speakers: true } : {}), corrections: [...corrections, ...options.corrections] };
  if (!named) return all;
  if (found === null) throw new AppError('people/others-found', { reason: 'the project was saved by a version that did not say which faces it names' });
  return { ...all, expectedFound: [...(options.expectedFound ?? []), found] };
}

/** Options that look for bodies as a project did. */
function bodiesAgain({ quality, bodies }: Looking): Pick<JobOptions, 'bodies' | 'bodySampling' | 'bodyScale'> {
  if (bodies === undefined) return quality === 'thorough' ? { bodies: false } : {}; // saved before Veil knew bodies, or against its advice
  return { bodies: true, bodySampling: bodies.sampling, ...(bodies.scale === undefined ? {} : { bodyScale: bodies.scale }) };
}

/** Whether a treatment of the sound is of people, who are named by their tracks. */
function namesVoices(audio: AudioIntent | undefined): boolean {
  return (audio?.treatments ?? []).some(({ where }) => where.kind === 'speech-of');
}
