import type { Project } from '../../documents/project.ts';
import type { SourceSummary, JobOptions } from '../../rpc/job-types.ts';

/** What a job's options say that a project keeps. */
export function projectOf({ quality, detector, sensitivity, startS, endS, hide, corrections }: JobOptions, { name, fingerprint }: SourceSummary): Project {
  const range = { ...(startS === undefined ? {} : { startS }), ...(endS === undefined ? {} : { endS }) };
  return { source: { name, fingerprint }, looking: { quality, detector, sensitivity, ...range }, corrections, intents: [{ hide }] };
}

/** Fields of a job's options that come from a project, where they were not chosen anew. */
export type ProjectField = 'quality' | 'detector' | 'sensitivity' | 'startS' | 'endS' | 'hide';

/** The options with what the project says in place of all but the `chosen` ones. Corrections are the project's, then those of the options. */
export function withProject(options: JobOptions, { looking, corrections, intents }: Project, chosen: ReadonlySet<ProjectField>): JobOptions {
  const { startS: _, endS: __, ...bare } = options;
  const known = { ...looking, hide: intents[0].hide };
  const fields = ['quality', 'detector', 'sensitivity', 'startS', 'endS', 'hide'] as const;
  const taken = Object.fromEntries(fields.flatMap((field) => {
    const value = chosen.has(field) ? options[field] : known[field];
    return value === undefined ? [] : [[field, value]];
  }));
  return { ...bare, ...taken, corrections: [...corrections, ...options.corrections] };
}
