import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identifyStill } from '../../src/core/identify-still.ts';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';

const bin = fileURLToPath(new URL('../../cli/veil.mjs', import.meta.url));
const jobTimeoutMs = 90_000;

let site: Site;
let folder: string;
beforeAll(async () => {
  site = await openSite();
  folder = await mkdtemp(join(tmpdir(), 'veil-stills-'));
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

async function withPage(work: (page: Page) => Promise<void>): Promise<void> {
  const page = await site.openPage();
  try {
    await work(page);
  } finally {
    await page.close();
  }
}

/** A folder as people have them: pictures, another folder, something else, something refused. */
async function album(context: Parameters<typeof requireShared>[0], name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, 'sea'), { recursive: true });
  const photo = requireShared(context, 'media/photos/Family1-Dad1.jpg');
  await copyFile(photo, join(path, 'dad.jpg'));
  await copyFile(photo, join(path, 'sea/dad.jpg'));
  await writeFile(join(path, 'notes.txt'), 'neither video nor picture');
  await writeFile(join(path, 'phone.heic'), '\0\0\0\x18ftypheic\0\0\0\0mif1heic');
  return path;
}

describe('pictures on the page', () => {
  it('a photo is hidden, compared, hidden whole and downloaded under its own kind', async (context) => {
    const input = requireShared(context, 'media/photos/detection2.jpg');
    await withPage(async (page) => {
      await page.setInputFiles('[data-testid=file-input]', input);
      await page.getByTestId('start').waitFor();
      expect(await page.getByTestId('trial').count()).toBe(0);
      expect(await page.getByTestId('start-s').count()).toBe(0);
      await page.getByTestId('start').click();
      await page.getByTestId('before-after').waitFor({ timeout: jobTimeoutMs });
      expect(await page.getByTestId('frame').count()).toBe(0);
      const download = page.getByTestId('download');
      expect(await download.textContent()).toBe('Download JPG');
      const first = await save(page, 'first.jpg');
      expect(identifyStill(first.bytes)).toBe('JPEG');
      expect(first.name).toBe('detection2-veiled.jpg');
      await page.getByTestId('hide-picture').click();
      await page.getByText('The picture is hidden whole.').first().waitFor({ timeout: jobTimeoutMs });
      await page.getByTestId('download').waitFor({ timeout: jobTimeoutMs });
      const whole = await save(page, 'whole.jpg');
      expect(whole.bytes.length).toBeLessThan(first.bytes.length / 3); // one grey
    });
    expect(site.outsideRequests).toEqual([]);
  });

  it('a folder comes in at once: all its pictures, started together, downloaded together', async (context) => {
    const path = await album(context, 'page-album');
    await withPage(async (page) => {
      await page.setInputFiles('[data-testid=folder-input]', path);
      await page.getByTestId('passed-over').waitFor();
      expect(await page.getByTestId('passed-over').textContent()).toContain('notes.txt');
      await page.getByRole('button', { name: 'phone.heic', exact: true }).click();
      await page.locator('[data-testid=error][data-code="media/unsupported-picture"]').waitFor();
      expect(await page.getByTestId('error').textContent()).toContain('Most Compatible');
      await page.getByTestId('start-all').click();
      await page.getByTestId('download-all').waitFor({ timeout: jobTimeoutMs });
      const names: string[] = [];
      page.on('download', (download) => names.push(download.suggestedFilename()));
      await page.getByTestId('download-all').click();
      await expect.poll(() => names, { timeout: 10_000 }).toEqual(['dad-veiled.jpg', 'dad-veiled.jpg']);
      // Pictures keep no workers: a folder of a thousand must not end the browser.
      expect(page.workers().map((worker) => worker.url()).filter((url) => /observe|render|infer/.test(url))).toEqual([]);
    });
  });
});

async function save(page: Page, as: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('download').click()]);
  await download.saveAs(join(folder, as));
  return { name: download.suggestedFilename(), bytes: await readFile(join(folder, as)) };
}

describe('a folder on the command line', () => {
  it('comes out below the output folder; a bad file does not stop the others, and the exit code tells', async (context) => {
    const path = await album(context, 'album');
    const out = join(folder, 'out');
    const { code, output } = await veil('anonymize', path, '-o', `${out}/`, '--report', join(folder, 'report.json'));
    expect((await readdir(out, { recursive: true })).sort()).toEqual(['dad-veiled.jpg', 'sea', 'sea/dad-veiled.jpg']);
    expect(output).toContain('passed over, neither video nor picture: ' + join(path, 'notes.txt'));
    expect(output).toContain('HEIC');
    expect(output).toContain('Most Compatible');
    expect(output).toContain('1 faces hidden');
    expect(code).toBe(4);
    const reports = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as { kind: string }[];
    expect(reports.map(({ kind }) => kind)).toEqual(['still', 'still']);
  });
});

function veil(...options: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [bin, ...options], { timeout: jobTimeoutMs });
    let output = '';
    child.stdout.on('data', (data) => (output += String(data)));
    child.stderr.on('data', (data) => (output += String(data)));
    child.on('close', (code) => resolve({ code, output }));
  });
}
