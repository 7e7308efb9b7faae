import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
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

it.for([
  ['while the journal is written', 200_000],
  ['while the video is written', 900_000],
  ['before anything is written', 0],
] as const)('a disk that is full %s ends the job in plain words, and leaves no file', async ([, quotaBytes], context) => {
  const input = requireShared(context, 'media/faces/crossing_three.mp4');
  const page = await site.openPage();
  try {
    const devtools = await site.context.newCDPSession(page);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: site.origin, quotaSize: quotaBytes });
    await page.setInputFiles('[data-testid=file-input]', input);
    await page.getByTestId('end-s').fill('3');
    await page.getByTestId('end-s').press('Tab');
    await page.getByTestId('start').click();
    const error = page.getByTestId('error');
    await error.waitFor({ timeout: 60_000 });
    console.log(await error.textContent());
    expect(await error.getAttribute('data-code')).toBe('storage/quota');
    expect(await filesIn(page, 'outputs')).toBe(0);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: site.origin });
    await page.getByTestId('start').click();
    await page.getByTestId('result').waitFor({ timeout: 60_000 });
  } finally {
    await page.close();
  }
});
