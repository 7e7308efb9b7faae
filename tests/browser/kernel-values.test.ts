import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PictureColor } from '../../src/core/i420.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import type { ImportedPicture } from './in-page/kernel-values.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite('software');
});
afterAll(() => site.close());

test.each([[1, 1, 0], [33, 27, 90], [131, 97, 270], [320, 180, 180]] as const)('kernels give in the browser what the CPU way gives: %d x %d, turned by %d', async (...size) => {
  expect(await site.call('kernel-values', 'differences', size)).toEqual({ 'face-crop': 0, 'place-tiles': 0, 'two-taps': 0, 'draw-marks': 0, 'content-sums': 0, 'planes-to-rgba': 0 });
});

/** What decision 0011 goes by. Where a browser comes to do better, these fail, and the decision can be taken again. */
describe('a frame of video as an external texture', () => {
  type Measured = { readonly largest: readonly [number, number, number]; readonly mean: readonly [number, number, number] };
  const imported = (color: PictureColor, picture: ImportedPicture): Promise<Measured> => site.call('kernel-values', 'framesImported', [color, picture]);
  const colors = [
    // Colour, the largest difference of a smooth picture, of Y, U or V.
    [{ matrix: 'bt709', fullRange: false }, 0], [{ matrix: 'bt709', fullRange: true }, 0],
    [{ matrix: 'smpte170m', fullRange: false }, 2], [{ matrix: 'smpte170m', fullRange: true }, 2],
  ] as const;

  test.each(colors)('%j: a smooth picture comes through within %d', async (color, tolerance) => {
    expect(Math.max(...(await imported(color, 'slopes')).largest)).toBeLessThanOrEqual(tolerance);
  });

  test.each(colors)('%j: luma comes through within a level, fine chroma is blurred, which is why composing does not use it', async (color) => {
    const { largest, mean } = await imported(color, 'colours of RGB');
    expect(largest[0]).toBeLessThanOrEqual(1);
    expect(mean[1]).toBeGreaterThan(2);
    expect(mean[2]).toBeGreaterThan(2);
  });

  test('BT.2020 is brought to sRGB on the way, which is another picture', async () => {
    expect(Math.max(...(await imported({ matrix: 'bt2020-ncl', fullRange: false }, 'slopes')).largest)).toBeGreaterThan(4);
  });
});
