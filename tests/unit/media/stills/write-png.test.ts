import { describe, expect, test } from 'vitest';
import { writePng } from '../../../../src/media/stills/write-png.ts';
import { readPng } from '../../../support/png.ts';
import { seededRandom } from '../../../support/random.ts';

test('a cancel ends the writing', async () => {
  const cancelled = AbortSignal.abort();
  await expect(writePng({ widthPx: 9, heightPx: 9, rgba: new Uint8ClampedArray(324) }, cancelled)).rejects.toMatchObject({ code: 'job/cancelled' });
});

describe('PNG is written bit for bit', () => {
  test.each([
    ['one pixel', 1, 1, 1],
    ['odd and translucent', 37, 23, 1],
    ['odd and opaque', 41, 19, 0],
    ['wider than a batch of rows', 300_000, 2, 1],
    ['of several batches', 700, 900, 0],
  ])('%s', async (_, widthPx, heightPx, translucent) => {
    const random = seededRandom(widthPx);
    // Smooth in one half, noise in the other: both filters come to use.
    const rgba = new Uint8ClampedArray(4 * widthPx * heightPx).map((_, i) => (i % 4 === 3 && translucent === 0 ? 255 : i < 2 * widthPx * heightPx ? i / 40 : 256 * random()));
    const written = Buffer.from(await writePng({ widthPx, heightPx, rgba }));
    const read = readPng(written);
    expect([read.widthPx, read.heightPx]).toEqual([widthPx, heightPx]);
    expect(Buffer.compare(Buffer.from(read.rgba), Buffer.from(rgba))).toBe(0);
  });
});
