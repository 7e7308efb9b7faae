import { AppError, toAppError } from '../../core/errors.ts';
import { loadProject, saveProject } from '../../documents/project-json.ts';
import { requireSource } from '../../documents/project.ts';
import type { Project } from '../../documents/project.ts';
import { opfsFiles } from './project-files.ts';
import type { ProjectFiles } from './project-files.ts';

/** Projects saved by themselves, one per video, found again by its fingerprint. Nothing leaves the browser's private storage. */
export class ProjectStore {
  readonly #files: ProjectFiles;
  /** The newest that waits to be written, by name; a newer one takes its place. */
  readonly #waiting = new Map<string, Project>();
  #writing: Promise<void> = Promise.resolve();

  constructor(files: ProjectFiles = opfsFiles) {
    this.#files = files;
  }

  /** The project of a video; undefined when there is none. Throws `document/*` for one that is damaged or newer, `storage/*` when storage cannot be read. */
  async load(fingerprint: string): Promise<Project | undefined> {
    const waiting = this.#waiting.get(nameOf(fingerprint));
    if (waiting !== undefined) return waiting;
    const text = await this.#files.read(nameOf(fingerprint)).catch((error: unknown) => {
      throw toAppError(error, 'storage/write-failed');
    });
    if (text === undefined) return undefined;
    const project = loadProject(text);
    requireSource(project, fingerprint);
    return project;
  }

  /** Writes a project; of several in a row the newest. Resolves once it (or a newer one) is written; throws `storage/*`. */
  save(project: Project): Promise<void> {
    const name = nameOf(project.source.fingerprint);
    this.#waiting.set(name, project);
    const written = this.#writing.then(() => this.#write(name));
    this.#writing = written.catch(() => undefined);
    return written;
  }

  /** Removes what is saved of a video. */
  async forget(fingerprint: string): Promise<void> {
    const name = nameOf(fingerprint);
    this.#waiting.delete(name);
    const removed = this.#writing.then(() => this.#files.remove(name));
    this.#writing = removed.catch(() => undefined);
    await removed;
  }

  async #write(name: string): Promise<void> {
    const project = this.#waiting.get(name);
    if (project === undefined) return; // a newer one was written with the call before
    try {
      await this.#files.write(name, saveProject(project));
    } catch (error) {
      throw toAppError(error, 'storage/write-failed');
    } finally {
      if (this.#waiting.get(name) === project) this.#waiting.delete(name);
    }
  }
}

/** Fingerprints are hexadecimal; whatever else came as one must not name a path. */
function nameOf(fingerprint: string): string {
  if (!/^[0-9a-z-]+$/i.test(fingerprint)) throw new AppError('internal/bug', { reason: 'no fingerprint', fingerprint });
  return `${fingerprint}.veil.json`;
}
