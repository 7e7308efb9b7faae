import type { Composer } from '../compose/composer.ts';
import { throwIfCancelled } from '../core/errors.ts';
import type { Gate } from '../core/gate.ts';
import type { Owned } from '../core/owned.ts';
import type { Movie } from '../media/movie.ts';
import type { JobEvent } from '../rpc/job-types.ts';
import type { RenderedFile } from '../rpc/worker-apis.ts';
import type { Backend } from './backend.ts';
import { LivePreview } from './live-preview.ts';
import type { OutputJob } from './output-job.ts';
import { outputPicture } from './output-picture.ts';
import { OutputsProgress } from './outputs-progress.ts';
import { isOutOfMemory } from './out-of-memory.ts';
import { renderPasses } from './render-passes.ts';
import { renderTogether } from './render.ts';
import type { RenderDeps } from './render.ts';

export interface RenderOutputsDeps {
  readonly movie: Movie;
  readonly backend: Backend;
  readonly gate: Gate;
  readonly signal: AbortSignal;
  readonly send: (event: JobEvent) => void;
}

type Result = PromiseSettledResult<RenderedFile>;

/**
 * Makes the outputs of a movie, several from one run of the decoder, and proves each. One that fails leaves the others alone and no file behind; one that
 * fails for want of memory beside others is made once more by itself. Results come in the order of the outputs. Throws `job/cancelled`, with all
 * of them dropped.
 */
export async function renderOutputs(outputs: readonly OutputJob[], deps: RenderOutputsDeps): Promise<Result[]> {
  const { signal, send } = deps;
  const progress = new OutputsProgress(outputs.map(({ edit }) => edit.cuts.reduce((sum, { firstFrame, lastFrame }) => sum + lastFrame - firstFrame + 1, 0)), send);
  const results: Result[] = [];
  try {
    const passes = renderPasses(outputs.map((job, index) => ({ job, index, edit: job.edit })));
    for (let pass = passes.shift(); pass !== undefined; pass = passes.shift()) {
      throwIfCancelled(signal);
      progress.begins(pass.map(({ index }) => index));
      const settled = await renderPass(pass, deps, progress);
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
        else if (pass.length > 1 && isOutOfMemory(result.reason)) {
          send({ kind: 'notice', code: 'output-alone', details: {} });
          passes.unshift([each]);
        } else results[index] = await settle(job, () => Promise.reject(result.reason as Error));
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
    return { status: 'rejected', reason: job.namingSpace(error) };
  }
}

interface Place {
  readonly job: OutputJob;
  readonly index: number;
}

/** Each with a composer of its own; the live preview shows the first. */
async function renderPass(pass: readonly Place[], { movie, backend, gate, signal, send }: RenderOutputsDeps, progress: OutputsProgress): ReturnType<typeof renderTogether> {
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
        onFrame: (done) => progress.rendered(index, done),
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
