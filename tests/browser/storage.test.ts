import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { holdNext } from '../support/held-act.ts';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

function filesIn(page: Page, folder: string): Promise<number> {
  return page.evaluate(async (name) => {
    let bytes = 0;
    const root = await navigator.storage.getDirectory();
    const directory = await root.getDirectoryHandle(name, { create: true });
    for await (const entry of directory.values()) bytes += entry.kind === 'file' ? Math.max(1, (await (entry).getFile()).size) : 0;
    return bytes;
  }, folder);
}

async function start(page: Page, input: string): Promise<void> {
  await page.setInputFiles('[data-testid=file-input]', input);
  await page.getByTestId('start').click();
}

/** 1080p of a high rate: the browser grants room by the MiB, and its result must need several. */
const clip = 'media/containers/video.mp4';
/** Of its 125 frames: the act whose disk fills up stands still here until it has. */
const heldAt = 60;

it.for([
  ['while the journal is written', 'observe', 1],
  ['while the video is written', 'render', 10_000],
] as const)('a disk that fills up %s ends the job in plain words, and leaves no file', async ([, stage, quotaBytes], context) => {
  const input = requireShared(context, clip);
  const page = await site.openPage();
  try {
    const devtools = await site.context.newCDPSession(page);
    const held = await holdNext(page, stage, heldAt);
    await start(page, input);
    await page.locator(`[data-testid=stage][data-stage=${stage}]`).waitFor({ timeout: 60_000 });
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: site.origin, quotaSize: quotaBytes });
    await held.release();
    const error = page.getByTestId('error');
    await error.waitFor({ timeout: 60_000 });
    console.log(await error.textContent());
    expect(await error.getAttribute('data-code')).toBe('storage/quota');
    if (stage === 'render') expect(await error.textContent()).toMatch(/About [4-9] MB are needed\./);
    expect(await filesIn(page, 'outputs')).toBe(0);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: site.origin });
    await page.getByTestId('start').click();
    await page.getByTestId('result').waitFor({ timeout: 60_000 });
  } finally {
    await page.close();
  }
});

it('a disk without room for the result says before the start how much is needed', async (context) => {
  const input = requireShared(context, clip);
  const page = await site.openPage();
  try {
    const devtools = await site.context.newCDPSession(page);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: site.origin, quotaSize: 900_000 });
    const models: string[] = [];
    page.on('request', (request) => (request.url().endsWith('.onnx') ? models.push(request.url()) : 0));
    await start(page, input);
    const error = page.getByTestId('error');
    await error.waitFor({ timeout: 60_000 });
    const text = (await error.textContent()) ?? '';
    console.log(text);
    expect(await error.getAttribute('data-code')).toBe('storage/quota');
    expect(text).toMatch(/About [1-9]\d* MB are needed\./);
    expect(models, 'no detector was asked for').toEqual([]);
    expect(await filesIn(page, 'outputs')).toBe(0);
  } finally {
    await page.close();
  }
});
