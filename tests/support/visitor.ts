import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

/** How long a job of a few seconds of video may take on a machine that does other things too. */
const jobTimeoutMs = 60_000;

/** A person at the page who works on one video: its first seconds, all else as it comes. */
export class Visitor {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async choose(input: string, endS: number): Promise<void> {
    await this.page.setInputFiles('[data-testid=file-input]', input);
    await this.page.getByTestId('end-s').fill(String(endS));
    await this.page.getByTestId('end-s').press('Tab');
  }

  start(): Promise<void> {
    return this.page.getByTestId('start').click();
  }

  /** The code of the error that is shown. */
  async failed(): Promise<string | null> {
    const error = this.page.getByTestId('error');
    await error.waitFor({ timeout: jobTimeoutMs });
    return error.getAttribute('data-code');
  }

  async finished(): Promise<void> {
    await this.page.getByTestId('result').waitFor({ timeout: jobTimeoutMs });
  }

  async download(path: string): Promise<void> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.page.getByTestId('download').click()]);
    await download.saveAs(path);
  }

  /** Clicks a button that saves a file, which goes into a folder under its own name; the path. */
  save(testId: string, folder: string): Promise<string> {
    return this.saveLink(this.page.getByTestId(testId), folder);
  }

  /** The same of any button or link. */
  async saveLink(link: Locator, folder: string): Promise<string> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), link.click()]);
    const path = join(folder, download.suggestedFilename());
    await download.saveAs(path);
    return path;
  }

  /** Names of what lies in a folder of private storage. */
  stored(folder: 'outputs' | 'journals'): Promise<string[]> {
    return this.page.evaluate(async (name) => {
      const names: string[] = [];
      const root = await navigator.storage.getDirectory();
      for await (const entry of (await root.getDirectoryHandle(name, { create: true })).keys()) names.push(entry);
      return names;
    }, folder);
  }

  async forgetJournals(): Promise<void> {
    await this.page.evaluate(async () => {
      await (await navigator.storage.getDirectory()).removeEntry('journals', { recursive: true }).catch(() => undefined);
    });
  }

  /** Has the worker of an act run code soon, as a task of its own: the debugger's own evaluation could not be ended. */
  inWorker(act: 'observe' | 'render', code: string): Promise<void> {
    const worker = this.page.workers().find((each) => each.url().includes(`${act}.worker`));
    if (worker === undefined) throw new Error(`no ${act} worker`);
    return worker.evaluate(`void setTimeout(() => { ${code} }, 0)`);
  }
}
