import { describe, expect, it } from 'vitest';
import { boxesFile, boxFormats, hideBoxes } from '../../../src/app/state/boxes.ts';
import { openProject, partProjects } from '../../../src/app/state/open-project.ts';
import { Queue } from '../../../src/app/state/queue.svelte.ts';
import { Settings } from '../../../src/app/state/settings.svelte.ts';
import type { VideoItem } from '../../../src/app/state/video-item.svelte.ts';
import { saveProject } from '../../../src/documents/project-json.ts';
import type { Project } from '../../../src/documents/project.ts';
import { defaultOptions } from '../../support/jobs.ts';
import { FakeJob } from './fake-job.ts';

const job = new FakeJob();
async function queueOf(...files: File[]): Promise<{ queue: Queue; items: readonly VideoItem[] }> {
  const queue = new Queue(() => Promise.resolve(() => Promise.resolve(job)));
  await queue.add(files);
  return { queue, items: queue.items };
}

describe('boxes', () => {
  it.each(boxFormats)('of what was found are saved as $name', async (as) => {
    const [item] = (await queueOf(new File(['x'], 'street.day.mp4'))).items as [VideoItem];
    expect((await boxesFile(item, defaultOptions, as)).name).toBe(`street.day.${as.ending}`);
    expect(job.calls.at(-1)).toBe(`export ${as.format}`);
  });

  it('of another tool are hidden, in one step, under new numbers', async () => {
    const [item] = (await queueOf(new File(['x'], 'a.mp4'))).items as [VideoItem];
    hideBoxes(item, '1,1,11,21,3,4\n2,1,12,21,3,4\n1,2,1,1,5,5');
    hideBoxes(item, '1,1,1,1,3,4');
    expect(item.work.corrections).toMatchObject([{ kind: 'draw', mask: 1, firstFrame: 0, lastFrame: 1 }, { kind: 'draw', mask: 2 }, { kind: 'draw', mask: 3 }]);
    item.work.undo();
    item.work.undo();
    expect(item.work.corrections).toEqual([]);
  });

  it.each([
    ['none', ''],
    ['no boxes', 'Dear reader'],
    ['of another picture size', '{"images":[{"id":1,"width":10,"height":10}],"categories":[],"annotations":[]}'],
  ])('that are %s are refused, and nothing changes', async (_, text) => {
    const [item] = (await queueOf(new File(['x'], 'a.mp4'))).items as [VideoItem];
    expect(() => hideBoxes(item, text)).toThrow(expect.objectContaining({ code: 'document/invalid' }));
    expect(item.work.corrections).toEqual([]);
  });
});

describe('saved work that is given to the page', () => {
  const project: Project = {
    source: { name: 'a.mp4', fingerprint: 'f' },
    looking: { quality: 'fast', detector: 'auto', sensitivity: 0.5 },
    found: job.found,
    corrections: [{ kind: 'decide', track: 1, decision: 'show' }],
    makings: [],
    intents: [{ hide: { kind: 'everyone', shape: 'ellipse', scale: 2, fill: { kind: 'erase' } } }],
  };
  const fileOf = (saved: Project): File => new File([saveProject(saved)], 'A.VEIL.JSON');

  it('is told from videos by its name', () => {
    const { projects, others } = partProjects([new File([], 'a.mp4'), fileOf(project), new File([], 'json')]);
    expect([projects, others].map((files) => files.map(({ name }) => name))).toEqual([['A.VEIL.JSON'], ['a.mp4', 'json']]);
  });

  it('finds its video in the queue, which is looked through as it was then', async () => {
    const { queue, items } = await queueOf(new File(['x'], 'a.mp4'), new File(['y'], 'b.mp4'));
    const settings = new Settings();
    queue.select(items[1] as VideoItem);
    await openProject(fileOf(project), items, queue, settings);
    expect(queue.selected).toBe(items[0]);
    expect([queue.selected?.work.corrections, queue.selected?.analyzed?.quality, settings.scale]).toEqual([project.corrections, 'fast', 2]);
  });

  it.each<[string, File, string]>([
    ['belongs to none of the videos', fileOf({ ...project, source: { name: 'c.mp4', fingerprint: 'other' } }), 'document/wrong-source'],
    ['is damaged', new File(['{'], 'a.veil.json'), 'document/invalid'],
  ])('is refused when it %s', async (_, file, code) => {
    const { queue, items } = await queueOf(new File(['x'], 'a.mp4'));
    await expect(openProject(file, items, queue, new Settings())).rejects.toMatchObject({ code });
    expect(items[0]?.work.corrections).toEqual([]);
  });
});
