import { AppError, toAppError } from '../../core/errors.ts';
import { requireSource } from '../../documents/project.ts';
import type { Project } from '../../documents/project.ts';
import type { JobEvent, JobOptions, SourceSummary } from '../../rpc/job-types.ts';
import type { RenderedFile } from '../../rpc/worker-apis.ts';
import type { Job, JobOutput, OpenJob } from '../jobs/job-client.ts';
import { covers, lookingForAll, lookingOf, samePhotos, samePoseModel, saysActions, saysWhoSpeaks } from './looking.ts';
import { projectOf } from './project-keeper.ts';
import type { ProjectKeeper } from './project-keeper.ts';
import type { Settings } from './settings.svelte.ts';
import { trialS } from './settings.svelte.ts';
import { stillPair } from './still-pair.ts';
import { Studio } from './studio.svelte.ts';
import { Work } from './work.svelte.ts';
import type { WorkState } from './work-state.ts';

export type Progress = Extract<JobEvent, { kind: 'progress' }>;
export type Notice = Extract<JobEvent, { kind: 'notice' }>;

/** A result with what it was made with. */
export interface Finished {
  /** One at least. */
  readonly files: readonly RenderedFile[];
  readonly options: JobOptions;
  readonly savedToFile: boolean;
}

/** One video or picture of the queue: its file, its job and where that stands. */
export class VideoItem {
  readonly id: number;
  readonly file: File;
  startS: number | null = $state(null);
  endS: number | null = $state(null);
  readonly #openJob: () => Promise<OpenJob>;
  #job: Promise<Job> | undefined;
  #running: AbortController | undefined;
  #state: WorkState = $state('waiting');
  #source: SourceSummary | undefined = $state.raw();
  #progress: Progress | undefined = $state.raw();
  #notices: readonly Notice[] = $state.raw([]);
  #picture: ImageBitmap | undefined = $state.raw();
  #error: AppError | undefined = $state.raw();
  #result: Finished | undefined = $state.raw();
  #analyzed: JobOptions | undefined = $state.raw();
  /** The digest of what that analysis found. */
  #found = '';
  /** What the user corrected. */
  readonly work = new Work();
  /** What is to be made of it. */
  readonly studio = new Studio();
  readonly #keeper: ProjectKeeper | undefined;
  #restored: Project | undefined = $state.raw();

  /** Without a keeper nothing is saved. */
  constructor(id: number, file: File, openJob: () => Promise<OpenJob>, keeper?: ProjectKeeper) {
    this.#keeper = keeper;
    this.id = id;
    this.file = file;
    this.#openJob = openJob;
  }

  get state(): WorkState {
    return this.#state;
  }
  get source(): SourceSummary | undefined {
    return this.#source;
  }
  get progress(): Progress | undefined {
    return this.#progress;
  }
  get notices(): readonly Notice[] {
    return this.#notices;
  }
  /** The newest picture of the work; closed when the next one comes. */
  get picture(): ImageBitmap | undefined {
    return this.#picture;
  }
  get error(): AppError | undefined {
    return this.#error;
  }
  get result(): Finished | undefined {
    return this.#result;
  }
  /** What the analysis at hand was made with; undefined when there is none. */
  get analyzed(): JobOptions | undefined {
    return this.#analyzed;
  }
  get busy(): boolean {
    return this.#state === 'working' || this.#state === 'paused';
  }

  /** Reads the file's headers; a file that cannot be read fails here, before any work. */
  async inspect(): Promise<void> {
    try {
      const source = await (await this.#open()).inspect();
      this.#source = source;
      await this.#rest();
      if (source.kind === 'video') await this.#restore(source);
      this.#state = 'ready';
    } catch (error) {
      await this.#fail(error);
    }
  }

  /** The way to an analysis (unless there is one), and on to the new video when there is an output for it. Never rejects: the state tells. */
  async run(settings: Settings, output: JobOutput | undefined, trial = false): Promise<void> {
    const running = new AbortController();
    this.#running = running;
    this.#error = undefined;
    this.#notices = [];
    this.#state = 'working';
    try {
      const job = await this.#open();
      job.begin();
      const chosen = settings.toOptions(trial ? this.#trialRange() : this, this.work.corrections);
      const source = (this.#source ??= await job.inspect());
      const asked = output === undefined ? [chosen] : this.studio.jobs(chosen, source);
      const wanted = lookingForAll(chosen, this.studio.jobs(chosen, source));
      if (source.kind !== 'sound') for (const each of asked) await job.checkOutput(each, output ?? { kind: 'opfs' }, (event) => this.#hear(event));
      if (this.#analyzed === undefined || !covers(this.#analyzed, wanted) || !samePhotos(this.#analyzed, wanted) || !samePoseModel(this.#analyzed, wanted) || !saysWhoSpeaks(this.#analyzed, wanted) || !saysActions(this.#analyzed, wanted)) {
        this.#analyzed = undefined;
        this.#found = await job.analyze(wanted, (event) => this.#hear(event), running.signal);
        const idsHold = this.work.lookedFor(lookingOf(wanted), this.#found);
        this.#analyzed = wanted;
        if (!idsHold && this.studio.forgetPeople() && output !== undefined) throw new AppError('people/others-found');
      }
      if (output === undefined) {
        this.#state = 'ready';
        return;
      }
      const options = { ...wanted, corrections: this.work.corrections };
      const files = await this.#make(job, this.studio.jobs(options, source), output, running.signal);
      this.#result = { files, options, savedToFile: output.kind === 'file' };
      await this.#rest();
      this.#state = 'done';
    } catch (error) {
      await this.#fail(error);
    } finally {
      this.#running = undefined;
      this.#showPicture(undefined);
    }
  }

  /** All that is asked for, in one go. Of several, one that fails does not take the others with it: it is told beside them. */
  async #make(job: Job, asked: readonly JobOptions[], output: JobOutput, signal: AbortSignal): Promise<readonly RenderedFile[]> {
    const hear = (event: JobEvent): void => this.#hear(event);
    const [only] = asked;
    if (only !== undefined && asked.length === 1) return job.render(only, output, hear, signal);
    const made = await job.renderAll(asked.map((options) => ({ options })), hear, signal);
    const failed = made.flatMap((each) => (each.ok ? [] : [new AppError(each.error.code, each.error.details)]))[0];
    const files = made.flatMap((each) => (each.ok ? each.files : []));
    if (failed !== undefined && files.length === 0) throw failed;
    this.#error = failed;
    return files;
  }

  /** A picture before and after, from the two files themselves. The caller closes both. */
  async stillPair(): Promise<{ before: ImageBitmap; after: ImageBitmap }> {
    const made = this.#result?.files[0];
    if (made === undefined || this.#source === undefined) throw new AppError('internal/bug', { reason: 'no result to look at' });
    return stillPair(this.file, made.file, this.#source);
  }

  /** What the review room asks of the video's workers. */
  async withJob<T>(ask: (job: Job) => Promise<T>): Promise<T> {
    return ask(await this.#open());
  }

  /** Work of before on this video that was found, and holds. */
  get restored(): Project | undefined {
    return this.#restored;
  }

  /** Takes up a project: of this video, or `document/wrong-source` is thrown. */
  takeUp(project: Project): void {
    if (this.#source === undefined) throw new AppError('internal/bug', { reason: 'inspect comes first' });
    requireSource(project, this.#source.fingerprint);
    const { looking, found, corrections, makings } = project;
    this.work.restore(corrections, looking, found);
    this.studio.restore(makings);
    if (this.#analyzed === undefined || !covers(this.#analyzed, looking) || !covers(looking, this.#analyzed)) this.#analyzed = undefined;
    else if (!this.work.lookedFor(looking, this.#found)) this.studio.forgetPeople();
    this.startS = looking.startS ?? null;
    this.endS = looking.endS ?? null;
    this.#restored = project;
  }

  /** The work as it is now, for a file. */
  project(options: JobOptions): Project {
    if (this.#source === undefined || this.#analyzed === undefined) throw new AppError('internal/bug', { reason: 'analyze comes first' });
    return projectOf(this.#source, options, this.#analyzed, this.#found, this.studio.makings);
  }

  /** Saves the work by itself. A failure is told and stops nothing. */
  async keepWork(options: JobOptions): Promise<void> {
    if (this.#source === undefined || this.#analyzed === undefined) return;
    try {
      await this.#keeper?.keep(this.#source, options, this.#analyzed, this.#found, this.studio.makings);
    } catch (thrown) {
      this.#error = toAppError(thrown);
    }
  }

  /** Begins anew: corrections, what was to be made, and what was saved of them go. */
  async forgetWork(): Promise<void> {
    this.work.forget();
    this.studio.restore([]);
    this.#restored = undefined;
    if (this.#source !== undefined) await this.#keeper?.forget(this.#source);
  }

  pause(): void {
    void this.#job?.then((job) => job.pause());
    this.#state = 'paused';
  }

  resume(): void {
    void this.#job?.then((job) => job.resume());
    this.#state = 'working';
  }

  cancel(): void {
    if (this.#state === 'paused') this.resume();
    this.#running?.abort();
  }

  /** Ends the job's workers and removes its result from private storage. */
  async dispose(): Promise<void> {
    this.cancel();
    this.#showPicture(undefined);
    const job = this.#job;
    this.#job = undefined;
    if (job !== undefined) await (await job).dispose();
  }

  async #restore(source: SourceSummary): Promise<void> {
    const found = await this.#keeper?.find(source);
    if (found instanceof AppError) this.#error = found;
    else if (found !== undefined) this.takeUp(found);
  }

  /** A picture's workers go between its steps: a folder of a thousand pictures must not keep thousands of them. */
  async #rest(): Promise<void> {
    if (this.#source?.kind !== 'still') return;
    const job = this.#job;
    this.#job = undefined;
    this.#analyzed = undefined;
    await job?.then((each) => each.dispose());
  }

  #open(): Promise<Job> {
    this.#job ??= this.#openJob().then((openJob) => openJob(this.file));
    return this.#job;
  }

  /** The first seconds of the chosen range. */
  #trialRange(): { startS: number | null; endS: number } {
    const endS = (this.startS ?? 0) + trialS;
    return { startS: this.startS, endS: Math.min(endS, this.endS ?? endS) };
  }

  #hear(event: JobEvent): void {
    if (event.kind === 'progress') this.#progress = event;
    else if (event.kind === 'notice') this.#notices = [...this.#notices, event];
    else this.#showPicture(event.picture);
  }

  #showPicture(picture: ImageBitmap | undefined): void {
    this.#picture?.close();
    this.#picture = picture;
  }

  /** A failed job's workers may be gone: the next try begins with new ones and goes on from the journal. */
  async #fail(thrown: unknown): Promise<void> {
    const error = toAppError(thrown);
    this.#error = error;
    this.#state = error.code === 'job/cancelled' ? 'cancelled' : 'failed';
    this.#analyzed = undefined;
    const job = this.#job;
    this.#job = undefined;
    await job?.then((each) => each.dispose()).catch(() => undefined);
  }
}
