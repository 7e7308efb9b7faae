import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import type { ChainResult, Harm } from './in-page/chain.ts';

/** Encoding leaves a flat frame flat to within a few steps; pictures of people span most of 0–255. */
const flatContrastMax = 12;
const clip = 'media/faces/intel_head-pose-face-detection-female.mp4';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const run = (context: Parameters<typeof requireShared>[0], harm: Harm): Promise<ChainResult> =>
  site.call<ChainResult>('chain', 'chain', harm, [requireShared(context, clip)]);
const flatFrames = (result: ChainResult): number[] => result.contrast.flatMap((contrast, frame) => (contrast <= flatContrastMax ? [frame] : []));

describe('rule 1: what is unknown is hidden whole, in a real browser', () => {
  it('shows every frame when nothing goes wrong and nobody is there', async (context) => {
    const result = await run(context, { failedLooks: [], brokenSamples: [] });
    expect(result).toMatchObject({ unknown: [], framesHiddenWhole: 0, framesUndecodable: 0 });
    expect(flatFrames(result)).toEqual([]);
  });

  it('hides a frame whole when the model failed on it, and no other', async (context) => {
    const result = await run(context, { failedLooks: [0, 7, 8], brokenSamples: [] });
    expect(result).toMatchObject({ unknown: [0, 7, 8], framesHiddenWhole: 3, framesUndecodable: 0 });
    expect(flatFrames(result)).toEqual([0, 7, 8]);
  });

  it('hides frames whole that could not be decoded, and counts them', async (context) => {
    const result = await run(context, { failedLooks: [], brokenSamples: [5] });
    expect(result.unknown.length).toBeGreaterThan(0);
    expect(result.framesUndecodable).toBe(result.unknown.length);
    expect(result.framesHiddenWhole).toBe(result.unknown.length);
    expect(flatFrames(result)).toEqual(result.unknown);
  });

  it('closes every picture and every holder, after a good run and a bad one', async (context) => {
    for (const brokenSamples of [[], [5]]) {
      const { leftOpen } = await run(context, { failedLooks: [3], brokenSamples });
      expect(leftOpen).toEqual({ owned: 0, videoFrames: 0 });
    }
  });
});
