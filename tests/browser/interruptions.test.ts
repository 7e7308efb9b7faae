import { execFileSync } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, unlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser } from '../../tools/browser/find-browser.ts';
import { launchFlags } from '../../tools/browser/launch-browser.ts';
import { startStaticServer } from '../../tools/server/static-server.ts';
import { holdNext } from '../support/held-act.ts';
import { requireShared, sharedPath } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import { Visitor } from '../support/visitor.ts';

/** Small enough for Chromium's H.264 encoder to work in one thread: with more, two undisturbed runs differ in bytes. */
const clip = 'media/faces/cap13_edit2.mp4';
const endS = 3;
/** Of the 75 frames in these seconds: an act that is interrupted stands still here on any machine. */
const heldAt = 70;
/** More than a watchdog's patience, played to the page's timers at once. */
const aWhileMs = 62_000;

let site: Site;
let folder: string;
let input: string;
/** The output of a run that nothing disturbed. */
let undisturbed: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'veil-interrupted-'));
  input = join(folder, 'party.mp4');
  site = await openSite();
  const original = sharedPath(clip);
  if (original === undefined) return;
  await copyFile(original, input);
  await visit(async (visitor) => {
    await visitor.choose(input, endS);
    await visitor.start();
    await visitor.finished();
    await visitor.download(join(folder, 'undisturbed.mp4'));
    undisturbed = await readFile(join(folder, 'undisturbed.mp4'));
  });
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach((context) => void requireShared(context, clip));

async function visit(work: (visitor: Visitor) => Promise<void>, prepare: (visitor: Visitor) => Promise<void> = () => Promise.resolve()): Promise<void> {
  const visitor = new Visitor(await site.context.newPage());
  try {
    await prepare(visitor);
    await visitor.page.goto(site.origin);
    await visitor.forgetJournals();
    await work(visitor);
  } finally {
    await visitor.page.close();
  }
}

/** The job that goes on from its journal ends in the undisturbed run's file, byte for byte. */
async function endsTheSame(visitor: Visitor, expected = undisturbed): Promise<void> {
  await Promise.race([visitor.finished(), visitor.failed().then((code) => Promise.reject(new Error(`failed with ${String(code)}`)))]);
  expect(await visitor.page.getByText(/an earlier run stopped/).count()).toBe(1);
  const output = join(folder, 'output.mp4');
  await visitor.download(output);
  expect((await readFile(output)).equals(expected)).toBe(true);
}

describe('an interrupted job goes on where it was, and its output is that of an undisturbed one', () => {
  it('when the tab is loaded anew while it looks for faces', () =>
    visit(async (visitor) => {
      const held = await holdNext(visitor.page, 'observe', heldAt);
      await visitor.choose(input, endS);
      await visitor.start();
      await held.reached();
      await visitor.page.reload();
      await visitor.choose(input, endS);
      await visitor.start();
      await endsTheSame(visitor);
    }));

  it('when it looks for bodies in every fourth frame: what it knows of the last looks goes on, too', () =>
    visit(async (visitor) => {
      const start = async (): Promise<void> => {
        await visitor.choose(input, endS);
        await visitor.page.getByTestId('covers').selectOption('person');
        await visitor.page.getByTestId('body-sampling').selectOption('every-4');
        await visitor.start();
      };
      await start();
      await visitor.finished();
      await visitor.download(join(folder, 'bodies.mp4'));
      const expected = await readFile(join(folder, 'bodies.mp4'));
      expect(expected.equals(undisturbed)).toBe(false);
      await visitor.forgetJournals();
      await visitor.page.reload();
      const held = await holdNext(visitor.page, 'observe', heldAt);
      await start();
      await held.reached();
      await visitor.page.reload();
      await start();
      await endsTheSame(visitor, expected);
    }));

  it('when the tab is loaded anew while the video is made, and nothing of the half one stays', () =>
    visit(async (visitor) => {
      const held = await holdNext(visitor.page, 'render', heldAt);
      await visitor.choose(input, endS);
      await visitor.start();
      await held.reached();
      expect(await visitor.stored('outputs')).toHaveLength(1);
      await visitor.page.reload();
      await expect.poll(() => visitor.stored('outputs'), { timeout: 20_000 }).toEqual([]);
      await visitor.choose(input, endS);
      await visitor.start();
      await endsTheSame(visitor);
    }));

  it.for([
    ['observe', 'is in an endless loop', 'for (;;);'],
    ['observe', 'is gone without a word', 'close()'],
    ['render', 'is in an endless loop', 'for (;;);'],
  ] as const)('when the %s worker %s', ([act, , code]) =>
    visit(
      async (visitor) => {
        const held = await holdNext(visitor.page, act, heldAt);
        await visitor.choose(input, endS);
        await visitor.start();
        await held.reached();
        await visitor.inWorker(act, code);
        await visitor.page.waitForTimeout(500);
        await visitor.page.clock.runFor(aWhileMs);
        expect(await visitor.failed()).toBe('worker/hung');
        await visitor.start();
        await endsTheSame(visitor);
        // A worker that was ended in a loop holds its half-made file for seconds more: the next visit clears it away.
        await visitor.page.reload();
        await expect.poll(() => visitor.stored('outputs'), { timeout: 20_000 }).toEqual([]);
      },
      (visitor) => visitor.page.clock.install(),
    ));

  it.for(['changed', 'gone'] as const)('when the file is %s in the middle, which is told, and back later', (what) =>
    visit(async (visitor) => {
      const held = await holdNext(visitor.page, 'observe', heldAt);
      await visitor.choose(input, endS);
      await visitor.start();
      await held.reached();
      const bytes = await readFile(input);
      if (what === 'gone') await unlink(input);
      else await writeFile(input, Buffer.from(bytes).fill(0, Math.floor(bytes.length / 2)));
      await held.release();
      expect(await visitor.failed()).toBe('media/file-gone');
      expect(await visitor.stored('outputs')).toEqual([]);
      await writeFile(input, bytes);
      await utimes(input, 1_700_000_000, 1_700_000_000);
      await visitor.page.reload();
      await visitor.choose(input, endS);
      await visitor.start();
      await endsTheSame(visitor);
    }),
  );

  it('when the browser is killed', async (context) => {
    if (process.platform !== 'linux') context.skip('finds the browser by its profile, which only Linux tells simply');
    const profile = await mkdtemp(join(tmpdir(), 'veil-killed-'));
    const server = await startStaticServer({ folders: [fileURLToPath(new URL('../../dist/page/', import.meta.url))], port: 0 });
    const open = async <Prepared>(prepare: (page: Page) => Promise<Prepared>): Promise<{ browser: BrowserContext; visitor: Visitor; prepared: Prepared }> => {
      const browser = await chromium.launchPersistentContext(profile, { executablePath: findBrowser().path, headless: true, args: launchFlags(process.getuid?.() === 0) });
      const visitor = new Visitor(await browser.newPage());
      const prepared = await prepare(visitor.page);
      await visitor.page.goto(server.origin);
      await visitor.choose(input, endS);
      await visitor.start();
      return { browser, visitor, prepared };
    };
    try {
      const first = await open((page) => holdNext(page, 'observe', heldAt));
      await first.prepared.reached();
      const died = new Promise((resolve) => first.browser.once('close', resolve));
      process.kill(browserOf(profile), 'SIGKILL');
      await died;
      const { browser, visitor } = await open(() => Promise.resolve());
      try {
        await endsTheSame(visitor);
      } finally {
        await browser.close();
      }
    } finally {
      await server.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    }
  });
});

it.for(['containers/mse_test.mp4', 'faces/asl_again.mkv'])('a file that changes while %s is decoded is told as such, whichever demuxer reads it', async (path, context) => {
  expect(await site.call<string>('changed-file', 'changedFile', null, [requireShared(context, `media/${path}`)])).toBe('media/file-gone');
});

/** This process's own child that works on a profile. */
function browserOf(profile: string): number {
  const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' }).split('\n');
  return Number.parseInt(children.find((line) => line.includes(profile)) ?? '', 10);
}
