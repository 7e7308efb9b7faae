import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReferencePath } from '../../cli/people-options.ts';
import { Session } from '../../cli/session.ts';
import type { SessionResult } from '../../cli/session.ts';
import { importAnalysis } from '../../src/documents/analysis-json.ts';
import type { Analysis } from '../../src/documents/analysis.ts';
import type { Report } from '../../src/documents/report.ts';
import type { HeadlessEvent } from '../../src/app/headless/headless-protocol.ts';
import type { SavedWork } from '../../src/app/headless/saved-work.ts';
import type { BrowserGpu } from '../../tools/browser/launch-browser.ts';
import type { ExportFormat, JobOptions } from '../../src/rpc/job-types.ts';

/** What a user gets who chooses nothing. */
export const defaultOptions: JobOptions = {
  quality: 'balanced',
  detector: 'auto',
  backend: 'auto',
  codec: 'auto',
  sensitivity: 0.5,
  sound: 'keep',
  corrections: [],
  livePreview: false,
  hide: { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } },
};

interface More {
  /** The picture for the fill `image`. */
  readonly fillImage?: string;
  /** Work that was done before. */
  readonly saved?: SavedWork;
  readonly format?: ExportFormat;
  readonly references?: readonly ReferencePath[];
  /** Of the output's name; `.mp4` when absent. */
  readonly ending?: string;
  readonly onEvent?: (event: HeadlessEvent) => void;
  readonly signal?: AbortSignal;
}

/** Whole jobs in a real browser, as the command line runs them, with a folder for their files. Close it in `afterAll`. */
export class JobRunner {
  readonly folder: string;
  readonly #session: Session;
  #count = 0;

  private constructor(session: Session, folder: string) {
    this.#session = session;
    this.folder = folder;
  }

  static async open(gpu: BrowserGpu = 'own'): Promise<JobRunner> {
    const folder = await mkdtemp(join(tmpdir(), 'veil-test-'));
    const session = await Session.open(fileURLToPath(new URL('../../dist/page/', import.meta.url)), gpu);
    console.log(session.browserLine);
    return new JobRunner(session, folder);
  }

  async anonymize(input: string, options: Partial<JobOptions> = {}, more: More = {}): Promise<{ output: string; report: Report }> {
    const output = join(this.folder, `${(this.#count += 1)}-${basename(input).replace(/\.\w+$/, '')}${more.ending ?? '.mp4'}`);
    const [made] = await this.#render(input, output, options, more);
    if (made === undefined) throw new Error('nothing was made');
    return made;
  }

  /** A file for each cut. */
  segments(input: string, options: Partial<JobOptions>, more: More = {}): Promise<{ output: string; report: Report }[]> {
    return this.#render(input, join(this.folder, `${(this.#count += 1)}-parts.mp4`), { ...options, parts: 'each-cut' }, more);
  }

  async analyze(input: string, options: Partial<JobOptions> = {}): Promise<Analysis> {
    const output = join(this.folder, `${(this.#count += 1)}.json`);
    await this.#run('analyze', input, output, options, {});
    return importAnalysis(await readFile(output, 'utf8'));
  }

  /** What was found, as a text for other tools. */
  async labels(input: string, format: ExportFormat, options: Partial<JobOptions> = {}): Promise<string> {
    const output = join(this.folder, `${(this.#count += 1)}.${format}`);
    await this.#run('analyze', input, output, options, { format });
    return readFile(output, 'utf8');
  }

  async close(): Promise<void> {
    await this.#session.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #render(input: string, output: string, options: Partial<JobOptions>, more: More): Promise<{ output: string; report: Report }[]> {
    const made = await this.#run('anonymize', input, output, options, more);
    return made.map(({ output: path, report }) => {
      if (report === null) throw new Error('what is rendered comes with a report');
      return { output: path, report };
    });
  }

  #run(kind: 'anonymize' | 'analyze', input: string, output: string, options: Partial<JobOptions>, more: More): Promise<SessionResult[]> {
    const { fillImage, references = [], saved = { chosen: [] }, onEvent = () => undefined, signal = new AbortController().signal } = more;
    return this.#session.run({ kind, input, output, options: { ...defaultOptions, ...options }, fillImage, references, saved, format: more.format ?? 'json' }, onEvent, signal);
  }
}
