import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import type { Corrections } from '../../../src/documents/corrections.ts';
import type { Looking, Project } from '../../../src/documents/project.ts';
import { covers } from '../../../src/app/state/looking.ts';
import { newMaking } from '../../../src/app/state/making.ts';
import { ProjectKeeper } from '../../../src/app/state/project-keeper.ts';
import { Queue } from '../../../src/app/state/queue.svelte.ts';
import { Settings } from '../../../src/app/state/settings.svelte.ts';
import type { VideoItem } from '../../../src/app/state/video-item.svelte.ts';
import { Work } from '../../../src/app/state/work.svelte.ts';
import { FakeJob } from './fake-job.ts';

const looking: Looking = { quality: 'balanced', detector: 'auto', sensitivity: 0.5 };
const aboutPeople: Corrections = [
  { kind: 'decide', track: 1, decision: 'show' },
  { kind: 'name', track: 1, name: 'Mina' },
  { kind: 'merge', tracks: [1, 2] },
  { kind: 'split', tracks: [2] },
  { kind: 'delete-track', track: 3 },
  { kind: 'shorten-track', track: 3, firstFrame: 0, lastFrame: 1 },
  { kind: 'review', item: 'gap:1:2', verdict: 'accepted' },
];
const byHand: Corrections = [
  { kind: 'draw', mask: 1, shape: 'box', keyframes: [{ frame: 0, box: { x: 0, y: 0, width: 9, height: 9 } }], firstFrame: 0, lastFrame: 9 },
  { kind: 'hide-frames-whole', firstFrame: 3, lastFrame: 3 },
];

describe('what the user did', () => {
  it.each<[name: string, looking: Looking]>([
    ['with another detector', { ...looking, detector: 'embedded' }],
    ['with another quality', { ...looking, quality: 'thorough' }],
    ['with another sensitivity', { ...looking, sensitivity: 0.6 }],
    ['on another range', { ...looking, endS: 4 }],
  ])('about people is taken back when faces are looked for %s: the same number may be somebody else', (_, other) => {
    const work = new Work();
    work.lookedFor(looking, 'c0ffee00');
    for (const correction of [...aboutPeople, ...byHand]) work.correct(correction);
    work.undo();
    work.lookedFor(other, 'c0ffee00');
    expect(work.corrections).toEqual([byHand[0]]);
    expect(work.takenBack).toBe(aboutPeople.length);
    work.redo();
    expect(work.corrections).toEqual([byHand[0]]);
  });

  it('stays when faces are looked for in the same way again', () => {
    const work = new Work();
    work.restore(aboutPeople, { ...looking, startS: 0 }, 'c0ffee00');
    work.lookedFor(looking, 'c0ffee00');
    expect(work.corrections).toEqual(aboutPeople);
    expect(work.takenBack).toBe(0);
  });

  it.each([['others are found', 'beef0000'], ['nobody knows what was found then', null]])('about people is taken back when %s, though looked for in the same way', (_, then) => {
    const work = new Work();
    work.restore([...aboutPeople, ...byHand], looking, then);
    work.lookedFor(looking, 'c0ffee00');
    expect(work.corrections).toEqual(byHand);
    expect(work.takenBack).toBe(aboutPeople.length);
  });

  it('is undone step by step, a movement of the hand at once', () => {
    const work = new Work();
    work.hideFrame(1);
    for (const frame of [4, 5, 6]) work.correctWhileDragging('x', { kind: 'hide-frames-whole', firstFrame: frame, lastFrame: frame });
    work.endDrag();
    expect(work.corrections).toMatchObject([{ firstFrame: 1 }, { firstFrame: 6 }]);
    work.undo();
    expect(work.corrections).toMatchObject([{ firstFrame: 1 }]);
    expect([work.canUndo, work.canRedo]).toEqual([true, true]);
  });
});

it.each<[name: string, had: Looking, wanted: Looking, expected: boolean]>([
  ['the same', looking, looking, true],
  ['a part of it', looking, { ...looking, startS: 3, endS: 9 }, true],
  ['more than it', { ...looking, endS: 9 }, looking, false],
  ['what begins before it', { ...looking, startS: 3 }, looking, false],
  ['what was looked for otherwise', looking, { ...looking, quality: 'fast' }, false],
])('an analysis covers %s: %s', (_, had, wanted, expected) => expect(covers(had, wanted)).toBe(expected));

describe('saved work', () => {
  const project: Project = { source: { name: 'a.mp4', fingerprint: 'f' }, looking: { ...looking, endS: 8 }, found: 'c0ffee00', corrections: aboutPeople, makings: [], intents: [{ hide: { kind: 'everyone', shape: 'ellipse', scale: 1.5, fill: { kind: 'solid', color: '#112233' } } }] };

  /** A store in memory. */
  class FakeProjects {
    readonly saved: Project[] = [];
    readonly forgotten: string[] = [];
    readonly #found: Project | AppError | undefined;

    constructor(found?: Project | AppError) {
      this.#found = found;
    }
    load(): Promise<Project | undefined> {
      return this.#found instanceof AppError ? Promise.reject(this.#found) : Promise.resolve(this.#found);
    }
    save(saved: Project): Promise<void> {
      this.saved.push(saved);
      return Promise.resolve();
    }
    forget(fingerprint: string): Promise<void> {
      this.forgotten.push(fingerprint);
      return Promise.resolve();
    }
  }

  async function itemOf(projects: FakeProjects, job = new FakeJob()): Promise<{ queue: Queue; item: VideoItem }> {
    const queue = new Queue(() => Promise.resolve(() => Promise.resolve(job)), () => new ProjectKeeper(projects));
    await queue.add([new File(['x'], 'a.mp4')]);
    return { queue, item: queue.items[0] as VideoItem };
  }

  it('comes back with its file: corrections, range and choices', async () => {
    const job = new FakeJob();
    const { queue, item } = await itemOf(new FakeProjects(project), job);
    const settings = new Settings();
    settings.take(item.restored as Project);
    await queue.lookFor(item, settings);
    expect(item.work.corrections).toEqual(aboutPeople);
    expect(job.calls).toContain('analyze 0-8');
    expect([item.state, item.analyzed?.endS, settings.scale, settings.color]).toEqual(['ready', 8, 1.5, '#112233']);
  });

  it('is told of when it is damaged, and the file can be worked on all the same', async () => {
    const { item } = await itemOf(new FakeProjects(new AppError('document/invalid')));
    expect([item.state, item.error?.code, item.restored]).toEqual(['ready', 'document/invalid', undefined]);
  });

  it('is not made of nothing, but of the first correction, and of its undoing', async () => {
    const projects = new FakeProjects();
    const { queue, item } = await itemOf(projects);
    const settings = new Settings();
    await queue.lookFor(item, settings);
    const keep = (): Promise<void> => item.keepWork(settings.toOptions({ startS: null, endS: null }, item.work.corrections));
    await keep();
    expect(projects.saved).toEqual([]);
    item.work.hideFrame(2);
    await keep();
    item.work.undo();
    await keep();
    expect(projects.saved.map(({ corrections }) => corrections.length)).toEqual([1, 0]);
    await item.forgetWork();
    expect(projects.forgotten).toEqual(['f']);
  });

  it('keeps what is to be made, from the first choice on, and brings it back', async () => {
    const projects = new FakeProjects();
    const { queue, item } = await itemOf(projects);
    const settings = new Settings();
    await queue.lookFor(item, settings);
    const options = settings.toOptions({ startS: null, endS: null }, item.work.corrections);
    item.studio.add('follow');
    item.studio.change(item.studio.shown.id, { people: [7], aspect: '4:5' });
    item.studio.change(0, { wanted: false });
    await item.keepWork(options);
    const { item: next } = await itemOf(new FakeProjects(projects.saved.at(-1)));
    expect(next.studio.makings).toEqual(item.studio.makings);
    expect(next.studio.wanted).toMatchObject([{ kind: 'follow', people: [7], aspect: '4:5' }]);
    next.studio.add('trim');
    expect(new Set(next.studio.makings.map(({ id }) => id)).size).toBe(3);
    await next.forgetWork();
    expect(next.studio.makings).toMatchObject([{ kind: 'whole', wanted: true }]);
  });

  const makings = [newMaking(0, 'whole'), { ...newMaking(3, 'follow'), people: [7] }, newMaking(4, 'summary')];

  it.each([['before the faces were looked for', false], ['on an analysis at hand', true]])('of other faces: what was to be made of somebody is about nobody, and waits: taken up %s', async (_, lookedBefore) => {
    const { queue, item } = await itemOf(new FakeProjects());
    const settings = new Settings();
    if (lookedBefore) await queue.lookFor(item, settings);
    item.takeUp({ ...project, looking, makings, found: 'beef0000' });
    await queue.lookFor(item, settings);
    expect(item.studio.makings).toMatchObject([{ kind: 'whole', wanted: true }, { kind: 'follow', people: [], wanted: false }, { kind: 'summary', wanted: true }]);
  });

  it('of other faces: nothing is made in one go, before anybody looked', async () => {
    const { item } = await itemOf(new FakeProjects());
    item.takeUp({ ...project, looking, makings, found: 'beef0000' });
    await item.run(new Settings(), { kind: 'opfs' });
    expect([item.state, item.error?.code]).toEqual(['failed', 'people/others-found']);
  });

  it('of another video is refused, and changes nothing', async () => {
    const { item } = await itemOf(new FakeProjects());
    expect(() => item.takeUp({ ...project, source: { name: 'b.mp4', fingerprint: 'other' } })).toThrow(expect.objectContaining({ code: 'document/wrong-source' }));
    expect(item.work.corrections).toEqual([]);
  });

  it.each([['before the faces were looked for', false], ['on an analysis at hand', true]])('of an analysis that found others loses what names them: taken up %s', async (_, lookedBefore) => {
    const projects = new FakeProjects();
    const { queue, item } = await itemOf(projects);
    const settings = new Settings();
    if (lookedBefore) await queue.lookFor(item, settings);
    item.takeUp({ ...project, looking, corrections: [...aboutPeople, ...byHand], found: 'beef0000' });
    await queue.lookFor(item, settings);
    expect([item.work.corrections, item.work.takenBack]).toEqual([byHand, aboutPeople.length]);
    const options = settings.toOptions({ startS: null, endS: null }, item.work.corrections);
    await item.keepWork(options);
    expect(projects.saved.at(-1)?.found).toBe('c0ffee00');
    expect(item.project(options).found).toBe('c0ffee00');
  });

  it('that was done on faces looked for otherwise has them looked for anew', async () => {
    const job = new FakeJob();
    const { queue, item } = await itemOf(new FakeProjects(), job);
    const settings = new Settings();
    await queue.lookFor(item, settings);
    item.takeUp(project);
    settings.take(project);
    await queue.lookFor(item, settings);
    expect(job.calls.filter((call) => call.startsWith('analyze'))).toEqual(['analyze 0-end', 'analyze 0-8']);
    expect(item.work.corrections).toEqual(aboutPeople);
  });
});
