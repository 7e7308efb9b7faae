import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

test('a served page is isolated, and the policy refuses a request outside the origin', async () => {
  expect(await site.call('isolation', 'isolation')).toEqual({ isolated: true, outsideFetch: 'refused', workerFetch: 'refused' });
  expect(site.outsideRequests).toEqual([]);
});

test('a request that the policy would let through is refused by the browser and counted', async () => {
  const before = site.outsideRequests.length;
  const page = await site.context.newPage();
  await expect(page.goto('http://example.com/')).rejects.toThrow();
  await page.close();
  expect(site.outsideRequests.slice(before)).toEqual(['http://example.com/']);
});

test('the headless page offers its interface', async () => {
  const page = await site.openPage('/headless.html');
  expect(await page.evaluate(() => typeof (window as unknown as { veil: { run: unknown } }).veil.run)).toBe('function');
  await page.close();
});
