import { describe, expect, test } from 'vitest';
import type { Composer, DeviceComposer } from '../../../src/compose/composer.ts';
import { EnduringComposer } from '../../../src/compose/enduring-composer.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { GpuTrouble } from '../../../src/core/gpu-trouble.ts';
import { openCount, Owned } from '../../../src/core/owned.ts';
import type { I420Image } from '../../../src/core/i420.ts';
import { mapOrdered } from '../../../src/core/stage.ts';
import { geometryOf, noisePicture, planOf } from './pictures.ts';

const lost = new AppError('gpu/device-lost', { reason: 'unknown', message: 'gone' });
const memory = new AppError('gpu/out-of-memory');
const picture = noisePicture(geometryOf(2, 2), 1);

/** Devices that do as the test says; frames are told apart by `sourceFrame`. */
class Fakes {
  readonly log: string[] = [];
  readonly heard: GpuTrouble['kind'][] = [];
  readonly cancel = new AbortController();
  readonly done: number[] = [];
  underWay = 0;
  mostUnderWay = 0;
  shrinks = 0;
  opened = 0;
  /** The error of a frame's attempt, with how many are under way. */
  fails: (frame: number, device: number, underWay: number) => Error | undefined = () => undefined;
  opens: (device: number) => void = () => undefined;

  open(): Promise<EnduringComposer> {
    return EnduringComposer.open({
      open: async (_, again) => {
        this.opened += 1;
        this.log.push(again ? 'again' : 'open');
        this.opens(this.opened);
        return new Owned(this.#device(this.opened), () => undefined);
      },
      fallback: () => {
        this.log.push('fallback');
        return { framesAtOnce: 1, compose: (_, { sourceFrame }) => void this.done.push(sourceFrame), reset: () => undefined } satisfies Composer;
      },
      onTrouble: ({ kind }) => this.heard.push(kind),
      signal: this.cancel.signal,
    });
  }

  #device(number: number): DeviceComposer {
    let broken: AppError | undefined;
    return {
      framesAtOnce: 3,
      get broken() {
        return broken;
      },
      shrink: () => void (this.shrinks += 1),
      compose: async (_, { sourceFrame }) => {
        this.underWay += 1;
        this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
        await new Promise((resolve) => setTimeout(resolve, 0));
        const error = broken ?? this.fails(sourceFrame, number, this.underWay);
        this.underWay -= 1;
        if (error === lost) broken = lost;
        if (error !== undefined) throw error;
        this.done.push(sourceFrame);
      },
      reset: () => undefined,
    };
  }
}

async function run(composer: EnduringComposer, count: number, first = 0): Promise<void> {
  async function* frames(): AsyncGenerator<number> {
    for (let i = 0; i < count; i++) yield first + i;
  }
  const compose = async (sourceFrame: number): Promise<I420Image> => {
    await composer.compose(picture, { ...planOf([]), sourceFrame });
    return picture;
  };
  let done = 0;
  for await (const image of mapOrdered(frames(), composer.framesAtOnce, compose)) done += image === picture ? 1 : 0;
  expect(done).toBe(count);
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const sorted = (frames: readonly number[]): number[] => [...frames].sort((a, b) => a - b);

describe('losses', () => {
  test('frames under way at a loss are done again on one new device', async () => {
    const fakes = new Fakes();
    fakes.fails = (frame, device) => (frame === 4 && device === 1 ? lost : undefined);
    using composer = await fakes.open();
    await run(composer, 10);
    expect(sorted(fakes.done)).toEqual(upTo(10));
    expect({ log: fakes.log, heard: fakes.heard }).toEqual({ log: ['open', 'again'], heard: ['gpu-reopened'] });
  });

  test('a frame that breaks every device is composed by the fallback, and all after it', async () => {
    const fakes = new Fakes();
    fakes.fails = (frame) => (frame === 4 ? lost : undefined);
    using composer = await fakes.open();
    await run(composer, 10);
    expect(sorted(fakes.done)).toEqual(upTo(10));
    expect(fakes.log).toEqual(['open', 'again', 'again', 'again', 'fallback']);
    expect(fakes.heard).toEqual(['gpu-reopened', 'gpu-reopened', 'gpu-reopened', 'gpu-gave-up']);
  });

  test('losses far apart are accidents, however many', async () => {
    const fakes = new Fakes();
    fakes.fails = (frame, device) => (frame === 110 * device ? lost : undefined);
    using composer = await fakes.open();
    await run(composer, 700);
    expect(sorted(fakes.done)).toEqual(upTo(700));
    expect(fakes.heard).toEqual(Array.from({ length: 6 }, () => 'gpu-reopened'));
  });

  test('a device that opens at the third try', async () => {
    const fakes = new Fakes();
    fakes.fails = (frame, device) => (frame === 4 && device === 1 ? lost : undefined);
    fakes.opens = (device) => {
      if (device === 2 || device === 3) throw new AppError('gpu/unavailable', { reason: 'not yet' });
    };
    using composer = await fakes.open();
    await run(composer, 10);
    expect(fakes.heard).toEqual(['gpu-reopened']);
  });

  test('a rejection of WebGPU itself is a loss, too', async () => {
    const fakes = new Fakes();
    fakes.fails = (frame, device) => (frame === 4 && device === 1 ? new DOMException('gone', 'AbortError') : undefined);
    using composer = await fakes.open();
    await run(composer, 10);
    expect(fakes.heard).toEqual(['gpu-reopened']);
  });

  test('after a cancel nothing is begun again', async () => {
    const fakes = new Fakes();
    fakes.fails = (frame) => {
      if (frame === 4) fakes.cancel.abort();
      return frame === 4 ? lost : undefined;
    };
    using composer = await fakes.open();
    await expect(run(composer, 10)).rejects.toMatchObject({ code: 'job/cancelled' });
    expect(fakes.log).toEqual(['open']);
  });

  test('a GPU that cannot be opened at all is an error', async () => {
    const fakes = new Fakes();
    fakes.opens = () => {
      throw lost;
    };
    await expect(fakes.open()).rejects.toBe(lost);
  });
});

test('an error of the frame itself is told and not repaired', async () => {
  const before = openCount.count;
  const fakes = new Fakes();
  const bad = new AppError('usage/bad-option');
  fakes.fails = (frame) => (frame === 4 ? bad : undefined);
  {
    using composer = await fakes.open();
    await expect(run(composer, 10)).rejects.toBe(bad);
  }
  expect({ log: fakes.log, heard: fakes.heard, open: openCount.count }).toEqual({ log: ['open'], heard: [], open: before });
});

describe('memory', () => {
  test('fewer at once when it runs out, as many as before when it is there again', async () => {
    const fakes = new Fakes();
    let room = 1;
    fakes.fails = (_, __, underWay) => (underWay > room ? memory : undefined);
    using composer = await fakes.open();
    await run(composer, 20);
    expect(sorted(fakes.done)).toEqual(upTo(20));
    expect({ log: fakes.log, heard: fakes.heard }).toEqual({ log: ['open'], heard: ['gpu-memory'] });
    expect(fakes.shrinks).toBeGreaterThan(0);
    room = 3;
    fakes.mostUnderWay = 0;
    await run(composer, 10, 20);
    expect(fakes.mostUnderWay).toBe(1);
    await run(composer, 10, 30);
    fakes.mostUnderWay = 0;
    await run(composer, 20, 40);
    expect(fakes.mostUnderWay).toBe(2);
    await run(composer, 20, 60);
    fakes.mostUnderWay = 0;
    await run(composer, 20, 80);
    expect(fakes.mostUnderWay).toBe(3);
    expect(sorted(fakes.done)).toEqual(upTo(100));
  });

  test('when it runs out again and again, it is tried ever more seldom, and told once', async () => {
    const fakes = new Fakes();
    let failures = 0;
    fakes.fails = (_, __, underWay) => {
      if (underWay <= 1) return undefined;
      failures += 1;
      return memory;
    };
    using composer = await fakes.open();
    await run(composer, 600);
    expect(sorted(fakes.done)).toEqual(upTo(600));
    expect(fakes.heard).toEqual(['gpu-memory']);
    expect(failures).toBeLessThan(20);
  });

  test('none for a single frame: the fallback', async () => {
    const fakes = new Fakes();
    fakes.fails = (frame) => (frame >= 4 ? memory : undefined);
    using composer = await fakes.open();
    await run(composer, 10);
    expect(sorted(fakes.done)).toEqual(upTo(10));
    expect(fakes.heard).toEqual(['gpu-memory', 'gpu-gave-up']);
  });
});
