import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import type { SeenElsewhere } from '../../../src/documents/people-elsewhere.ts';
import { Elsewhere } from '../../../src/app/state/elsewhere.svelte.ts';
import { offersFor, takenOver } from '../../../src/app/state/offers.ts';
import type { Offer, SeenIn } from '../../../src/app/state/offers.ts';
import { VideoItem } from '../../../src/app/state/video-item.svelte.ts';
import type { ReviewPerson } from '../../../src/rpc/review-types.ts';
import { FakeJob } from './fake-job.ts';

const person = { id: 2, tracks: [2, 5], name: 'Mina', hidden: true } as unknown as ReviewPerson;

describe('what is offered from other videos', () => {
  it.each<[what: string, here: Partial<ReviewPerson>, seen: readonly SeenIn[], offers: readonly Offer[]]>([
    ['nothing, where nobody is elsewhere', {}, [], []],
    ['nothing of somebody else', {}, [{ person: 7, file: 'b', decision: 'show' }], []],
    ['where somebody is, though nothing was said there', {}, [{ person: 5, file: 'b' }], [{ file: 'b' }]],
    ['another name, and to show who is hidden', {}, [{ person: 5, file: 'b', name: 'Jun', decision: 'show' }], [{ file: 'b', name: 'Jun', decision: 'show' }]],
    ['not what is so already', {}, [{ person: 2, file: 'b', name: 'Mina', decision: 'hide' }], [{ file: 'b' }]],
    ['to hide who is shown', { hidden: false }, [{ person: 2, file: 'b', decision: 'hide' }], [{ file: 'b', decision: 'hide' }]],
    ['to hide first, to show last', { hidden: false }, [{ person: 2, file: 'a', decision: 'show' }, { person: 2, file: 'b', name: 'Jun' }, { person: 2, file: 'c', decision: 'hide' }], [{ file: 'c', decision: 'hide' }, { file: 'a' }, { file: 'b', name: 'Jun' }]],
    ['a name before showing', {}, [{ person: 2, file: 'a', decision: 'show' }, { person: 2, file: 'b', name: 'Jun' }], [{ file: 'b', name: 'Jun' }, { file: 'a', decision: 'show' }]],
  ])('is %s', (_, here, seen, offers) => {
    expect(offersFor({ ...person, ...here }, seen)).toEqual(offers);
  });

  it('becomes ordinary corrections', () => {
    expect(takenOver(person, { file: 'b', name: 'Jun', decision: 'show' })).toEqual([{ kind: 'name', track: 2, name: 'Jun' }, { kind: 'decide', track: 2, decision: 'show' }]);
    expect(takenOver(person, { file: 'b' })).toEqual([]);
  });
});

/** A video that was analysed, with its job. */
async function video(id: number, name: string, seen: readonly SeenElsewhere[] = [], fail?: string): Promise<{ item: VideoItem; job: FakeJob }> {
  const job = new FakeJob(fail);
  job.seenElsewhere = seen;
  const item = new VideoItem(id, new File([], name), () => Promise.resolve(() => Promise.resolve(job)));
  await item.inspect();
  return { item, job };
}
const calls = ({ calls: all }: FakeJob, name: string): string[] => all.filter((call) => call.startsWith(name));

describe('people of several videos', () => {
  it('are asked about from worker to worker, and a video whose worker does not tell is left out', async () => {
    const here = await video(1, 'a.mp4', [{ person: 2, video: 1, decision: 'show' }]);
    const [gone, there, third] = [await video(2, 'b.mp4', [], 'tell'), await video(3, 'c.mp4'), await video(4, 'd.mp4')];
    const elsewhere = new Elsewhere(here.item);
    await elsewhere.refresh([gone.item, there.item, third.item]);
    expect(calls(here.job, 'elsewhere')).toEqual(['elsewhere 0 2']);
    expect(elsewhere.of(person)).toEqual([{ file: 'd.mp4', decision: 'show' }]);
  });

  it('are asked about anew when who is who changed here, or a word was said there, and not else', async () => {
    const [here, there] = [await video(1, 'a.mp4'), await video(2, 'b.mp4')];
    const elsewhere = new Elsewhere(here.item);
    const asked = async (): Promise<number> => {
      await elsewhere.refresh([there.item]);
      return calls(here.job, 'elsewhere').length;
    };
    expect([await asked(), await asked()]).toEqual([1, 1]);
    here.item.work.correct({ kind: 'name', track: 1, name: 'Mina' });
    here.item.work.hideFrame(3);
    expect(await asked()).toBe(1);
    here.item.work.correct({ kind: 'split', tracks: [1] });
    expect(await asked()).toBe(2);
    there.item.work.correct({ kind: 'decide', track: 1, decision: 'hide' });
    expect(await asked()).toBe(3);
  });

  it('are taken over in one step, by the user alone, and undone in one', async () => {
    const [here, there] = [await video(1, 'a.mp4', [{ person: 5, video: 0, name: 'Jun', decision: 'show' }]), await video(2, 'b.mp4')];
    const elsewhere = new Elsewhere(here.item);
    await elsewhere.refresh([there.item]);
    const [offer] = elsewhere.of(person) as [Offer];
    expect(here.item.work.corrections).toEqual([]);
    elsewhere.takeOver(person, { file: 'b.mp4' });
    expect(here.item.work.canUndo).toBe(false);
    elsewhere.takeOver(person, offer);
    expect(here.item.work.corrections).toHaveLength(2);
    here.item.work.undo();
    expect(here.item.work.corrections).toEqual([]);
  });

  it('are nobody where the own worker is gone', async () => {
    const [here, there] = [await video(1, 'a.mp4', [{ person: 5, video: 0, decision: 'show' }], 'elsewhere'), await video(2, 'b.mp4')];
    const elsewhere = new Elsewhere(here.item);
    await elsewhere.refresh([there.item]);
    expect(elsewhere.of(person)).toEqual([]);
    await expect(here.job.peopleElsewhere([], [])).rejects.toBeInstanceOf(AppError);
  });
});
