import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import { readTruth } from '../support/truth.ts';
import { Visitor } from '../support/visitor.ts';
import type { Area } from './in-page/difference.ts';

/** Two people side by side, 480 x 270, never out of sight. */
const clip = 'intel_head-pose-face-detection-female-and-male';
const endS = 1.5;
/** The frame whose pixels are looked at. */
const checkedFrame = 12;
/** What encoding alone changes, and what hiding changes, in mean steps of 256. */
const keptMax = 6;
const hiddenMin = 12;

let site: Site;
let folder: string;
beforeAll(async () => {
  site = await openSite();
  folder = await mkdtemp(join(tmpdir(), 'veil-review-'));
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

const shownFrame = (page: Page): Promise<string | null> => page.getByTestId('player').getAttribute('data-frame');

async function atFrame(page: Page, frame: number): Promise<void> {
  await page.waitForFunction((wanted) => document.querySelector<HTMLElement>('[data-testid=player]')?.dataset['frame'] === String(wanted), frame, { timeout: 10_000 });
}

/** Draws a box over the player, given in pixels of the video. */
async function draw(page: Page, { x, y, width, height }: Area): Promise<void> {
  await page.getByTestId('draw-box').click();
  await page.getByTestId('player').scrollIntoViewIfNeeded();
  const player = (await page.getByTestId('player').boundingBox())!;
  const scale = player.width / 480;
  await page.mouse.move(player.x + x * scale, player.y + y * scale);
  await page.mouse.down();
  await page.mouse.move(player.x + (x + width) * scale, player.y + (y + height) * scale, { steps: 4 });
  await page.mouse.up();
}

it('one person is shown, one hidden, a place is masked by hand: the new video is what the review room showed', async (context) => {
  const input = requireShared(context, `media/faces/${clip}.mp4`);
  const page = await site.openPage();
  try {
    const visitor = new Visitor(page);
    await visitor.choose(input, endS);
    await page.getByTestId('look-first').click();
    await page.locator('[data-testid=player] canvas').waitFor({ timeout: 60_000 });
    const people = page.getByTestId('person');
    await expect.poll(() => people.count()).toBe(2);

    // Frame by frame, by keys, wherever the focus is.
    expect(await shownFrame(page)).toBe('0');
    await page.keyboard.press('ArrowRight');
    await atFrame(page, 1);
    await page.keyboard.press('Shift+ArrowRight');
    await atFrame(page, 11);
    await page.keyboard.press('ArrowRight');
    await atFrame(page, checkedFrame);

    // Both are seen at once: they cannot be one person, and the page says so.
    await people.first().getByRole('button').first().click();
    await page.getByTestId('merge').selectOption({ index: 1 });
    await page.getByTestId('refused').waitFor();
    expect(await people.count()).toBe(2);
    await page.getByTestId('undo').click();
    await page.getByTestId('refused').waitFor({ state: 'detached' });

    // The person on the left is shown; named, too.
    const left = people.filter({ has: page.getByRole('switch') }).first();
    await left.getByRole('switch').click();
    await expect.poll(() => page.getByRole('switch', { checked: false }).count()).toBe(1);
    await left.getByRole('textbox').fill('Mina');
    await left.getByRole('textbox').press('Tab');
    await expect.poll(() => page.getByRole('switch', { name: 'Hide Mina' }).count()).toBe(1);

    // A box by hand; undone, done again, then one too many undone.
    const drawn: Area = { x: 40, y: 200, width: 100, height: 50 };
    await draw(page, drawn);
    await expect.poll(() => page.locator('[data-group=drawn] [data-testid=person]').count()).toBe(1);
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.locator('[data-group=drawn]').count()).toBe(0);
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => page.locator('[data-group=drawn] [data-testid=person]').count()).toBe(1);

    // Followed through all frames: what was followed is a step of its own, and lies in the list of corrections.
    await page.locator('[data-group=drawn] [data-testid=person]').waitFor();
    await page.getByTestId('follow').click();
    await expect.poll(() => page.getByTestId('follow').count(), { timeout: 20_000 }).toBe(1);
    await expect.poll(() => page.locator('[data-group=drawn] [data-testid=person]').getByRole('button', { name: 'first at 0:00.00' }).count(), { timeout: 20_000 }).toBe(1);

    // After a reload the work is back as soon as the file is: one is where one was, and nothing is looked for again.
    await page.waitForTimeout(500); // the newest correction is written
    await page.reload();
    await page.setInputFiles('[data-testid=file-input]', input);
    await page.getByTestId('restored').waitFor();
    await page.getByText(/Goes on where an earlier run stopped/).waitFor({ timeout: 30_000 });
    await atFrame(page, checkedFrame);
    await expect.poll(() => page.getByRole('switch', { name: 'Hide Mina' }).count()).toBe(1);
    expect(await page.locator('[data-group=drawn] [data-testid=person]').count()).toBe(1);

    await page.getByTestId('start').click();
    await visitor.finished();
    const output = join(folder, 'reviewed.mp4');
    await visitor.download(output);

    const faces = readTruth(clip).faces[checkedFrame] ?? [];
    const areas = faces.map(({ box }): Area => ({ x: Math.round(box.x), y: Math.round(box.y), width: Math.round(box.width), height: Math.round(box.height) }));
    expect(areas.length).toBe(2);
    const elsewhere: Area = { x: 2, y: 2, width: 40, height: 20 };
    const [first = NaN, second = NaN, byHand = NaN, rest = NaN] = await site.call<number[]>('difference', 'difference', { frame: checkedFrame, areas: [...areas, drawn, elsewhere] }, [input, output]);
    console.log(`mean difference: faces ${first.toFixed(1)} and ${second.toFixed(1)}, drawn ${byHand.toFixed(1)}, elsewhere ${rest.toFixed(1)}`);
    expect(Math.min(first, second)).toBeLessThan(keptMax);
    expect(Math.max(first, second)).toBeGreaterThan(hiddenMin);
    expect(rest).toBeLessThan(keptMax);
    expect(byHand).toBeGreaterThan(3 * rest);
  } finally {
    await page.close();
  }
  expect(site.outsideRequests).toEqual([]);
});
