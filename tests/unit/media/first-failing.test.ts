import { expect, it } from 'vitest';
import { firstFailing } from '../../../src/media/first-failing.ts';

async function search(low: number, high: number, bad: number): Promise<{ found: number | undefined; asked: number[] }> {
  const asked: number[] = [];
  const found = await firstFailing(low, high, (at) => {
    asked.push(at);
    return Promise.resolve(at >= bad);
  });
  return { found, asked };
}

it('finds the first failing number wherever it is, or none', async () => {
  for (let high = 0; high < 20; high += 1) for (let bad = 5; bad <= 5 + high + 1; bad += 1) expect((await search(5, 5 + high, bad)).found, `${bad} in 5…${5 + high}`).toBe(bad <= 5 + high ? bad : undefined);
});

it('asks near the low end first, never twice the same, and few times', async () => {
  expect((await search(100, 115, 100)).asked).toEqual([100]);
  expect((await search(100, 115, 103)).asked).toEqual([100, 102, 106, 104, 103]);
  for (let bad = 100; bad <= 164; bad += 1) {
    const { asked } = await search(100, 163, bad);
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.length).toBeLessThanOrEqual(12);
  }
});

it('of an empty range asks nothing', async () => {
  expect(await search(7, 6, 7)).toEqual({ found: undefined, asked: [] });
});
