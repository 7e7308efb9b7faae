import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentSums } from '../../src/pixels/content-complexity.ts';
import { contentOnGpu } from '../support/content-on-gpu.ts';
import { openKernels, requireKernels, type OpenedKernels } from '../support/dawn.ts';
import { geometryOf, noisePicture } from '../unit/compose/pictures.ts';

let kernels: OpenedKernels | string;
beforeAll(async () => {
  kernels = await openKernels();
});
afterAll(() => typeof kernels === 'string' || kernels.close());

describe('content sums by WGSL are those of the CPU way, every number the same', () => {
  test.for([[1, 1], [2, 1], [7, 5], [8, 8], [33, 27], [131, 97], [1280, 720]] as const)('noise of %d x %d', async ([w, h], context) => {
    const image = noisePicture(geometryOf(w, h), 3);
    expect(await contentOnGpu(requireKernels(context, kernels), image)).toEqual(contentSums(image));
  });

  test('a smooth picture', async (context) => {
    const noisy = noisePicture(geometryOf(200, 150), 4);
    const image = { ...noisy, data: noisy.data.map((value, i) => 60 + (i % 200) / 2 + (value & 7)) };
    expect(await contentOnGpu(requireKernels(context, kernels), image)).toEqual(contentSums(image));
  });

  test('sums beyond 32 bits', async (context) => {
    const noisy = noisePicture(geometryOf(1024, 512), 5);
    const image = { ...noisy, data: noisy.data.map((value) => (value < 128 ? 0 : 255)) };
    const once = contentSums(image);
    const times = Math.ceil(2 ** 32 / once.variances) + 1;
    expect((await contentOnGpu(requireKernels(context, kernels), image, times)).variances).toBe(times * once.variances);
  });
});
