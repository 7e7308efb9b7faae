import { AppError, throwIfCancelled } from '../core/errors.ts';
import { Gate } from '../core/gate.ts';
import type { FrameRange } from '../documents/analysis.ts';
import type { Edit } from '../documents/edit.ts';
import type { AnalysisFacts, Report } from '../documents/report.ts';
import { emptyFile, fileSink, opfsSink } from '../media/byte-sink.ts';
import type { ByteSink } from '../media/byte-sink.ts';
import { isReclaimed } from '../media/encode-frames.ts';
import type { Movie } from '../media/movie.ts';
import { isStill, openMedia } from '../media/open-media.ts';
import type { JobEvent, JobOptions } from '../rpc/job-types.ts';
import { audit } from './audit.ts';
import { openBackend } from './backend.ts';
import type { Backend } from './backend.ts';
import { LivePreview } from './live-preview.ts';
import { createOutput, removeOutput } from './output-files.ts';
import { expectedOutputBytes } from './output-size.ts';
import { StageProgress } from './progress.ts';
import { render } from './render.ts';
import { renderStill } from './render-still.ts';
import type { Rendered } from './render.ts';
import { reportOf, videoMade } from './report.ts';
import { sha256OfFile } from './sha256.ts';

/** A browser that takes the encoder away this often does not want the work done. */
const attemptsMax = 3;

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

/** Act four of one video or picture with its audit, as the render worker runs them. */
export class RenderJob {
  readonly #gate = new Gate();
  #running: AbortController | undefined;

  /** Renders, checks the result and reports. A failed or cancelled job leaves no file in private storage, and nothing unproven in a picked one. */
  async render(request: RenderRequest, send: (event: JobEvent) => void): Promise<{ file: File; report: Report }> {
    const running = new AbortController();
    this.#running = running;
    const { file, options } = request;
    const planned = await request.plan();
    throwIfCancelled(running.signal);
    const { edit } = planned;
    const movie = await openMedia(file, file.name, running.signal);
    if (isStill(movie)) return renderStill({ still: movie, planned, handle: request.handle, gate: this.#gate, signal: running.signal, send });
    using backend = await openBackend({
      choice: options.backend,
      gpu: navigator.gpu,
      geometry: movie.video.geometry,
      fill: edit.masks[0]?.fill ?? { kind: 'erase' },
      signal: running.signal,
      onTrouble: ({ kind, reason }) => send({ kind: 'notice', code: kind, details: { reason } }),
    });
    const output = request.handle ?? (await createOutput());
    let written = false;
    try {
      const openSink = (): Promise<ByteSink> => (request.handle === undefined ? opfsSink(output) : fileSink(output));
      const rendered = await this.#renderWhole(movie, edit, backend.value, openSink, running.signal, options, send);
      written = true;
      const result = await output.getFile();
      const auditProgress = new StageProgress('audit', 1, send);
      auditProgress.report(0);
      const startedMs = performance.now();
      const checks = await audit(result, movie, edit, rendered, running.signal);
      const auditRun = { stage: 'audit', backend: 'cpu', frames: checks.framesCompared, ms: performance.now() - startedMs, detail: `${checks.checks.length} checks` };
      const sha256 = await sha256OfFile(result, running.signal);
      auditProgress.report(1);
      if (rendered.framesHiddenWhole > 0) send({ kind: 'notice', code: 'frames-hidden-whole', details: { frames: rendered.framesHiddenWhole } });
      if (rendered.framesResized > 0) send({ kind: 'notice', code: 'frames-resized', details: { frames: rendered.framesResized } });
      if (rendered.soundPacketsSilent > 0) send({ kind: 'notice', code: 'sound-damaged', details: { packets: rendered.soundPacketsSilent } });
      return { file: result, report: reportOf(movie, planned, videoMade(movie, edit, rendered, backend.value), checks, auditRun, sha256) };
    } catch (error) {
      if (request.handle === undefined) await removeOutput(output.name).catch(() => undefined); // cleared away with the next output
      else if (written) await emptyFile(request.handle).catch(() => undefined); // what went wrong first is what is told
      throw namingSpace(error, expectedOutputBytes(movie, edit.cuts[0] as FrameRange, options.sound === 'keep'));
    } finally {
      this.#running = undefined;
    }
  }

  /**
   * Renders; begins anew when the browser takes the encoder away (a tab that was paused and hidden). A second encoder in the middle of
   * the file might write another configuration than the one the header tells.
   */
  async #renderWhole(
    movie: Movie,
    edit: Edit,
    backend: Backend,
    openSink: () => Promise<ByteSink>,
    signal: AbortSignal,
    { codec, sound, livePreview }: JobOptions,
    send: (event: JobEvent) => void,
  ): Promise<Rendered> {
    const total = edit.cuts.reduce((sum, cut) => sum + cut.lastFrame - cut.firstFrame + 1, 0);
    const preview = livePreview ? new LivePreview(movie.video.geometry, send) : undefined;
    for (let attempt = 1; ; attempt += 1) {
      const progress = new StageProgress('render', total, send);
      try {
        using composer = await backend.openComposer();
        return await render({
          movie,
          edit,
          codec,
          keepSound: sound === 'keep',
          composer: composer.value,
          backend,
          sink: await openSink(),
          gate: this.#gate,
          signal,
          onFrame: (done) => progress.report(done),
          onComposed: (frame, image) => {
            if (preview?.due === true) preview.show(frame, image);
          },
        });
      } catch (error) {
        if (!isReclaimed(error) || attempt === attemptsMax) throw error;
        send({ kind: 'notice', code: 'render-restarted', details: {} });
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

/** A write that found no room knows how far it had come; what the user must make room for is the whole output. */
function namingSpace(error: unknown, expectedBytes: number): unknown {
  if (!(error instanceof AppError) || error.code !== 'storage/quota') return error;
  return new AppError('storage/quota', { ...error.details, neededBytes: Math.max(expectedBytes, Number(error.details['neededBytes'] ?? 0)) }, error);
}
