import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keypointsFromCoco } from '../../src/documents/exchange/coco-keypoints.ts';
import { JobRunner } from '../support/jobs.ts';
import { requireShared } from '../support/shared.ts';

/** Somebody walks through the picture, seen from above, without a face. */
const clip = 'media/negatives/one-by-one-person-detection.mp4';
const range = { startS: 5.7, endS: 7.5 };

let runner: JobRunner;
beforeAll(async () => {
  runner = await JobRunner.open();
});
afterAll(() => runner.close());

describe('what people do, in a browser', () => {
  it('is looked at where it is asked for, by the shipped network in its worker', async (context) => {
    const { tracks, actions, runs } = await runner.analyze(requireShared(context, clip), { ...range, actions: true });
    expect(tracks.map(({ kind }) => kind)).toContain('person');
    const run = runs.find(({ stage }) => stage === 'actions');
    expect(run).toMatchObject({ backend: 'wasm', detail: expect.stringMatching(/^[1-9]\d* windows$/) as unknown });
    const bodies = tracks.filter(({ kind }) => kind === 'person').map(({ id }) => id);
    for (const { track, startUs, endUs, score } of actions) {
      expect(bodies).toContain(track);
      expect(endUs).toBeGreaterThan(startUs);
      expect(score).toBeLessThanOrEqual(1);
    }
  });

  it('comes out as keypoints of the bodies, in the picture', async (context) => {
    const bodies = keypointsFromCoco(await runner.labels(requireShared(context, clip), 'keypoints', { ...range, actions: true }));
    const seen = bodies.filter(({ points }) => points.some((value, at) => at % 3 === 2 && value === 2));
    expect(seen.length).toBeGreaterThan(5);
    for (const { frame, points } of seen) {
      expect(frame).toBeGreaterThan(50);
      points.forEach((value, at) => at % 3 === 0 && points[at + 2] === 2 && expect(value).toBeLessThan(1000));
    }
  });
});
