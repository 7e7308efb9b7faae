import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BothWays } from './in-page/detect-gpu.ts';
import { requireShared } from '../support/shared.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite('software');
});
afterAll(() => site.close());

/** Steps of the grid that answers lie on: networks compute in another order on every backend, and a value may round to the other side. */
const boxTolerancePx = 1 / 64;
const scoreTolerance = 1 / 4096;

it.for([
  ['yunet', { widthPx: 160, photos: ['detection1.jpg', 'detection4.jpg'] }],
  ['embedded', { widthPx: 96, photos: ['detection1.jpg'] }],
] as const)('%s finds on the GPU the faces that it finds on the processor, and leaves nothing open', async ([id, { widthPx, photos }], context) => {
  const files = photos.map((name) => requireShared(context, `media/photos/${name}`));
  const { software, onCpu, onGpu, leftOpen } = await site.call<BothWays>('detect-gpu', 'bothWays', { id, widthPx }, files);
  expect(software).toBe(true);
  expect(leftOpen).toBe(0);
  onCpu.forEach(({ count, boxes, scores }, picture) => {
    expect(count).toBeGreaterThan(0);
    expect(onGpu[picture]?.count).toBe(count);
    boxes.forEach((value, i) => expect(Math.abs(value - (onGpu[picture]?.boxes[i] ?? NaN))).toBeLessThanOrEqual(boxTolerancePx));
    scores.forEach((value, i) => expect(Math.abs(value - (onGpu[picture]?.scores[i] ?? NaN))).toBeLessThanOrEqual(scoreTolerance));
  });
});
