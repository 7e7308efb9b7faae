import { openAsBlob } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openMovie } from '../../src/media/open-movie.ts';
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
  folder = await mkdtemp(join(tmpdir(), 'veil-gallery-'));
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

it('one look, three videos: each is previewed as it will be made, and all are made in one go', async (context) => {
  const input = requireShared(context, `media/faces/${clip}.mp4`);
  const page = await site.openPage();
  try {
    const visitor = new Visitor(page);
    await visitor.choose(input, endS);
    await page.getByTestId('look-first').click();
    await page.locator('[data-testid=player] canvas').waitFor({ timeout: 60_000 });

    // A crop that follows one of them: the player takes its shape.
    await page.getByTestId('add-follow').click();
    await page.waitForFunction(() => document.querySelector<HTMLElement>('[data-testid=player]')?.dataset['view'] === 'made');
    const shape = (): Promise<number> => page.locator('[data-testid=player] canvas').evaluate((canvas: HTMLCanvasElement) => canvas.width / canvas.height);
    await expect.poll(shape, { timeout: 20_000 }).toBeCloseTo(9 / 16, 2);
    await page.getByTestId('making-people').getByRole('button').nth(1).click();
    await page.getByTestId('aspect').selectOption('1:1');
    await expect.poll(shape, { timeout: 20_000 }).toBeCloseTo(1, 2);
    if (process.env['VEIL_SHOTS'] !== undefined) await page.screenshot({ path: join(process.env['VEIL_SHOTS'], 'follow.png'), fullPage: true });

    // Both, side by side.
    await page.getByTestId('add-split').click();
    await expect.poll(shape, { timeout: 20_000 }).toBeCloseTo(16 / 9, 2);
    if (process.env['VEIL_SHOTS'] !== undefined) await page.screenshot({ path: join(process.env['VEIL_SHOTS'], 'split.png'), fullPage: true });

    // A moment that a cut leaves out is told so.
    await page.getByTestId('add-summary').click();
    await page.getByLabel(/Seconds of each appearance|나올 때마다/).fill('0.5');
    await page.getByLabel(/Seconds of each appearance|나올 때마다/).press('Tab');
    await page.locator('[aria-keyshortcuts=End]').click();
    await page.getByTestId('not-in-video').waitFor({ timeout: 20_000 });
    const [list] = await Promise.all([page.waitForEvent('download'), page.getByTestId('cuts-edl').click()]);
    await list.saveAs(join(folder, 'cuts.edl'));
    expect(await readFile(join(folder, 'cuts.edl'), 'utf8')).toMatch(/^TITLE: intel_head-pose.*\nFCM: NON-DROP FRAME\n\n001  AX       V     C        00:00:00:00 00:00:00:06 00:00:00:00 00:00:00:06\n/);
    await page.getByTestId('remove-making').last().click();

    await visitor.start();
    await visitor.finished();
    const links = page.getByTestId('result-files').getByRole('link');
    expect(await links.count()).toBe(3);
    const sizes: string[] = [];
    for (let index = 0; index < 3; index++) {
      const path = await visitor.saveLink(links.nth(index), folder);
      const { video } = await openMovie(await openAsBlob(path), basename(path));
      sizes.push(`${video.geometry.widthPx}x${video.geometry.heightPx} ${video.ticks.length}`);
    }
    const frames = sizes[0]?.split(' ')[1];
    expect(sizes).toEqual([`480x270 ${frames}`, `270x270 ${frames}`, `480x270 ${frames}`]);

    // After a reload the list is as it was.
    await page.reload();
    await page.setInputFiles('[data-testid=file-input]', input);
    await page.getByTestId('gallery').waitFor({ timeout: 60_000 });
    expect(await page.getByTestId('making').evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset['kind']))).toEqual(['whole', 'follow', 'split']);
    await page.locator('[data-kind=follow]').getByTestId('preview').click();
    expect(await page.getByTestId('aspect').inputValue()).toBe('1:1');
    expect(await page.getByTestId('making-people').getByRole('button', { pressed: true }).count()).toBe(1);
  } finally {
    await page.close();
  }
});
