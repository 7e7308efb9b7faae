import { describe, expect, it } from 'vitest';
import { firstLanguage } from '../../../src/app/state/language.svelte.ts';
import { Queue } from '../../../src/app/state/queue.svelte.ts';
import { Settings } from '../../../src/app/state/settings.svelte.ts';
import type { VideoItem } from '../../../src/app/state/video-item.svelte.ts';
import { FakeJob } from './fake-job.ts';

/** A queue whose files get these jobs, one after the other. */
function queueOf(...jobs: FakeJob[]): Queue {
  const left = [...jobs];
  return new Queue(() => Promise.resolve(() => Promise.resolve(left.shift() ?? new FakeJob())));
}

const files = (...names: string[]): File[] => names.map((name) => new File(['x'], name));
const item = (queue: Queue, index: number): VideoItem => queue.items[index] as VideoItem;

describe('the queue', () => {
  it('reads the headers of what is dropped and selects the first of it', async () => {
    const queue = queueOf();
    await queue.add(files('a.mp4', 'b.mp4'));
    expect(queue.items.map((each) => each.state)).toEqual(['ready', 'ready']);
    expect(queue.selected?.file.name).toBe('a.mp4');
  });

  it('works on one video after the other, and a failure does not stop the next', async () => {
    const bad = new FakeJob('render');
    const good = new FakeJob();
    const queue = queueOf(bad, good);
    await queue.add(files('a.mp4', 'b.mp4'));
    const settings = new Settings();
    await Promise.all([queue.start(item(queue, 0), settings), queue.start(item(queue, 1), settings)]);
    expect(item(queue, 0).state).toBe('failed');
    expect(item(queue, 0).error?.code).toBe('media/decode-failed');
    expect(bad.calls).toEqual(['inspect', 'check auto', 'analyze 0-end', 'render 0', 'dispose']);
    expect(item(queue, 1).state).toBe('done');
    expect(good.calls).toEqual(['inspect', 'check auto', 'analyze 0-end', 'render 0']);
  });

  it('does not analyse again when only masks or corrections change, and does when the quality changes', async () => {
    const job = new FakeJob();
    const queue = queueOf(job);
    await queue.add(files('a.mp4'));
    const settings = new Settings();
    await queue.start(item(queue, 0), settings);
    item(queue, 0).work.hideFrame(3);
    settings.scale = 2;
    await queue.start(item(queue, 0), settings);
    settings.quality = 'thorough';
    await queue.start(item(queue, 0), settings);
    expect(job.begun).toBe(3); // the time that a job is given
    expect(job.calls).toEqual(['inspect', 'check auto', 'analyze 0-end', 'render 0', 'check auto', 'render 1', 'check auto', 'analyze 0-end', 'render 1']);
    item(queue, 0).work.undo();
    expect(item(queue, 0).work.corrections).toEqual([]);
  });

  it('tries the first ten seconds of the chosen range', async () => {
    const job = new FakeJob();
    const queue = queueOf(job);
    await queue.add(files('a.mp4'));
    item(queue, 0).startS = 4;
    await queue.start(item(queue, 0), new Settings(), { kind: 'opfs' }, true);
    expect(job.calls).toContain('analyze 4-14');
  });

  it('cancels while paused, ends the workers, and can begin again', async () => {
    const held = new FakeJob(undefined, true);
    const next = new FakeJob();
    const queue = queueOf(held, next);
    await queue.add(files('a.mp4'));
    const running = queue.start(item(queue, 0), new Settings());
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect(item(queue, 0).state).toBe('working');
    item(queue, 0).pause();
    expect(item(queue, 0).state).toBe('paused');
    item(queue, 0).cancel();
    await running;
    expect(item(queue, 0).state).toBe('cancelled');
    expect(held.calls).toContain('dispose');
    await queue.start(item(queue, 0), new Settings());
    expect(item(queue, 0).state).toBe('done');
    expect(next.calls).toEqual(['check auto', 'analyze 0-end', 'render 0']);
  });

  it('keeps no workers for a picture between its steps, and keeps its result', async () => {
    const [read, made, again] = [new FakeJob(undefined, false, 'still'), new FakeJob(undefined, false, 'still'), new FakeJob(undefined, false, 'still')];
    const queue = queueOf(read, made, again);
    await queue.add(files('a.jpg'));
    expect(read.calls).toEqual(['inspect', 'dispose']);
    expect(queue.startable).toHaveLength(1);
    await queue.startAll(new Settings());
    expect(made.calls).toEqual(['check auto', 'analyze 0-end', 'render 0', 'dispose']);
    expect(queue.downloadable.map(({ result }) => result?.files[0]?.file.name)).toEqual(['a.mp4']);
    item(queue, 0).work.hideFrame(0);
    await queue.start(item(queue, 0), new Settings());
    expect(again.calls).toEqual(['check auto', 'analyze 0-end', 'render 1', 'dispose']);
  });

  it('starts all that wait, one after the other', async () => {
    const jobs = [new FakeJob(), new FakeJob('inspect'), new FakeJob()] as const;
    const queue = queueOf(...jobs);
    await queue.add(files('a.mp4', 'bad.mp4', 'c.mp4'));
    await queue.startAll(new Settings());
    expect(queue.items.map(({ state }) => state)).toEqual(['done', 'failed', 'done']);
    expect(queue.downloadable).toHaveLength(2);
  });

  it('disposes what is removed, and skips it when its turn comes', async () => {
    const job = new FakeJob();
    const queue = queueOf(job);
    await queue.add(files('a.mp4'));
    await queue.remove(item(queue, 0));
    expect(job.calls).toEqual(['inspect', 'dispose']);
    expect(queue.items).toEqual([]);
  });
});

describe('the first language', () => {
  it.each([
    [null, ['ko-KR', 'en'], 'ko'],
    [null, ['fr', 'ko'], 'ko'],
    [null, ['fr'], 'en'],
    ['ko', ['en-US'], 'ko'],
    ['xx', ['en-US'], 'en'],
  ] as const)('remembered %s, browser %j', (remembered, preferred, expected) => expect(firstLanguage(remembered, preferred)).toBe(expected));
});
