import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultOptions, JobRunner } from '../support/jobs.ts';
import { requireShared } from '../support/shared.ts';

/** Somebody comes in from below, seen from behind, stands, and leaves to the right: 120 frames. */
const stretch = { startS: 5, endS: 17 };
/** Frames of the source in which she is seen at all, at least (counted by eye: from frame 10 on). */
const framesSeenMin = 100;

let runner: JobRunner;
beforeAll(async () => {
  runner = await JobRunner.open();
});
afterAll(() => runner.close());

describe('people without a face, hidden whole', () => {
  it('the detector that found them finds nobody in the new video', async (context) => {
    const path = requireShared(context, 'media/negatives/one-by-one-person-detection.mp4');
    const { output, report } = await runner.anonymize(path, { ...stretch, hide: { ...defaultOptions.hide, covers: 'person' } });
    expect(report.covers).toBe('person');
    expect(Object.keys(report.detection.models)).toEqual(expect.arrayContaining(['centernet', 'movenet-lightning'])); // also where YOLOX is there: it misses more of those who are small
    expect(report.bodies).toMatchObject({ followed: 1, faceless: 1, framesLooked: report.output.frames });
    expect(report.bodies?.framesWithHeads).toBeGreaterThanOrEqual(framesSeenMin);
    const left = (await runner.analyze(output, { bodies: true })).tracks.filter(({ kind }) => kind === 'person' || kind === 'face');
    console.log(`${report.bodies?.framesWithHeads} frames with somebody before, ${left.reduce((sum, { frames }) => sum + frames.length, 0)} after`);
    expect(left).toEqual([]);
  });
});
