import type { Composer } from '../compose/composer.ts';
import { throwIfCancelled } from '../core/errors.ts';
import type { Gate } from '../core/gate.ts';
import type { Owned } from '../core/owned.ts';
import type { WorkClock } from '../core/work-clock.ts';
import type { Movie } from '../media/movie.ts';
import type { JobEvent } from '../rpc/job-types.ts';
import type { RenderedFile } from '../rpc/worker-apis.ts';
import type { Backend } from './backend.ts';
import type { JobEncoder } from './job-encoder.ts';
import { LivePreview } from './live-preview.ts';
import type { OutputJob } from './output-job.ts';
import { outputPicture } from './output-picture.ts';
import { OutputsProgress } from './outputs-progress.ts';
import { isOutOfMemory } from './out-of-memory.ts';
import { renderPasses } from './render-passes.ts';
import { renderTogether } from './render.ts';
import type { RenderDeps } from './render.ts';
import { TimeKeeper } from './time-keeper.ts';

export interface RenderOutputsDeps {
  readonly movie: Movie;
  readonly backend: Backend;
  readonly gate: Gate;
  readonly signal: AbortSignal;
  readonly send: (event: JobEvent) => void;
  /** Of the whole job. */
  readonly clock: WorkClock;
  /** Seconds that the whole job may take; absent: as long as it takes. */
  readonly finishInS?: number | undefined;
}

type Result = PromiseSettledResult<RenderedFile>;

/**
 * Makes the outputs of a movie, several from one run of the decoder, and proves each. One that fails leaves the others alone and no file behind; one that
 * fails for want of memory beside others is made once more by itself, and by itself once more with fewer frames under way. Where there is less time than it
 * takes, quality steps down. Results come in the order of the outputs. Throws `job/cancelled`, with all of them dropped.
 */
export async function renderOutputs(outputs: readonly OutputJob[], deps: RenderOutputsDeps): Promise<Result[]> {
  const { signal, send, finishInS, clock } = deps;
  const progress = new OutputsProgress(outputs.map(({ edit }) => edit.cuts.reduce((sum, { firstFrame, lastFrame }) => sum + lastFrame - firstFrame + 1, 0)), send);
  const results: Result[] = [];
  const unfinished = (): JobEncoder[] => outputs.flatMap(({ encoder }, index) => (results[index] === undefined ? [encoder] : []));
  const keeper = finishInS === undefined ? undefined : new TimeKeeper({ budgetS: finishInS, clock, unfinished, send });
  try {
    const passes = renderPasses(outputs.map((job, index) => ({ job, index, edit: job.edit })));
    for (let pass = passes.shift(); pass !== undefined; pass = passes.shift()) {
      throwIfCancelled(signal);
      progress.begins(pass.map(({ index }) => index));
      keeper?.begins(progress.total, progress.done);
      const settled = await renderPass(pass, deps, progress, keeper);
      const again: typeof pass = [];
      for (const [i, each] of pass.entries()) {
        const { job, index } = each;
        const result = settled[i] as Awaited<ReturnType<typeof renderPass>>[number];
        throwIfCancelled(signal);
        if (result.status === 'fulfilled') {
          progress.auditBegins();
          results[index] = await settle(job, () => job.finish(result.value, deps.backend, signal));
          progress.audited();
        } else if (job.encoder.mayBeginAnew(result.reason)) again.push(each);
        else if (isOutOfMemory(result.reason) && job.mayTryWithLess(pass.length > 1)) passes.unshift([each]);
        else results[index] = await settle(job, () => Promise.reject(result.reason as Error));
      }
      throwIfCancelled(signal);
      if (again.length > 0) passes.unshift(again);
    }
  } catch (error) {
    await Promise.all(outputs.map((job) => job.drop()));
    throw error;
  }
  return results;
}

/** A failed output leaves nothing behind. */
async function settle(job: OutputJob, run: () => Promise<RenderedFile>): Promise<Result> {
  try {
    return { status: 'fulfilled', value: await run() };
  } catch (error) {
    await job.drop();
    return { status: 'rejected', reason: job.namingWant(error) };
  }
}

interface Place {
  readonly job: OutputJob;
  readonly index: number;
}

/** Each with a composer of its own; the live preview shows the first. */
async function renderPass(pass: readonly Place[], { movie, backend, gate, signal, send }: RenderOutputsDeps, progress: OutputsProgress, keeper: TimeKeeper | undefined): ReturnType<typeof renderTogether> {
  const composers: Owned<Composer>[] = [];
  try {
    const all: RenderDeps[] = [];
    for (const { job, index } of pass) {
      const composer = await backend.openComposer();
      composers.push(composer);
      const { edit, encoder, options } = job;
      const preview = all.length === 0 && options.livePreview ? new LivePreview(outputPicture(movie, edit.canvas).geometry, send) : undefined;
      all.push({
        movie, edit, encoder, backend, gate, signal,
        keepSound: options.sound === 'keep',
        missing: options.missing ?? 'hide',
        composer: composer.value,
        sink: await job.openSink(),
        frugal: job.frugal,
        onFrame: (done) => {
          progress.rendered(index, done);
          keeper?.made(progress.total, progress.done);
        },
        onStep: (step) => keeper?.stepped(step),
        onComposed: (frame, image) => {
          if (preview?.due === true) preview.show(frame, image);
        },
      });
    }
    return await renderTogether(all);
  } finally {
    for (const composer of composers) composer.close();
  }
}
