import { describe, expect, it } from 'vitest';
import { isWithin, spansOf, speechFile } from '../../../src/app/state/speech.ts';
import { xOfTime, wholeView } from '../../../src/app/state/timeline-view.ts';
import { VideoItem } from '../../../src/app/state/video-item.svelte.ts';
import { Settings } from '../../../src/app/state/settings.svelte.ts';
import { defaultOptions } from '../../support/jobs.ts';
import { FakeJob } from './fake-job.ts';

describe('speech on a timeline', () => {
  const pairs = Float64Array.of(1, 2.5, 3, 4);
  it.each([[0, false], [1, true], [2.4999, true], [2.5, false], [3, true], [4, false], [9, false]])('%s s lies in it: %s', (seconds, within) => expect(isWithin(pairs, seconds)).toBe(within));

  it('is listed as begin and end', () => expect(spansOf(pairs)).toEqual([{ startS: 1, endS: 2.5 }, { startS: 3, endS: 4 }]));

  /** Ten frames: two a second, then after a pause one a second. */
  const timesS = Float64Array.of(0, 0.5, 1, 1.5, 2, 6, 7, 8, 9, 10);
  it.each([[-1, 0], [0, 0], [0.25, 5], [1, 20], [4, 45], [6.5, 55], [10, 90], [10.5, 100], [99, 100]])('%s s lies at %s of a hundred pixels', (seconds, x) => {
    expect(xOfTime(wholeView(0, 9, 100), timesS, seconds)).toBeCloseTo(x);
  });
});

describe('sound alone in the queue', () => {
  it('is listened to and never asked for a video', async () => {
    const job = new FakeJob(undefined, false, 'sound');
    const item = new VideoItem(1, new File([], 'talk.mp3'), () => Promise.resolve(() => Promise.resolve(job)));
    await item.inspect();
    await item.run(new Settings(), undefined);
    expect(job.calls).toEqual(['inspect', 'analyze 0-end']);
    expect(item.state).toBe('ready');
    const { name } = await speechFile(item, defaultOptions, 'vtt');
    expect([name, job.calls.at(-1)]).toEqual(['talk.vtt', 'export vtt']);
  });
});
