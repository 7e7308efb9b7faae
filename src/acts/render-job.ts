import { AppError, throwIfCancelled } from '../core/errors.ts';
import { Gate } from '../core/gate.ts';
import { WorkClock } from '../core/work-clock.ts';
import { isStill, openMedia, requirePictures } from '../media/open-media.ts';
import type { Movie } from '../media/movie.ts';
import type { Still } from '../media/stills/still.ts';
import { editsPerCut } from '../plan/parts.ts';
import type { JobEvent, JobOptions } from '../rpc/job-types.ts';
import type { RenderedFile } from '../rpc/worker-apis.ts';
import { openBackend } from './backend.ts';
import { OutputJob } from './output-job.ts';
import type { PlannedRender } from './output-job.ts';
import { outputNames } from './output-names.ts';
import { renderOutputs } from './render-outputs.ts';
import { renderStill } from './render-still.ts';

/** What to render and where to. `handle` is a file the user picked; without it a video goes to private storage, a picture stays in memory. */
export interface PlannedWish {
  readonly options: JobOptions;
  /** Asks the analysis what is to be made; a cancel while it thinks is obeyed when it has answered. */
  readonly plan: () => Promise<PlannedRender>;
  readonly handle: FileSystemFileHandle | undefined;
}

export interface RenderRequest extends PlannedWish {
  readonly file: File;
  /** Milliseconds of work before, which count where a time is given. Absent: none. */
  readonly workedMs?: number;
}

/** What became of a wish: its files (one, or one for each cut), or why it failed. */
export type WishResult = PromiseSettledResult<RenderedFile[]>;

/** Act four of one video or picture with its audit, as the render worker runs them. */
export class RenderJob {
  readonly #gate = new Gate();
  #running: AbortController | undefined;

  /** Renders, checks the result and reports. A failed or cancelled job leaves no file in private storage, and nothing unproven in a picked one. */
  async render({ file, workedMs = 0, ...wish }: RenderRequest, send: (event: JobEvent) => void): Promise<RenderedFile[]> {
    const [result] = (await this.renderAll(file, [wish], workedMs, send)) as [WishResult];
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  }

  /**
   * The same for several wishes from one analysis, with what can share a run of the decoder sharing it. A wish that fails leaves nothing behind and does not
   * stop the others; results are in the order of the wishes. They are composed on what the first asks for, and all of them together take the
   * time that it gives, `workedMs` of which are behind them. Throws `job/cancelled`, and what is wrong with the file.
   */
  async renderAll(file: File, wishes: readonly PlannedWish[], workedMs: number, send: (event: JobEvent) => void): Promise<WishResult[]> {
    const clock = new WorkClock(this.#gate, workedMs);
    const running = new AbortController();
    this.#running = running;
    try {
      const planned: PlannedRender[] = [];
      for (const wish of wishes) planned.push(await wish.plan());
      throwIfCancelled(running.signal);
      const media = requirePictures(await openMedia(file, file.name, running.signal));
      return await this.#make(media, wishes, planned, clock, running.signal, send);
    } finally {
      this.#running = undefined;
    }
  }

  async #make(media: Movie | Still, wishes: readonly PlannedWish[], planned: readonly PlannedRender[], clock: WorkClock, signal: AbortSignal, send: (event: JobEvent) => void): Promise<WishResult[]> {
    if (isStill(media)) {
      const results: WishResult[] = [];
      for (const [i, { handle }] of wishes.entries()) {
        const made = renderStill({ still: media, planned: planned[i] as PlannedRender, handle, gate: this.#gate, signal, send });
        results.push(...(await Promise.allSettled([made.then((each) => [each])])));
        throwIfCancelled(signal);
      }
      return results;
    }
    const parts = wishes.map(({ options }, i) => (options.parts === 'each-cut' ? plannedPerCut(planned[i] as PlannedRender) : [planned[i] as PlannedRender]));
    wishes.forEach(({ handle }, i) => {
      if (handle !== undefined && parts[i]?.length !== 1) throw new AppError('usage/bad-option', { option: 'parts', reason: 'several videos do not go into one file' });
    });
    const names = outputNames(media.name, wishes.map(({ options }, i) => ({ options, count: parts[i]?.length ?? 0 })));
    const outputs = wishes.flatMap(({ options, handle }, wish) =>
      (parts[wish] ?? []).map((part, i) => ({ wish, job: new OutputJob({ planned: part, options, name: names[wish]?.[i] ?? '', handle, clock }, media, send) })));
    using backend = await openBackend({
      choice: wishes[0]?.options.backend ?? 'auto',
      gpu: navigator.gpu,
      geometry: media.video.geometry,
      fill: planned[0]?.edit.masks[0]?.fill ?? { kind: 'erase' },
      signal,
      onTrouble: ({ kind, reason }) => send({ kind: 'notice', code: kind, details: { reason } }),
    });
    const settled = await renderOutputs(outputs.map(({ job }) => job), { movie: media, backend: backend.value, gate: this.#gate, signal, send, clock, finishInS: wishes[0]?.options.finishInS });
    return await Promise.all(wishes.map((_, wish) => together(outputs.flatMap((output, i) => (output.wish === wish ? [{ job: output.job, result: settled[i] as PromiseSettledResult<RenderedFile> }] : [])))));
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

/** The videos of one wish are all made, or none. */
async function together(outputs: readonly { readonly job: OutputJob; readonly result: PromiseSettledResult<RenderedFile> }[]): Promise<WishResult> {
  const failed = outputs.find(({ result }) => result.status === 'rejected')?.result;
  if (failed?.status === 'rejected') {
    for (const { job } of outputs) await job.drop();
    return failed;
  }
  return { status: 'fulfilled', value: outputs.flatMap(({ result }) => (result.status === 'fulfilled' ? [result.value] : [])) };
}

/** What is planned, for each cut by itself. */
function plannedPerCut({ edit, facts }: PlannedRender): PlannedRender[] {
  return editsPerCut(edit).map((part, index) => ({ edit: part, facts: { ...facts, cuts: facts.cuts.slice(index, index + 1) } }));
}
