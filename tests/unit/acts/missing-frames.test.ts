import { describe, expect, test } from 'vitest';
import { fillMissing } from '../../../src/acts/missing-frames.ts';
import type { MaybeMade } from '../../../src/acts/missing-frames.ts';
import type { I420Image } from '../../../src/core/i420.ts';

const color = { matrix: 'bt709', fullRange: false } as const;
const flat = (value: number): I420Image => ({ widthPx: 2, heightPx: 2, data: new Uint8Array(6).fill(value), color });

/** Frames by the luma of their pictures; null is missing, `cut` begins anew with the next. */
async function filled(policy: 'repeat' | 'blend', frames: readonly (number | null | 'cut')[]): Promise<{ lumas: number[]; hidden: number; madeUp: number }> {
  const counts = { hidden: 0, madeUp: 0 };
  async function* source(): AsyncGenerator<MaybeMade> {
    let begins = true;
    let index = 0;
    for (const frame of frames) {
      if (frame !== 'cut') yield { index, sourceFrame: index++, begins, made: frame === null ? null : flat(frame) };
      begins = frame === 'cut';
    }
  }
  const lumas: number[] = [];
  const onFilled = (hidden: boolean): void => void (counts[hidden ? 'hidden' : 'madeUp'] += 1);
  for await (const { index, made } of fillMissing(source(), { policy, remembers: true, blank: () => flat(200), onFilled })) {
    expect(index).toBe(lumas.length);
    lumas.push(made.data[0] as number);
    made.data.fill(255); // its planes serve again
  }
  return { lumas, ...counts };
}

describe('pictures stand in for those that are missing; grey (126) where nothing came before', () => {
  test.each([
    ['repeat', [10, null, null, 40], [10, 10, 10, 40], 0],
    ['repeat', [null, 20, null], [126, 20, 20], 1],
    ['repeat', [10, null, 'cut', null, 30], [10, 10, 126, 30], 1],
    ['repeat', [], [], 0],
    ['blend', [10, null, null, 40], [10, 20, 30, 40], 0],
    ['blend', [10, null, null], [10, 10, 10], 0],
    ['blend', [null, null, 40], [126, 126, 40], 2],
    ['blend', [10, null, 'cut', 40, null, 80], [10, 10, 40, 60, 80], 0],
    ['blend', [10, 'cut', null, 50], [10, 126, 50], 1],
  ] as const)('%s %j', async (policy, frames, lumas, hidden) => {
    expect(await filled(policy, frames)).toEqual({ lumas, hidden, madeUp: frames.filter((frame) => frame === null).length - hidden });
  });
});
