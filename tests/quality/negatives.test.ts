import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clipBox } from '../../src/core/boxes.ts';
import { FramePlanner } from '../../src/plan/frame-plan.ts';
import { plan } from '../../src/plan/plan.ts';
import { defaultOptions, JobRunner } from '../support/jobs.ts';
import { requireShared } from '../support/shared.ts';

/** Where there are no faces, at most this part of all pixels of all frames may lie under a mask. */
const maskedPartMax = 0.01;

let runner: JobRunner;
beforeAll(async () => {
  runner = await JobRunner.open();
});
afterAll(() => runner.close());

describe('videos without faces stay as they are', () => {
  it.for(['car-detection', 'intel_store-aisle-detection', 'one-by-one-person-detection'])('%s', async (clip, context) => {
    const path = requireShared(context, `media/negatives/${clip}.mp4`);
    const analysis = await runner.analyze(path);
    const planner = new FramePlanner(plan(analysis, { hide: defaultOptions.hide }));
    const widthPx = analysis.source.widthPx ?? 0;
    const heightPx = analysis.source.heightPx ?? 0;
    let masked = 0;
    for (let frame = 0; frame < planner.outputFrames; frame += 1) {
      const { masks, hideWhole } = planner.at(frame);
      // Whole ellipses, overlaps counted twice: no less than is covered.
      const covered = masks.reduce((sum, { box }) => {
        const inside = clipBox(box, widthPx, heightPx);
        return sum + (Math.PI / 4) * inside.width * inside.height;
      }, 0);
      masked += hideWhole ? widthPx * heightPx : covered;
    }
    const part = masked / (planner.outputFrames * widthPx * heightPx);
    console.log(`${clip}: ${(100 * part).toFixed(3)} % of all pixels under a mask, ${analysis.tracks.length} tracks`);
    expect(part).toBeLessThan(maskedPartMax);
  });
});
