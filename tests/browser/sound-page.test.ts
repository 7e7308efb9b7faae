import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadProject } from '../../src/documents/project-json.ts';
import { soundPx } from '../../src/app/state/timeline-scene.ts';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import { Visitor } from '../support/visitor.ts';
import type { heardAlike } from './in-page/hear.ts';

let site: Site;
let folder: string;
beforeAll(async () => {
  site = await openSite();
  folder = await mkdtemp(join(tmpdir(), 'veil-sound-'));
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

it('a stretch of sound is silenced by hand in the review room, undone, done again, saved, and heard so', async (context) => {
  const input = requireShared(context, 'media/faces/crossing_three.mp4');
  const page = await site.openPage();
  try {
    const visitor = new Visitor(page);
    await visitor.choose(input, 1);
    await page.getByTestId('quality').selectOption('fast');
    await page.getByTestId('sound').selectOption('disguise-all');
    await page.getByText(/may still be recognised/).first().waitFor();
    await page.getByTestId('sound').selectOption('keep');
    await page.getByTestId('look-first').click();
    await page.locator('[data-testid=player] canvas').waitFor({ timeout: 60_000 });

    const untreatedPx = await page.getByTestId('timeline').evaluate((element) => element.getBoundingClientRect().height);
    // Ten frames from the beginning on, all of them treated.
    await page.getByTestId('sound-begin').click();
    await page.keyboard.press('Shift+ArrowRight');
    await page.waitForFunction(() => document.querySelector<HTMLElement>('[data-testid=player]')?.dataset['frame'] === '10');
    await page.getByTestId('sound-silence').click();
    // The lane of the timeline is there, and says so of the moment.
    const timeline = page.getByTestId('timeline');
    const lanesPx = (): Promise<number> => timeline.evaluate((element) => element.getBoundingClientRect().height);
    await expect.poll(lanesPx).toBe(untreatedPx + soundPx);
    await page.locator('[aria-keyshortcuts=Home]').click();
    await expect.poll(() => timeline.getAttribute('aria-valuetext')).toContain(', sound silent');
    const listed = page.getByTestId('sound-by-hand').locator('li');
    await expect.poll(() => listed.count()).toBe(1);
    await page.keyboard.press('Control+z');
    await expect.poll(() => listed.count()).toBe(0);
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => listed.count()).toBe(1);

    // What somebody says: chosen, seen again in the list of people, and taken back.
    const voice = page.getByTestId('voice').first();
    await voice.selectOption('disguise');
    await page.getByTestId('person').first().getByText(/may still be recognised/).waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(() => voice.inputValue()).toBe('none');

    const saved = loadProject(await readFile(await visitor.save('save-project', folder), 'utf8'));
    expect(saved.corrections).toMatchObject([{ kind: 'treat-sound', startUs: 0, treatment: 'silence' }]);
    await page.getByTestId('start').click();
    await visitor.finished();
    const output = join(folder, 'silenced.mp4');
    await visitor.download(output);
    const [silenced, kept] = await site.call<Awaited<ReturnType<typeof heardAlike>>>('hear', 'heardAlike', { ranges: [[0.02, 0.34], [0.4, 0.95]] }, [input, output]);
    expect(silenced?.level).toBeLessThan(0.002);
    expect(kept?.likeness).toBeGreaterThan(0.98);
  } finally {
    await page.close();
  }
});
