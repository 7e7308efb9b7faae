import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, it } from 'vitest';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import { Visitor } from '../support/visitor.ts';

/** Two people side by side, 480 x 270, never out of sight. */
const clip = 'intel_head-pose-face-detection-female-and-male';
const endS = 1;

let site: Site;
let folder: string;
beforeAll(async () => {
  site = await openSite();
  folder = await mkdtemp(join(tmpdir(), 'veil-motion-'));
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

it('motion is previewed as it will be made, and made', async (context) => {
  const input = requireShared(context, `media/faces/${clip}.mp4`);
  const page = await site.openPage();
  try {
    const visitor = new Visitor(page);
    await visitor.choose(input, endS);
    await page.getByTestId('look-first').click();
    await page.locator('[data-testid=player] canvas').waitFor({ timeout: 60_000 });
    await page.getByTestId('add-motion').click();
    await page.waitForFunction(() => document.querySelector<HTMLElement>('[data-testid=player]')?.dataset['view'] === 'made');
    await page.waitForTimeout(3000);
    if (process.env['VEIL_SHOTS'] !== undefined) await page.screenshot({ path: join(process.env['VEIL_SHOTS'], 'motion-en.png'), fullPage: true });
    await page.getByTestId('language').selectOption('ko');
    await page.waitForTimeout(500);
    if (process.env['VEIL_SHOTS'] !== undefined) await page.screenshot({ path: join(process.env['VEIL_SHOTS'], 'motion-ko.png'), fullPage: true });
  } finally {
    await page.close();
  }
});
