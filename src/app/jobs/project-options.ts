import { AppError } from '../../core/errors.ts';
import type { Project } from '../../documents/project.ts';
import type { JobOptions } from '../../rpc/job-types.ts';
import { lookingOf, withoutPeople } from '../state/looking.ts';

/** Fields of a job's options that come from a project, where they were not chosen anew. */
export type ProjectField = 'quality' | 'detector' | 'sensitivity' | 'startS' | 'endS' | 'hide';

/**
 * The options with what the project says in place of all but the `chosen` ones. Corrections are the project's, then those of the options. Throws
 * `usage/bad-option` when faces would be looked for in another way than the project's corrections name them: the same numbers would be other people.
 */
export function withProject(options: JobOptions, { looking, corrections, intents }: Project, chosen: ReadonlySet<ProjectField>): JobOptions {
  const { startS: _, endS: __, ...bare } = options;
  const known = { ...looking, hide: intents[0].hide };
  const fields = ['quality', 'detector', 'sensitivity', 'startS', 'endS', 'hide'] as const;
  const taken = Object.fromEntries(fields.flatMap((field) => {
    const value = chosen.has(field) ? options[field] : known[field];
    return value === undefined ? [] : [[field, value]];
  }));
  const again = lookingOf({ ...bare, ...taken });
  const { hide } = intents[0];
  const keeps = !chosen.has('hide') && hide.kind === 'people' && hide.keep.length + hide.hide.length > 0;
  const named = keeps || corrections.length > withoutPeople(corrections).length;
  if (named && JSON.stringify(again) !== JSON.stringify(lookingOf(looking))) {
    throw new AppError('usage/bad-option', { option: 'project', reason: 'its corrections name people as they were found with its own quality, detector, sensitivity, start and end: leave these options out' });
  }
  return { ...bare, ...taken, corrections: [...corrections, ...options.corrections] };
}
