import { describe, expect, it } from 'vitest';
import { mapOrdered } from '../../../src/core/stage.ts';

async function* count(to: number, onClose: () => void = () => undefined): AsyncGenerator<number> {
  try {
    for (let i = 0; i < to; i += 1) yield await Promise.resolve(i);
  } finally {
    onClose();
  }
}

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('mapOrdered', () => {
  it('keeps the order of the items whatever finishes first', async () => {
    const results: number[] = [];
    for await (const result of mapOrdered(count(8), 4, async (i) => (await later(i % 2 === 0 ? 6 : 1), i * 10))) results.push(result);
    expect(results).toEqual([0, 10, 20, 30, 40, 50, 60, 70]);
  });

  it('never has more than its share under way', async () => {
    let underWay = 0;
    let most = 0;
    const work = async (i: number): Promise<number> => {
      most = Math.max(most, (underWay += 1));
      await later(1);
      underWay -= 1;
      return i;
    };
    for await (const result of mapOrdered(count(20), 3, work)) expect(result).toBeLessThan(20);
    expect(most).toBe(3);
  });

  it('closes the source and discards what is under way when the consumer leaves', async () => {
    let closed = false;
    const discarded: number[] = [];
    for await (const result of mapOrdered(count(20, () => (closed = true)), 4, (i) => Promise.resolve(i), (i) => discarded.push(i))) {
      if (result === 2) break;
    }
    expect(closed).toBe(true);
    expect(discarded.length).toBeGreaterThan(0);
    expect(discarded.every((i) => i > 2)).toBe(true);
  });

  it('surfaces a failure in its place and closes the source', async () => {
    let closed = false;
    const results: number[] = [];
    const run = async (): Promise<void> => {
      const work = (i: number): Promise<number> => (i === 3 ? Promise.reject(new RangeError('three')) : Promise.resolve(i));
      for await (const result of mapOrdered(count(20, () => (closed = true)), 2, work)) results.push(result);
    };
    await expect(run()).rejects.toThrow('three');
    expect(results).toEqual([0, 1, 2]);
    expect(closed).toBe(true);
  });
});
