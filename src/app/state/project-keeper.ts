import type { AppError } from '../../core/errors.ts';
import { toAppError } from '../../core/errors.ts';
import type { Making } from '../../documents/making.ts';
import type { Project } from '../../documents/project.ts';
import type { JobOptions, SourceSummary } from '../../rpc/job-types.ts';
import { lookingOf } from './looking.ts';
import { isUntouched } from './making.ts';
import type { ProjectStore } from './project-store.ts';

/** What the page asks of the store of projects; tests give their own. */
export type Projects = Pick<ProjectStore, 'load' | 'save' | 'forget'>;

/** Keeps the work on one video saved by itself. */
export class ProjectKeeper {
  readonly #projects: Projects;
  #isKept = false;

  constructor(projects: Projects) {
    this.#projects = projects;
  }

  /** The saved work on a video; an error (damaged, newer, storage refused) is told and never stops the work on the video. */
  async find({ fingerprint }: SourceSummary): Promise<Project | AppError | undefined> {
    try {
      const project = await this.#projects.load(fingerprint);
      this.#isKept = project !== undefined;
      return project;
    } catch (thrown) {
      return toAppError(thrown);
    }
  }

  /** Saves work, from its first correction or its first choice of what to make on. Throws `storage/*`. */
  async keep(source: SourceSummary, options: JobOptions, looking: JobOptions, found: string, makings: readonly Making[]): Promise<void> {
    if (options.corrections.length === 0 && isUntouched(makings) && !this.#isKept) return;
    this.#isKept = true;
    await this.#projects.save(projectOf(source, options, looking, found, makings));
  }

  async forget({ fingerprint }: SourceSummary): Promise<void> {
    this.#isKept = false;
    await this.#projects.forget(fingerprint);
  }
}

/** The work as a document: how all that is made hides by `options`, of faces that were found with `looking`; `found` is their digest, `makings` what is made. */
export function projectOf({ name, fingerprint }: SourceSummary, { hide, audio, corrections }: JobOptions, looking: JobOptions, found: string, makings: readonly Making[] = []): Project {
  return { source: { name, fingerprint }, looking: lookingOf(looking), found, corrections, makings, intents: [{ hide, ...(audio === undefined ? {} : { audio }) }] };
}
