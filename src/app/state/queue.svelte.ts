import type { JobOutput, OpenJob } from '../jobs/job-client.ts';
import type { ProjectKeeper } from './project-keeper.ts';
import type { Settings } from './settings.svelte.ts';
import { VideoItem } from './video-item.svelte.ts';

/** The user's videos and pictures, worked on one after the other: two at once would only share the same cores. */
export class Queue {
  readonly #openJob: () => Promise<OpenJob>;
  readonly #keeper: () => ProjectKeeper | undefined;
  #items: readonly VideoItem[] = $state.raw([]);
  #selectedId: number = $state(0);
  /** Files of dropped folders that are neither video nor picture. */
  passedOver: readonly string[] = $state.raw([]);
  #nextId = 1;
  #working = false;
  readonly #wanted: { readonly item: VideoItem; readonly settings: Settings; readonly output: JobOutput | undefined; readonly trial: boolean }[] = [];

  /** `openJob` is fetched when the first video comes: the page is light until then. Each video gets a keeper of its own; without one nothing is saved. */
  constructor(openJob: () => Promise<OpenJob>, keeper: () => ProjectKeeper | undefined = () => undefined) {
    this.#openJob = openJob;
    this.#keeper = keeper;
  }

  get items(): readonly VideoItem[] {
    return this.#items;
  }

  get selected(): VideoItem | undefined {
    return this.#items.find((item) => item.id === this.#selectedId);
  }

  /** Items with faces to hide that wait to be started, and results that wait to be downloaded. */
  get startable(): readonly VideoItem[] {
    return this.#items.filter(({ state, source }) => state === 'ready' && source?.kind !== 'sound');
  }
  get downloadable(): readonly VideoItem[] {
    return this.#items.filter((item) => item.state === 'done' && item.result?.savedToFile === false);
  }

  select(item: VideoItem): void {
    this.#selectedId = item.id;
  }

  /** Adds files and reads their headers; the first new one is selected. */
  async add(files: readonly File[]): Promise<void> {
    const added = files.map((file) => new VideoItem(this.#nextId++, file, this.#openJob, this.#keeper()));
    this.#items = [...this.#items, ...added];
    if (added[0] !== undefined) this.select(added[0]);
    for (const item of added) await item.inspect();
  }

  /** Works on all that wait; they go one after the other. */
  async startAll(settings: Settings): Promise<void> {
    await Promise.all(this.startable.map((item) => this.start(item, settings)));
  }

  /** Looks for faces only, so that they can be looked through before a video is made. */
  async lookFor(item: VideoItem, settings: Settings): Promise<void> {
    await this.#want(item, settings, undefined, false);
  }

  /** Works on a file when those asked for before it are done; a failure does not stop the others. */
  async start(item: VideoItem, settings: Settings, output: JobOutput = { kind: 'opfs' }, trial = false): Promise<void> {
    await this.#want(item, settings, output, trial);
  }

  async #want(item: VideoItem, settings: Settings, output: JobOutput | undefined, trial: boolean): Promise<void> {
    this.#wanted.push({ item, settings, output, trial });
    if (this.#working) return;
    this.#working = true;
    try {
      for (let next = this.#wanted.shift(); next !== undefined; next = this.#wanted.shift()) {
        if (this.#items.includes(next.item)) await next.item.run(next.settings, next.output, next.trial);
      }
    } finally {
      this.#working = false;
    }
  }

  async remove(item: VideoItem): Promise<void> {
    this.#items = this.#items.filter((each) => each !== item);
    if (this.#selectedId === item.id) this.#selectedId = this.#items.at(-1)?.id ?? 0;
    await item.dispose();
  }
}
