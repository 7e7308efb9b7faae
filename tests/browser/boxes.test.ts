import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { boxFormats } from '../../src/app/state/boxes.ts';
import { importAnalysis } from '../../src/documents/analysis-json.ts';
import { readLabels } from '../../src/documents/exchange/exchange.ts';
import { loadProject, saveProject } from '../../src/documents/project-json.ts';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import { Visitor } from '../support/visitor.ts';

let site: Site;
let folder: string;
beforeAll(async () => {
  site = await openSite();
  folder = await mkdtemp(join(tmpdir(), 'veil-boxes-'));
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

it('boxes go out in every format and come in as masks; saved work that is dropped finds its video', async (context) => {
  const input = requireShared(context, 'media/faces/intel_head-pose-face-detection-female.mp4');
  const page = await site.openPage();
  try {
    const visitor = new Visitor(page);
    await visitor.choose(input, 0.4);
    await page.getByTestId('look-first').click();
    await page.getByTestId('person').first().waitFor({ timeout: 60_000 });
    const people = await page.getByTestId('person').count();
    await page.getByTestId('boxes').locator('summary').click();
    for (const { format, ending } of boxFormats) {
      const path = await visitor.save(`boxes-${format}`, folder);
      expect(path.endsWith(`female.${ending}`)).toBe(true);
      const text = await readFile(path, 'utf8');
      const tracks = format === 'json' ? importAnalysis(text).tracks : readLabels(text).tracks;
      expect(tracks.length).toBeGreaterThan(0);
    }

    const paper = join(folder, 'paper.txt');
    await writeFile(paper, '1,1,11,11,60,40,1,-1,-1,-1\n5,1,11,11,60,40,1,-1,-1,-1\n');
    await page.getByTestId('hide-boxes').setInputFiles(paper);
    await expect.poll(() => page.getByTestId('person').count()).toBe(people + 1);

    const work = await visitor.save('save-project', folder);
    const project = loadProject(await readFile(work, 'utf8'));
    expect(project).toMatchObject({ corrections: [{ kind: 'draw', mask: 1 }], found: expect.stringMatching(/^[0-9a-f]{8}$/) });
    await page.getByTestId('undo').click();
    await expect.poll(() => page.getByTestId('person').count()).toBe(people);
    await page.getByTestId('file-input').setInputFiles(work);
    await expect.poll(() => page.getByTestId('person').count(), { timeout: 30_000 }).toBe(people + 1);

    // The same work, as of an analysis that found others: what names people is taken back, and the page says so.
    const others = join(folder, 'others.veil.json');
    await writeFile(others, saveProject({ ...project, found: '00000000', corrections: [...project.corrections, { kind: 'decide', track: 1, decision: 'show' }] }));
    await page.getByTestId('file-input').setInputFiles(others);
    await page.getByTestId('taken-back').waitFor({ timeout: 30_000 });
    await expect.poll(() => page.getByTestId('hide-person').first().getAttribute('aria-checked')).toBe('true');
    expect(await page.getByTestId('person').count()).toBe(people + 1); // masks by hand stay
  } finally {
    await page.close();
  }
}, 170_000);
