import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite('software');
});
afterAll(() => site.close());

test('kernels compose in the browser what the CPU way composes', async () => {
  const { software, differences } = await site.call<{ software: boolean; differences: Record<string, number> }>('kernels', 'composed', [[7, 5, 0], [33, 27, 90], [131, 97, 0], [320, 180, 180]]);
  expect(software).toBe(true);
  expect(Object.keys(differences)).toHaveLength(4 * 6);
  for (const [name, difference] of Object.entries(differences)) expect(difference, name).toBeLessThanOrEqual(name.endsWith('image') ? 1 : 0);
});

test.each([[33, 27, 0], [131, 97, 270], [192, 128, 0]] as const)('the letterbox of %d x %d, turned by %d, is the same in every value', async (...size) => {
  expect(await site.call('kernels', 'letterboxed', size)).toEqual({ values: 3 * 96 * 64, different: 0 });
});
