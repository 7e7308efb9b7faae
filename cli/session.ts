import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type {} from '../src/app/headless/headless-protocol.ts';
import type { HeadlessEvent, HeadlessOutcome, HeadlessResult, HeadlessTask } from '../src/app/headless/headless-protocol.ts';
import type { Aspect } from '../src/core/canvas-size.ts';
import { AppError, throwIfCancelled } from '../src/core/errors.ts';
import { partName } from '../src/core/output-name.ts';
import type { Report } from '../src/documents/report.ts';
import { launchBrowser } from '../tools/browser/launch-browser.ts';
import type { BrowserGpu, LaunchedBrowser } from '../tools/browser/launch-browser.ts';
import { Sink } from '../tools/server/sink.ts';
import { startStaticServer } from '../tools/server/static-server.ts';
import type { StaticServer } from '../tools/server/static-server.ts';
import { freeBytesFor } from './free-space.ts';
import type { JobFiles } from './job-files.ts';
import type { ReferencePath } from './people-options.ts';

/** How long a page may take to end its workers after a cancel, before it is closed under them. */
const cancelGraceMs = 3000;
/** How long a page may take to close: Chromium never answers for one that is on its way to another address. */
const closeGraceMs = 2000;

export interface SessionJob extends JobFiles, Pick<HeadlessTask, 'kind' | 'options' | 'format' | 'saved'> {
  /** See `HeadlessTask`. Absent: the layout, if there is one, has its size. */
  readonly aspect?: Aspect | undefined;
  /** A video for each of so many subjects. Absent: one for all. */
  readonly each?: number;
  readonly fillImage: string | undefined;
  /** A network of the user's own that finds bodies. Absent: none. */
  readonly poseModel?: string | undefined;
  /** Pictures of people to keep or hide. Absent: none. */
  readonly references?: readonly ReferencePath[];
}

/** A finished file; an analysis, and what lies beside a video, has no report. */
export interface SessionResult {
  readonly output: string;
  readonly report: Report | null;
}

/** The built page in a headless browser, behind a loopback server: what runs the command line's jobs, one at a time. */
export class Session {
  readonly #server: StaticServer;
  readonly #browser: LaunchedBrowser;
  /** Those of the job under way. */
  readonly #sinks: Sink[];

  private constructor(server: StaticServer, browser: LaunchedBrowser, sinks: Sink[]) {
    this.#server = server;
    this.#browser = browser;
    this.#sinks = sinks;
  }

  /** Starts server and browser; `pageFolder` is the built page. Throws `platform/missing` without a browser. Close it. */
  static async open(pageFolder: string, gpu: BrowserGpu = 'own'): Promise<Session> {
    const sinks: Sink[] = [];
    const server = await startStaticServer({
      folders: [pageFolder],
      port: 0,
      // One that has no token is refused by any.
      handler: (request, response, origin) => (sinks.find((sink) => sink.isMeant(request)) ?? sinks[0])?.handle(request, response, origin) === true,
    });
    try {
      return new Session(server, await launchBrowser(gpu), sinks);
    } catch (error) {
      await server.close();
      throw error;
    }
  }

  get browserLine(): string {
    return this.#browser.line;
  }

  /** Runs one job to its complete output files, or throws an AppError and leaves none. */
  async run(job: SessionJob, onEvent: (event: HeadlessEvent) => void, signal: AbortSignal): Promise<SessionResult[]> {
    throwIfCancelled(signal);
    await mkdir(dirname(job.output), { recursive: true });
    try {
      const outcome = await this.#runInPage(job, await this.#openSink(job), onEvent, signal);
      const failure = this.#sinks.find((sink) => sink.failure !== undefined)?.failure;
      if (!outcome.ok) throw failure ?? new AppError(outcome.error.code, outcome.error.details, outcome.error.causes.join('\n'));
      throwIfCancelled(signal);
      return await this.#finish(job, outcome.results);
    } finally {
      for (const sink of this.#sinks.splice(0)) await sink.discard();
    }
  }

  /** Every result grows beside its place; what it is called there is known when all are there. */
  async #openSink({ output }: SessionJob): Promise<string> {
    const sink = await Sink.open(this.#sinks.length === 0 ? output : `${output}.${this.#sinks.length + 1}`);
    this.#sinks.push(sink);
    return sink.url;
  }

  async #finish({ output, beside = [], options, each = 1 }: SessionJob, results: readonly HeadlessResult[]): Promise<SessionResult[]> {
    if (results.length !== this.#sinks.length) throw new AppError('storage/write-failed', { file: output, expected: results.length, written: this.#sinks.length });
    const finished: SessionResult[] = [];
    const made = results.length - beside.length;
    for (const [index, { bytes, report }] of results.entries()) {
      const video = options.parts === 'each-cut' || each > 1 ? partName(output, index + 1, made) : output;
      const path = beside[index - made]?.output ?? video;
      await (this.#sinks[index] as Sink).finish(bytes, path);
      finished.push({ output: path, report });
    }
    return finished;
  }

  async #runInPage(job: SessionJob, sinkUrl: string, onEvent: (event: HeadlessEvent) => void, signal: AbortSignal): Promise<HeadlessOutcome> {
    const page = await this.#guarded(this.#browser.context.newPage());
    const fate = pageFate(page, signal);
    try {
      return await Promise.race([fate.ended, this.#drive(page, job, sinkUrl, onEvent)]);
    } finally {
      fate.forget();
      await closed(page);
    }
  }

  async #drive(page: Page, job: SessionJob, sinkUrl: string, onEvent: (event: HeadlessEvent) => void): Promise<HeadlessOutcome> {
    await page.exposeFunction('veilEvent', onEvent);
    await page.exposeFunction('veilNextSink', () => this.#openSink(job));
    await page.exposeFunction('veilFreeBytes', (privateBytes: number) => freeBytesFor(job.output, this.#browser.profile, privateBytes));
    await this.#guarded(page.goto(`${this.#server.origin}/headless.html`, { waitUntil: 'load' }));
    await page.setInputFiles('#video', job.input);
    if (job.fillImage !== undefined) await page.setInputFiles('#fill-image', job.fillImage);
    if (job.poseModel !== undefined) await page.setInputFiles('#pose-model', job.poseModel);
    const { kind, options, aspect, each = 1, format = 'json', beside = [], saved = { chosen: [] } } = job;
    const references = job.references ?? [];
    if (references.length > 0) await page.setInputFiles('#references', references.map(({ path }) => path));
    const task: HeadlessTask = { kind, options, ownPoseModel: job.poseModel !== undefined, references: references.map(({ role }) => role), ...(aspect === undefined ? {} : { aspect }), each, format, beside: beside.map((file) => file.format), saved, sinkUrl };
    // A page that reloads forgets its job, and the driver would wait for it for ever.
    const reloaded = new Promise<never>((_, reject) => {
      page.once('framenavigated', () => reject(new AppError('worker/crashed', { worker: 'browser', reason: 'the page was loaded anew' })));
    });
    return await Promise.race([reloaded, this.#guarded(page.evaluate((each) => window.veil.run(each), task))]);
  }

  /** Turns the driver's own errors into ours: they mean that the browser or the page went away. */
  async #guarded<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw new AppError('worker/crashed', { worker: 'browser', reason: error instanceof Error ? (error.message.split('\n')[0] as string) : String(error) }, error);
    }
  }

  /** Ends browser and server and removes the profile; a second call does nothing. */
  async close(): Promise<void> {
    await this.#browser.close();
    await this.#server.close();
  }
}

/** Closes a page, or leaves it to the browser's end when it does not answer. */
async function closed(page: Page): Promise<void> {
  const patience = new AbortController();
  const closing = page.close().catch(() => undefined);
  await Promise.race([closing, delay(closeGraceMs, undefined, { signal: patience.signal }).catch(() => undefined)]);
  patience.abort();
}

/** `ended` rejects when the page can no longer answer, or did not answer a cancel in time. */
function pageFate(page: Page, signal: AbortSignal): { ended: Promise<never>; forget(): void } {
  let timer: NodeJS.Timeout | undefined;
  let onAbort: () => void = () => undefined;
  const ended = new Promise<never>((_, reject) => {
    const crashed = (reason: string) => (): void => reject(new AppError('worker/crashed', { worker: 'browser', reason }));
    page.once('crash', crashed('the page crashed, perhaps for want of memory'));
    page.once('close', crashed('the browser went away'));
    onAbort = (): void => {
      timer = setTimeout(() => reject(new AppError('job/cancelled')), cancelGraceMs);
      page.evaluate(() => window.veil.cancel()).catch(() => reject(new AppError('job/cancelled')));
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
  ended.catch(() => undefined); // raced, and of no interest once the job is over
  return {
    ended,
    forget: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}
