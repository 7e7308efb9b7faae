import { AppError, throwIfCancelled } from '../core/errors.ts';
import { Gate } from '../core/gate.ts';
import { outputName, partName } from '../core/output-name.ts';
import type { Edit } from '../documents/edit.ts';
import type { AnalysisFacts } from '../documents/report.ts';
import { emptyFile, fileSink, opfsSink } from '../media/byte-sink.ts';
import type { ByteSink } from '../media/byte-sink.ts';
import type { Movie } from '../media/movie.ts';
import { isStill, openMedia } from '../media/open-media.ts';
import { editsPerCut } from '../plan/parts.ts';
import type { JobEvent, JobOptions } from '../rpc/job-types.ts';
import type { RenderedFile } from '../rpc/worker-apis.ts';
import { audit } from './audit.ts';
import { openBackend } from './backend.ts';
import type { Backend } from './backend.ts';
import { JobEncoder } from './job-encoder.ts';
import { LivePreview } from './live-preview.ts';
import { createOutput, removeOutput } from './output-files.ts';
import { expectedOutputBytes } from './output-size.ts';
import { PartsProgress } from './parts-progress.ts';
import { render } from './render.ts';
import { renderStill } from './render-still.ts';
import type { Rendered } from './render.ts';
import { reportOf, videoMade } from './report.ts';
import { sha256OfFile } from './sha256.ts';

/** The edit, and what the report says of the analysis behind it. */
export interface PlannedRender {
  readonly edit: Edit;
  readonly facts: AnalysisFacts;
}

/** What to render and where to. `handle` is a file the user picked; without it a video goes to private storage, a picture stays in memory. */
export interface RenderRequest {
  readonly file: File;
  readonly options: JobOptions;
  /** Asks the analysis what is to be made; a cancel while it thinks is obeyed when it has answered. */
  readonly plan: () => Promise<PlannedRender>;
  readonly handle: FileSystemFileHandle | undefined;
}

/** One video of a render. */
interface PartJob {
  readonly movie: Movie;
  readonly planned: PlannedRender;
  /** Under which it is offered. */
  readonly name: string;
  readonly backend: Backend;
  readonly request: RenderRequest;
  readonly progress: PartsProgress;
  readonly signal: AbortSignal;
  readonly send: (event: JobEvent) => void;
}

/** Act four of one video or picture with its audit, as the render worker runs them. */
export class RenderJob {
  readonly #gate = new Gate();
  #running: AbortController | undefined;

  /** Renders, checks the result and reports. A failed or cancelled job leaves no file in private storage, and nothing unproven in a picked one. */
  async render(request: RenderRequest, send: (event: JobEvent) => void): Promise<RenderedFile[]> {
    const running = new AbortController();
    this.#running = running;
    const { file, options } = request;
    const planned = await request.plan();
    throwIfCancelled(running.signal);
    const movie = await openMedia(file, file.name, running.signal);
    if (isStill(movie)) return [await renderStill({ still: movie, planned, handle: request.handle, gate: this.#gate, signal: running.signal, send })];
    using backend = await openBackend({
      choice: options.backend,
      gpu: navigator.gpu,
      geometry: movie.video.geometry,
      fill: planned.edit.masks[0]?.fill ?? { kind: 'erase' },
      signal: running.signal,
      onTrouble: ({ kind, reason }) => send({ kind: 'notice', code: kind, details: { reason } }),
    });
    const parts = options.parts === 'each-cut' ? plannedPerCut(planned) : [planned];
    if (request.handle !== undefined && parts.length > 1) throw new AppError('usage/bad-option', { option: 'parts', reason: 'several videos do not go into one file' });
    const progress = new PartsProgress(parts.map(({ edit }) => framesOf(edit)), send);
    const made: RenderedFile[] = [];
    try {
      for (const [index, part] of parts.entries()) {
        const whole = outputName(movie.name, 'mp4');
        const name = options.parts === 'each-cut' ? partName(whole, index + 1, parts.length) : whole;
        progress.begin(index);
        made.push(await this.#renderPart({ movie, planned: part, name, backend: backend.value, request, progress, signal: running.signal, send }));
      }
      return made;
    } catch (error) {
      if (request.handle === undefined) for (const { file: { name } } of made) await removeOutput(name).catch(() => undefined); // cleared away with the next output
      throw error;
    } finally {
      this.#running = undefined;
    }
  }

  /** One video: rendered, proven and reported. */
  async #renderPart(job: PartJob): Promise<RenderedFile> {
    const { movie, planned, name, backend, request, progress, signal, send } = job;
    const output = request.handle ?? (await createOutput());
    let written = false;
    try {
      const openSink = (): Promise<ByteSink> => (request.handle === undefined ? opfsSink(output) : fileSink(output));
      const encoder = new JobEncoder(request.options, send);
      const rendered = await this.#renderWhole(job, encoder, openSink);
      written = true;
      const result = await output.getFile();
      progress.auditBegins();
      const startedMs = performance.now();
      const checks = await audit(result, movie, planned.edit, rendered, signal);
      const auditRun = { stage: 'audit', backend: 'cpu', frames: checks.framesCompared, ms: performance.now() - startedMs, detail: `${checks.checks.length} checks` };
      const sha256 = await sha256OfFile(result, signal);
      progress.audited();
      if (rendered.framesHiddenWhole > 0) send({ kind: 'notice', code: 'frames-hidden-whole', details: { frames: rendered.framesHiddenWhole } });
      if (rendered.framesResized > 0) send({ kind: 'notice', code: 'frames-resized', details: { frames: rendered.framesResized } });
      if (rendered.soundPacketsSilent > 0) send({ kind: 'notice', code: 'sound-damaged', details: { packets: rendered.soundPacketsSilent } });
      return { file: result, report: reportOf(movie, planned, videoMade(movie, name, planned.edit, rendered, backend, encoder.changes), checks, auditRun, sha256) };
    } catch (error) {
      if (request.handle === undefined) await removeOutput(output.name).catch(() => undefined); // cleared away with the next output
      else if (written) await emptyFile(request.handle).catch(() => undefined); // what went wrong first is what is told
      throw namingSpace(error, expectedOutputBytes(movie, planned.edit.cuts, request.options));
    }
  }

  /** Renders; begins anew when the browser takes the encoder away (a tab that was paused and hidden), and with another one when it fails. */
  async #renderWhole({ movie, planned: { edit }, backend, request, progress, signal, send }: PartJob, encoder: JobEncoder, openSink: () => Promise<ByteSink>): Promise<Rendered> {
    const { sound, livePreview } = request.options;
    const preview = livePreview ? new LivePreview(movie.video.geometry, send) : undefined;
    for (;;) {
      progress.renderBegins();
      try {
        using composer = await backend.openComposer();
        return await render({
          movie,
          edit,
          encoder,
          keepSound: sound === 'keep',
          composer: composer.value,
          backend,
          sink: await openSink(),
          gate: this.#gate,
          signal,
          onFrame: (done) => progress.rendered(done),
          onComposed: (frame, image) => {
            if (preview?.due === true) preview.show(frame, image);
          },
        });
      } catch (error) {
        if (!encoder.mayBeginAnew(error)) throw error;
      }
    }
  }

  pause(): void {
    this.#gate.pause();
  }

  resume(): void {
    this.#gate.resume();
  }

  cancel(): void {
    this.#running?.abort();
  }
}

/** What is planned, for each cut by itself. */
function plannedPerCut({ edit, facts }: PlannedRender): PlannedRender[] {
  return editsPerCut(edit).map((part, index) => ({ edit: part, facts: { ...facts, cuts: facts.cuts.slice(index, index + 1) } }));
}

function framesOf({ cuts }: Edit): number {
  return cuts.reduce((sum, { firstFrame, lastFrame }) => sum + lastFrame - firstFrame + 1, 0);
}

/** A write that found no room knows how far it had come; what the user must make room for is the whole output. */
function namingSpace(error: unknown, expectedBytes: number): unknown {
  if (!(error instanceof AppError) || error.code !== 'storage/quota') return error;
  return new AppError('storage/quota', { ...error.details, neededBytes: Math.max(expectedBytes, Number(error.details['neededBytes'] ?? 0)) }, error);
}
