import { throwIfCancelled } from '../core/errors.ts';
import { Gate } from '../core/gate.ts';
import type { Edit } from '../documents/edit.ts';
import type { AnalysisFacts, Report } from '../documents/report.ts';
import { fileSink, opfsSink } from '../media/byte-sink.ts';
import { openMovie } from '../media/open-movie.ts';
import type { JobEvent, JobOptions } from '../rpc/job-types.ts';
import { audit } from './audit.ts';
import { LivePreview } from './live-preview.ts';
import { createOutput, removeOutput } from './output-files.ts';
import { StageProgress } from './progress.ts';
import { render } from './render.ts';
import { reportOf } from './report.ts';
import { sha256OfFile } from './sha256.ts';

/** The edit, and what the report says of the analysis behind it. */
export interface PlannedRender {
  readonly edit: Edit;
  readonly facts: AnalysisFacts;
}

/** What to render and where to. `handle` is a file the user picked; without it the video goes to private storage. */
export interface RenderRequest {
  readonly file: File;
  readonly options: JobOptions;
  /** Asks the analysis what is to be made; a cancel while it thinks is obeyed when it has answered. */
  readonly plan: () => Promise<PlannedRender>;
  readonly handle: FileSystemFileHandle | undefined;
}

/** Act four of one video with its audit, as the render worker runs them. */
export class RenderJob {
  readonly #gate = new Gate();
  #running: AbortController | undefined;

  /** Renders, checks the result and reports. A failed or cancelled job leaves no file in private storage. */
  async render(request: RenderRequest, send: (event: JobEvent) => void): Promise<{ file: File; report: Report }> {
    const running = new AbortController();
    this.#running = running;
    const { file, options } = request;
    const planned = await request.plan();
    throwIfCancelled(running.signal);
    const { edit } = planned;
    const output = request.handle ?? (await createOutput());
    try {
      const movie = await openMovie(file, file.name, running.signal);
      const total = edit.cuts.reduce((sum, cut) => sum + cut.lastFrame - cut.firstFrame + 1, 0);
      const progress = new StageProgress('render', total, send);
      const preview = options.livePreview ? new LivePreview(movie.video.geometry, send) : undefined;
      const rendered = await render({
        movie,
        edit,
        keepSound: options.sound === 'keep',
        sink: request.handle === undefined ? await opfsSink(output) : await fileSink(output),
        gate: this.#gate,
        signal: running.signal,
        onFrame: (done) => progress.report(done),
        onComposed: (frame, image) => {
          if (preview?.due === true) preview.show(frame, image);
        },
      });
      const result = await output.getFile();
      const auditProgress = new StageProgress('audit', 1, send);
      auditProgress.report(0);
      const startedMs = performance.now();
      const checks = await audit(result, movie, edit, rendered, running.signal);
      const auditRun = { stage: 'audit', backend: 'cpu', frames: checks.framesCompared, ms: performance.now() - startedMs, detail: `${checks.checks.length} checks` };
      const sha256 = await sha256OfFile(result, running.signal);
      auditProgress.report(1);
      if (rendered.framesHiddenWhole > 0) send({ kind: 'notice', code: 'frames-hidden-whole', details: { frames: rendered.framesHiddenWhole } });
      if (rendered.soundPacketsSilent > 0) send({ kind: 'notice', code: 'sound-damaged', details: { packets: rendered.soundPacketsSilent } });
      if (rendered.encoder.codecFamily !== 'h264') send({ kind: 'notice', code: 'codec-changed', details: { codec: rendered.encoder.config.codec } });
      return { file: result, report: reportOf(movie, planned, rendered, checks, auditRun, sha256) };
    } catch (error) {
      if (request.handle === undefined) await removeOutput(output.name).catch(() => undefined); // cleared away with the next output
      throw error;
    } finally {
      this.#running = undefined;
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
