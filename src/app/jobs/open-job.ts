import { callback, moved } from '../../rpc/expose-worker.ts';
import type { JobEvent, JobOptions } from '../../rpc/job-types.ts';
import type { ObserveApi, PreviewApi, ProbeApi, RenderApi } from '../../rpc/worker-apis.ts';
import { WorkerLink } from '../../rpc/worker-link.ts';
import type { Job, JobOutput, JobResult, OpenJob, Probe } from './job-client.ts';

const startObserve = (): Worker => new Worker(new URL('../../../workers/observe.worker.ts', import.meta.url), { type: 'module' });
const startRender = (): Worker => new Worker(new URL('../../../workers/render.worker.ts', import.meta.url), { type: 'module' });
const startPreview = (): Worker => new Worker(new URL('../../../workers/preview.worker.ts', import.meta.url), { type: 'module' });
const startProbe = (): Worker => new Worker(new URL('../../../workers/probe.worker.ts', import.meta.url), { type: 'module' });

interface Controls {
  pause(): unknown;
  resume(): unknown;
  cancel(): unknown;
}

/** The workers of one video; the page and the command line drive jobs through it. */
class WorkerJob implements Job {
  readonly #file: File;
  readonly #observe = new WorkerLink<ObserveApi>(startObserve(), 'observe');
  #render: WorkerLink<RenderApi> | undefined;
  #preview: WorkerLink<PreviewApi> | undefined;
  #active: WorkerLink<ObserveApi> | WorkerLink<RenderApi> = this.#observe;
  #results: string[] = [];
  #analyzed: JobOptions | undefined;

  constructor(file: File) {
    this.#file = file;
  }

  inspect(): ReturnType<Job['inspect']> {
    return this.#observe.call((api) => api.inspect(this.#file));
  }

  async analyze(options: JobOptions, onEvent: (event: JobEvent) => void, signal: AbortSignal): Promise<void> {
    const modelsUrl = new URL('models/', document.baseURI).href;
    await this.#cancellable(this.#observe, signal, (api) => api.analyze(options, modelsUrl, callback(onEvent)));
    this.#analyzed = options;
  }

  async render(options: JobOptions, output: JobOutput, onEvent: (event: JobEvent) => void, signal: AbortSignal): Promise<JobResult> {
    this.#render ??= await this.#withPlans(new WorkerLink<RenderApi>(startRender(), 'render'));
    const handle = output.kind === 'file' ? output.handle : undefined;
    const result = await this.#cancellable(this.#render, signal, (api) => api.render(this.#file, options, handle, callback(onEvent)));
    if (output.kind === 'opfs') this.#results.push(result.file.name);
    return result;
  }

  async preview(options: JobOptions, frame: number): ReturnType<Job['preview']> {
    this.#preview ??= await this.#withPlans(new WorkerLink<PreviewApi>(startPreview(), 'preview'));
    return this.#preview.call((api) => api.preview(this.#file, options, frame));
  }

  exportAnalysis(): Promise<Blob> {
    const options = this.#analyzed;
    return this.#observe.call((api) => api.exportAnalysis(options as JobOptions));
  }

  pause(): void {
    void this.#active.call((api: Controls) => Promise.resolve(api.pause()));
  }

  resume(): void {
    void this.#active.call((api: Controls) => Promise.resolve(api.resume()));
  }

  async dispose(): Promise<void> {
    this.#observe.close();
    this.#render?.close();
    this.#preview?.close();
    if (this.#results.length === 0) return;
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('outputs');
    await Promise.all(this.#results.splice(0).map((name) => folder.removeEntry(name).catch(() => undefined)));
  }

  async #withPlans<Api extends { connect(port: MessagePort): void }>(link: WorkerLink<Api>): Promise<WorkerLink<Api>> {
    const { port1, port2 } = new MessageChannel();
    await this.#observe.call((api) => api.serve(moved(port1, [port1])));
    await link.call((api) => (api as { connect(port: MessagePort): Promise<void> }).connect(moved(port2, [port2])));
    return link;
  }

  async #cancellable<Api extends ObserveApi | RenderApi, R>(
    link: WorkerLink<Api>,
    signal: AbortSignal,
    run: Parameters<WorkerLink<Api>['call']>[0],
  ): Promise<R> {
    signal.throwIfAborted();
    this.#active = link as typeof this.#active;
    const cancel = (): void => void link.call((api) => (api as { cancel(): Promise<void> }).cancel());
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return (await link.call(run)) as R;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }
}

export const openJob: OpenJob = (file) => Promise.resolve(new WorkerJob(file));

/** Asks what this browser can do, in a worker of its own that is gone afterwards. */
export const probe: Probe = async () => {
  const link = new WorkerLink<ProbeApi>(startProbe(), 'probe');
  try {
    return await link.call((api) => api.probe());
  } finally {
    link.close();
  }
};
