import type { Remote } from 'comlink';
import { Gate } from '../../core/gate.ts';
import { WorkClock } from '../../core/work-clock.ts';
import { callback, moved } from '../../rpc/expose-worker.ts';
import type { ExportFormat, JobEvent, JobOptions } from '../../rpc/job-types.ts';
import type { Corrections, FollowMask } from '../../documents/corrections.ts';
import type { FaceRequest, FollowProgress, FollowRequest, LookRequest } from '../../rpc/review-types.ts';
import type { ObserveApi, PreviewApi, ProbeApi, RenderApi, RenderedFile, RenderWish, WishOutcome } from '../../rpc/worker-apis.ts';
import { WorkerLink } from '../../rpc/worker-link.ts';
import type { Job, JobOutput, OpenJob, Probe } from './job-client.ts';

const startObserve = (): Worker => new Worker(new URL('../../../workers/observe.worker.ts', import.meta.url), { type: 'module' });
const startRender = (): Worker => new Worker(new URL('../../../workers/render.worker.ts', import.meta.url), { type: 'module' });
const startPreview = (): Worker => new Worker(new URL('../../../workers/preview.worker.ts', import.meta.url), { type: 'module' });
const startProbe = (): Worker => new Worker(new URL('../../../workers/probe.worker.ts', import.meta.url), { type: 'module' });

interface Controls {
  readonly pause: () => void;
  readonly resume: () => void;
  readonly cancel: () => void;
}

/** The workers of one video; the page and the command line drive jobs through it. */
class WorkerJob implements Job {
  readonly #file: File;
  readonly #observe = new WorkerLink<ObserveApi>(startObserve(), 'observe');
  #render: WorkerLink<RenderApi> | undefined;
  #preview: Promise<WorkerLink<PreviewApi>> | undefined;
  #controls: Controls = controlsOf(this.#observe);
  readonly #results: string[] = [];
  /** Shut while the user has the work rest. */
  readonly #gate = new Gate();
  #clock = new WorkClock(this.#gate);

  constructor(file: File) {
    this.#file = file;
  }

  begin(): void {
    this.#clock = new WorkClock(this.#gate);
  }

  inspect(): ReturnType<Job['inspect']> {
    return this.#observe.call((api) => api.inspect(this.#file));
  }

  encoders(...[profile]: Parameters<Job['encoders']>): ReturnType<Job['encoders']> {
    return this.#observe.call((api) => api.encoders(this.#file, profile));
  }

  checkOutput(options: JobOptions, output: JobOutput, onEvent: (event: JobEvent) => void): Promise<number> {
    return this.#observe.call((api) => api.checkOutput(this.#file, options, output.kind === 'opfs', callback(onEvent)));
  }

  async analyze(options: JobOptions, onEvent: (event: JobEvent) => void, signal: AbortSignal): Promise<string> {
    const modelsUrl = new URL('models/', document.baseURI).href;
    return this.#cancellable(controlsOf(this.#observe), signal, () => this.#observe.call((api) => api.analyze(this.#file, options, modelsUrl, callback(onEvent))));
  }

  async render(options: JobOptions, output: JobOutput, onEvent: (event: JobEvent) => void, signal: AbortSignal): Promise<readonly RenderedFile[]> {
    const handle = output.kind === 'file' ? output.handle : undefined;
    const made = await this.#inRender(signal, (api, workedMs) => api.render(this.#file, options, handle, workedMs, callback(onEvent)));
    if (output.kind === 'opfs') this.#keep(made);
    return made;
  }

  async renderAll(wishes: readonly RenderWish[], onEvent: (event: JobEvent) => void, signal: AbortSignal): Promise<readonly WishOutcome[]> {
    const made = await this.#inRender(signal, (api, workedMs) => api.renderAll(this.#file, wishes, workedMs, callback(onEvent)));
    made.forEach((outcome, i) => outcome.ok && wishes[i]?.handle === undefined && this.#keep(outcome.files));
    return made;
  }

  async #inRender<R>(signal: AbortSignal, run: (api: Remote<RenderApi>, workedMs: number) => Promise<R>): Promise<R> {
    const link = (this.#render ??= new WorkerLink<RenderApi>(startRender(), 'render'));
    await this.#joinPlans((port) => link.call((api) => api.connect(port)));
    return this.#cancellable(controlsOf(link), signal, () => link.call((api) => run(api, this.#clock.ms)));
  }

  /** Files in private storage are there until `dispose`. */
  #keep(made: readonly RenderedFile[]): void {
    this.#results.push(...made.filter(({ report }) => report.kind === 'video').map(({ file: { name } }) => name));
  }

  review(options: JobOptions): ReturnType<Job['review']> {
    return this.#observe.call((api) => api.review(options));
  }

  async use(options: JobOptions): Promise<void> {
    await this.#inPreview((api) => api.use(options));
  }

  look(request: LookRequest): ReturnType<Job['look']> {
    return this.#inPreview((api) => api.look(this.#file, request));
  }

  face(request: FaceRequest): Promise<ImageBitmap> {
    return this.#inPreview((api) => api.face(this.#file, request));
  }

  async follow(request: FollowRequest, onProgress: (progress: FollowProgress) => void, signal: AbortSignal): Promise<FollowMask> {
    const stop = (): void => void this.#inPreview((api) => api.stopFollowing()).catch(() => undefined); // the call under way tells
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await this.#inPreview((api) => {
        const following = api.follow(this.#file, request, callback(onProgress));
        if (signal.aborted) stop();
        return following;
      });
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  exportAnalysis(options: JobOptions, format: ExportFormat): Promise<Blob> {
    return this.#observe.call((api) => api.exportAnalysis(options, format));
  }

  tellPeople(corrections: Corrections, port: MessagePort): Promise<void> {
    return this.#observe.call((api) => api.tellPeople(corrections, moved(port, [port])));
  }

  peopleElsewhere(corrections: Corrections, ports: readonly MessagePort[]): ReturnType<Job['peopleElsewhere']> {
    return this.#observe.call((api) => api.peopleElsewhere(corrections, moved([...ports], [...ports])));
  }

  pause(): void {
    this.#gate.pause();
    this.#controls.pause();
  }

  resume(): void {
    this.#gate.resume();
    this.#controls.resume();
  }

  async dispose(): Promise<void> {
    this.#observe.close();
    this.#render?.close();
    void this.#preview?.then((link) => link.close());
    if (this.#results.length === 0) return;
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('outputs');
    await Promise.all(this.#results.splice(0).map((name) => folder.removeEntry(name).catch(() => undefined)));
  }

  async #inPreview<R>(run: (api: Remote<PreviewApi>) => Promise<R>): Promise<R> {
    this.#preview ??= this.#startPreview();
    return (await this.#preview).call(run);
  }

  async #startPreview(): Promise<WorkerLink<PreviewApi>> {
    const link = new WorkerLink<PreviewApi>(startPreview(), 'preview');
    await this.#joinPlans((port) => link.call((api) => api.connect(port)));
    return link;
  }

  /** Joins a worker to the observe worker, which answers what to do with each frame. */
  async #joinPlans(connect: (port: MessagePort) => Promise<void>): Promise<void> {
    const { port1, port2 } = new MessageChannel();
    await this.#observe.call((api) => api.serve(moved(port1, [port1])));
    await connect(moved(port2, [port2]));
  }

  async #cancellable<R>(controls: Controls, signal: AbortSignal, run: () => Promise<R>): Promise<R> {
    signal.throwIfAborted();
    this.#controls = controls;
    signal.addEventListener('abort', controls.cancel, { once: true });
    try {
      return await run();
    } finally {
      signal.removeEventListener('abort', controls.cancel);
    }
  }
}

/** Pause, resume and cancel of whichever worker is at work; a worker that is gone needs neither. */
function controlsOf(link: WorkerLink<ObserveApi> | WorkerLink<RenderApi>): Controls {
  const send = (order: keyof Controls) => (): void => {
    (link as WorkerLink<Controls>).call(async (api) => api[order]()).catch(() => undefined);
  };
  const rest = (order: 'pause' | 'resume'): (() => void) => {
    const sendOrder = send(order);
    return () => {
      sendOrder();
      link.rest(order === 'pause');
    };
  };
  return { pause: rest('pause'), resume: rest('resume'), cancel: send('cancel') };
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
