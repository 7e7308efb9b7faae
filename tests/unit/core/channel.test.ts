import { describe, expect, it } from 'vitest';
import { Channel } from '../../../src/core/channel.ts';
import { AppError } from '../../../src/core/errors.ts';

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

describe('Channel', () => {
  it('hands items on in order and ends', async () => {
    const channel = new Channel<number>(2);
    const consumer = collect(channel);
    for (let i = 0; i < 10; i += 1) await channel.send(i);
    channel.end();
    expect(await consumer).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('makes a producer wait while it is full', async () => {
    const channel = new Channel<number>(1);
    await channel.send(1);
    let sent = false;
    const second = channel.send(2).then(() => (sent = true));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(sent).toBe(false);
    const iterator = channel[Symbol.asyncIterator]();
    expect((await iterator.next()).value).toBe(1);
    await second;
    expect(channel.size).toBe(1);
  });

  it('gives what was queued before the failure, then the failure', async () => {
    const channel = new Channel<number>(4);
    channel.push(1);
    channel.fail(new AppError('media/decode-failed'));
    const iterator = channel[Symbol.asyncIterator]();
    expect((await iterator.next()).value).toBe(1);
    await expect(iterator.next()).rejects.toMatchObject({ code: 'media/decode-failed' });
  });

  it('discards what is queued, and what still comes, when the consumer leaves', async () => {
    const discarded: number[] = [];
    const channel = new Channel<number>(4, (item) => discarded.push(item));
    channel.push(1);
    channel.push(2);
    channel.push(3);
    for await (const item of channel) {
      expect(item).toBe(1);
      break;
    }
    channel.push(4);
    expect(discarded).toEqual([2, 3, 4]);
    await channel.room(); // never blocks a producer whose consumer is gone
    expect(channel.abandoned).toBe(true);
  });

  it('wakes a waiting producer with job/cancelled and discards its item', async () => {
    const discarded: number[] = [];
    const channel = new Channel<number>(1, (item) => discarded.push(item));
    channel.push(1);
    const controller = new AbortController();
    const blocked = channel.send(2, controller.signal);
    controller.abort();
    await expect(blocked).rejects.toMatchObject({ code: 'job/cancelled' });
    expect(discarded).toEqual([2]);
  });
});
