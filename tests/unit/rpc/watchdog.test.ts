import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Watchdog } from '../../../src/rpc/watchdog.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const limits = { tickMs: 1000, silentTicksMax: 10, stalledTicksMax: 30 };

/** A worker that answers as the test says: `done` is what it has got done, null when it does not answer. */
function watched(done: () => number | null): { dog: Watchdog; hung: string[]; pings: () => number } {
  const hung: string[] = [];
  let pings = 0;
  let hear: (event: MessageEvent) => void = () => undefined;
  const worker = {
    addEventListener: (_: string, listener: unknown) => (hear = listener as typeof hear),
    postMessage: () => {
      pings += 1;
      const count = done();
      if (count !== null) setTimeout(() => hear({ data: { veilPong: count } } as MessageEvent), 5);
    },
  };
  return { dog: new Watchdog(worker as never, (reason) => hung.push(reason), limits), hung, pings: () => pings };
}

describe('a watchdog', () => {
  it('leaves a worker alone that gets something done now and then, for as long as it takes', async () => {
    const startedMs = Date.now();
    const { dog, hung } = watched(() => Math.floor((Date.now() - startedMs) / 25_000));
    dog.begin();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(hung).toEqual([]);
  });

  it('ends one that no longer answers', async () => {
    const startedMs = Date.now();
    const { dog, hung } = watched(() => (Date.now() - startedMs < 5000 ? 1 : null));
    dog.begin();
    await vi.advanceTimersByTimeAsync(13_000);
    expect(hung).toEqual([]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(hung).toEqual(['silent']);
    await vi.advanceTimersByTimeAsync(100_000);
    expect(hung).toEqual(['silent']);
  });

  it('ends one that answers and gets nothing done', async () => {
    const { dog, hung } = watched(() => 7);
    dog.begin();
    await vi.advanceTimersByTimeAsync(29_000);
    expect(hung).toEqual([]);
    await vi.advanceTimersByTimeAsync(4000);
    expect(hung).toEqual(['stalled']);
  });

  it('waits for a program that has not arrived yet longer than for an answer', async () => {
    const { dog, hung } = watched(() => null);
    dog.begin();
    await vi.advanceTimersByTimeAsync(25_000);
    expect(hung).toEqual([]);
  });

  it('expects nothing while the work rests, and starts counting anew when it goes on', async () => {
    const { dog, hung } = watched(() => 7);
    dog.begin();
    await vi.advanceTimersByTimeAsync(20_000);
    dog.rest(true);
    await vi.advanceTimersByTimeAsync(600_000);
    dog.rest(false);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(hung).toEqual([]);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(hung).toEqual(['stalled']);
  });

  it('counts the time in which its own page was asleep as one tick', async () => {
    const { dog, hung } = watched(() => 7);
    dog.begin();
    await vi.advanceTimersByTimeAsync(5000);
    vi.setSystemTime(Date.now() + 8 * 3600 * 1000);
    await vi.advanceTimersByTimeAsync(5000);
    expect(hung).toEqual([]);
  });

  it('asks nothing while no call is under way', async () => {
    const { dog, hung, pings } = watched(() => 7);
    dog.begin();
    dog.begin();
    dog.end();
    await vi.advanceTimersByTimeAsync(3000);
    dog.end();
    const asked = pings();
    expect(asked).toBeGreaterThan(2);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(pings()).toBe(asked);
    expect(hung).toEqual([]);
  });
});
