import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { jobFiles } from '../../cli/job-files.ts';
import { parseCommandLine } from '../../cli/options.ts';
import { Session } from '../../cli/session.ts';
import { rgbToYuv } from '../../src/pixels/color.ts';
import { personColor } from '../../src/plan/marks/palette.ts';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import { Visitor } from '../support/visitor.ts';

/** Two people side by side, 480 x 270, never out of sight. */
const clip = 'media/faces/intel_head-pose-face-detection-female-and-male.mp4';
const endS = 0.4;
const keypointNumbers = 51;

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

/** Samples of the colour of the so-and-so-manieth person in each frame of a video. */
function ofPerson(index: number, path: string): Promise<number[]> {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(personColor(index).slice(at, at + 2), 16)) as [number, number, number];
  const { u, v } = rgbToYuv(r, g, b, { matrix: 'bt709', fullRange: false });
  return site.call('colored', 'colored', { u, v, within: 14 }, [path]);
}

interface Keypoints {
  readonly annotations: readonly { readonly keypoints: readonly number[] }[];
}

it('on the page: bodies are looked for when they are asked for, the overlay is previewed, saved as files and made', { timeout: 180_000 }, async (context) => {
  const input = requireShared(context, clip);
  const page = await site.openPage();
  try {
    const visitor = new Visitor(page);
    await visitor.choose(input, endS);
    await page.getByTestId('look-first').click();
    await page.locator('[data-testid=player] canvas').waitFor({ timeout: 60_000 });
    await page.getByTestId('add-motion').click();
    await page.getByTestId('look-for-bodies').click();
    await page.getByTestId('no-bodies-yet').waitFor({ state: 'detached', timeout: 90_000 });
    await page.locator('[data-testid=player] canvas').waitFor({ timeout: 60_000 });
    await page.waitForFunction(() => document.querySelector<HTMLElement>('[data-testid=player]')?.dataset['view'] === 'made');
    if (process.env['VEIL_SHOTS'] !== undefined) {
      await page.waitForTimeout(3000);
      await page.screenshot({ path: join(process.env['VEIL_SHOTS'], 'motion-en.png'), fullPage: true });
      await page.getByTestId('language').selectOption('ko');
      await page.screenshot({ path: join(process.env['VEIL_SHOTS'], 'motion-ko.png'), fullPage: true });
    }
    const points = JSON.parse(await readFile(await visitor.save('motion-keypoints', folder), 'utf8')) as Keypoints;
    expect(points.annotations.length).toBeGreaterThanOrEqual(8);
    expect(points.annotations.every(({ keypoints }) => keypoints.length === keypointNumbers)).toBe(true);

    await page.getByTestId('wanted').first().uncheck();
    await page.getByTestId('marks-style').selectOption('publication');
    await page.getByTestId('add-follow').click();
    await page.getByTestId('draws-motion').check();
    await page.getByTestId('making-people').getByRole('button').nth(1).click();
    await page.getByTestId('marks-style').selectOption('publication');
    await visitor.start();
    await visitor.finished();
    const links = page.getByTestId('result-files').getByRole('link');
    const [overlay, crop] = [await visitor.saveLink(links.nth(0), folder), await visitor.saveLink(links.nth(1), folder)];
    for (const person of [0, 1]) expect(Math.min(...(await ofPerson(person, overlay))), `person ${person}`).toBeGreaterThan(30);
    expect(Math.min(...(await ofPerson(1, crop)))).toBeGreaterThan(30);
    expect(Math.max(...(await ofPerson(0, crop)))).toBe(0);
    expect(Math.max(...(await ofPerson(0, input)))).toBe(0);
  } finally {
    await page.close();
  }
});

it('on the command line: a folder gets the overlay and all that is known of the people in it', { timeout: 180_000 }, async (context) => {
  const input = requireShared(context, clip);
  const command = parseCommandLine(['motion', input, '-o', `${join(folder, 'all')}/`, '--end', String(endS), '--quality', 'fast', '--backend', 'cpu', '--no-skeletons', '--no-actions']);
  if (!('job' in command)) throw new Error('not a job');
  const { job } = command;
  const [files] = jobFiles(command.kind, job).jobs;
  if (files === undefined) throw new Error('no files');
  const session = await Session.open(fileURLToPath(new URL('../../dist/page/', import.meta.url)));
  try {
    const results = await session.run({ ...job, ...files, kind: job.task, saved: { chosen: [] } }, () => undefined, new AbortController().signal);
    expect(results.map(({ report }) => report !== null)).toEqual([true, false, false, false, false, false]);
    const notes = results[0]?.report?.notes.join('\n') ?? '';
    expect(notes).toMatch(/drawn over people, in the style for review: \d+ tracks of 2 people/);
    expect(notes).not.toMatch(/gait/);
  } finally {
    await session.close();
  }
  const stem = 'intel_head-pose-face-detection-female-and-male-veiled';
  expect((await readdir(join(folder, 'all'))).sort()).toEqual(['-actions.csv', '-actions.vtt', '-keypoints.json', '-people.json', '-people.txt', '.mp4'].map((ending) => stem + ending));
  expect(await readFile(join(folder, 'all', `${stem}-people.txt`), 'utf8')).toMatch(/^Person \d+: there for 0\.\d s/m);
  for (const person of [0, 1]) expect(Math.min(...(await ofPerson(person, join(folder, 'all', `${stem}.mp4`)))), `person ${person}`).toBeGreaterThan(30);
});
