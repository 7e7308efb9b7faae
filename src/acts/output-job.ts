import { AppError } from '../core/errors.ts';
import type { WorkClock } from '../core/work-clock.ts';
import type { Edit } from '../documents/edit.ts';
import type { QualityStep, ReportTimeBudget } from '../documents/quality-step.ts';
import type { AnalysisFacts, Report } from '../documents/report.ts';
import { emptyFile, fileSink, opfsSink } from '../media/byte-sink.ts';
import type { ByteSink } from '../media/byte-sink.ts';
import type { Movie } from '../media/movie.ts';
import type { JobEvent, JobOptions } from '../rpc/job-types.ts';
import type { RenderedFile } from '../rpc/worker-apis.ts';
import { audit } from './audit.ts';
import type { Backend } from './backend.ts';
import { JobEncoder } from './job-encoder.ts';
import { createOutput, removeOutput } from './output-files.ts';
import { isOutOfMemory } from './out-of-memory.ts';
import { expectedOutputBytes } from './output-size.ts';
import type { Rendered } from './render.ts';
import { reportOf, videoMade } from './report.ts';
import { sha256OfFile } from './sha256.ts';

/** The edit, and what the report says of the analysis behind it. */
export interface PlannedRender {
  readonly edit: Edit;
  readonly facts: AnalysisFacts;
}

/** One video to be made. */
export interface OutputPlan {
  readonly planned: PlannedRender;
  readonly options: JobOptions;
  /** Under which it is offered. */
  readonly name: string;
  /** A file that the user picked; without it the video goes to private storage. */
  readonly handle: FileSystemFileHandle | undefined;
  /** Of the whole job: what came before counts too. */
  readonly clock: WorkClock;
}

/** One video of a job, from its empty file to its report; `drop` it when it fails or is not wanted any more. */
export class OutputJob {
  readonly edit: Edit;
  readonly options: JobOptions;
  readonly encoder: JobEncoder;
  readonly #plan: OutputPlan;
  readonly #movie: Movie;
  readonly #send: (event: JobEvent) => void;
  #handle: FileSystemFileHandle | undefined;
  #written = false;
  /** What memory ran out for, so far: the next try has more of it. */
  readonly #memorySteps: QualityStep[] = [];

  constructor(plan: OutputPlan, movie: Movie, send: (event: JobEvent) => void) {
    this.#plan = plan;
    this.#movie = movie;
    this.#send = send;
    this.edit = plan.planned.edit;
    this.options = plan.options;
    this.encoder = new JobEncoder(plan.options, send);
    this.#handle = plan.handle;
  }

  /** Whether fewer frames than usual are under way at once. */
  get frugal(): boolean {
    return this.#memorySteps.some(({ what }) => what === 'fewer-frames');
  }

  /**
   * Memory ran out for it, beside others or by itself: whether it may be made once more, first alone and then with fewer frames under way. What is done about it is told.
   */
  mayTryWithLess(beside: boolean): boolean {
    if (this.frugal) return false;
    const what = beside ? 'alone' : 'fewer-frames';
    this.#memorySteps.push({ fromFrame: 0, why: 'memory', what });
    this.#send({ kind: 'notice', code: beside ? 'output-alone' : 'output-frugal', details: {} });
    return true;
  }

  /** An empty file to write into, made on the first call. Throws `storage/*`. */
  async openSink(): Promise<ByteSink> {
    this.#handle ??= await createOutput();
    return this.#plan.handle === undefined ? opfsSink(this.#handle) : fileSink(this.#handle);
  }

  /** Proves what was written and reports it. Throws `media/audit-failed`, `job/cancelled`. */
  async finish(rendered: Rendered, backend: Backend, signal: AbortSignal): Promise<RenderedFile> {
    this.#written = true;
    const { planned, name } = this.#plan;
    const movie = this.#movie;
    const file = await (this.#handle as FileSystemFileHandle).getFile();
    const startedMs = performance.now();
    const checks = await audit(file, movie, this.edit, rendered, signal);
    const auditRun = { stage: 'audit', backend: 'cpu', frames: checks.framesCompared, ms: performance.now() - startedMs, detail: `${checks.checks.length} checks` };
    const sha256 = await sha256OfFile(file, signal);
    this.#notice(rendered);
    const report: Report = reportOf(movie, planned, { ...videoMade(movie, name, this.edit, rendered, backend, this.encoder.changes), qualitySteps: [...this.#memorySteps, ...this.encoder.steps], timeBudget: this.#timeBudget }, checks, auditRun, sha256);
    return { file, report };
  }

  /** Leaves no file in private storage, and nothing unproven in a picked one. */
  async drop(): Promise<void> {
    if (this.#handle === undefined) return;
    if (this.#plan.handle === undefined) await removeOutput(this.#handle.name).catch(() => undefined); // cleared away with the next output
    else if (this.#written) await emptyFile(this.#plan.handle).catch(() => undefined); // what went wrong first is what is told
  }

  /** What it failed with, as the user is told: of what there was too little. A write that found no room knows how far it had come; what is needed is room for the whole. */
  namingWant(error: unknown): unknown {
    if (isOutOfMemory(error) && !(error instanceof AppError && error.code === 'gpu/out-of-memory')) return new AppError('job/out-of-memory', {}, error);
    if (!(error instanceof AppError) || error.code !== 'storage/quota') return error;
    const expected = expectedOutputBytes(this.#movie, this.edit.cuts, this.options);
    return new AppError('storage/quota', { ...error.details, neededBytes: Math.max(expected, Number(error.details['neededBytes'] ?? 0)) }, error);
  }

  get #timeBudget(): ReportTimeBudget | null {
    const { finishInS } = this.options;
    return finishInS === undefined ? null : { finishInS, workedS: this.#plan.clock.ms / 1000 };
  }

  #notice({ framesHiddenWhole, framesResized, framesMadeUp, soundPacketsSilent }: Rendered): void {
    if (framesHiddenWhole > 0) this.#send({ kind: 'notice', code: 'frames-hidden-whole', details: { frames: framesHiddenWhole } });
    if (framesMadeUp > 0) this.#send({ kind: 'notice', code: 'frames-made-up', details: { frames: framesMadeUp } });
    if (framesResized > 0) this.#send({ kind: 'notice', code: 'frames-resized', details: { frames: framesResized } });
    if (soundPacketsSilent > 0) this.#send({ kind: 'notice', code: 'sound-damaged', details: { packets: soundPacketsSilent } });
  }
}
