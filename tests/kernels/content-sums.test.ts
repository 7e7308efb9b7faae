import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentKernel } from '../../src/compose/gpu/record-content.ts';
import { contentSumsBytes, packContentSums, readContentSums } from '../../src/gpu/kernels/content-sums/content-sums.ts';
import { packedPlanes } from '../../src/gpu/packed-planes.ts';
import { readBack } from '../../src/gpu/readback.ts';
import { Uploads } from '../../src/gpu/uploads.ts';
import { blockPx, contentSums } from '../../src/pixels/content-complexity.ts';
import { contentOnGpu } from '../support/kernels-on-gpu.ts';
import { openKernels, requireKernels, type OpenedKernels } from '../support/dawn.ts';
import { geometryOf, noisePicture } from '../unit/compose/pictures.ts';

let kernels: OpenedKernels | string;
beforeAll(async () => {
  kernels = await openKernels();
});
afterAll(() => typeof kernels === 'string' || kernels.close());

describe('content sums by WGSL are those of the CPU way, every number the same', () => {
  test.for([[1, 1], [2, 1], [7, 5], [8, 8], [33, 27], [131, 97], [1280, 720]] as const)('noise of %d x %d', async ([w, h], context) => {
    const geometry = geometryOf(w, h);
    const image = noisePicture(geometry, 3);
    expect(await contentOnGpu(requireKernels(context, kernels), image, geometry)).toEqual(contentSums(image));
  });

  test('a smooth picture', async (context) => {
    const geometry = geometryOf(200, 150);
    const noisy = noisePicture(geometry, 4);
    const image = { ...noisy, data: noisy.data.map((value, i) => 60 + (i % 200) / 2 + (value & 7)) };
    expect(await contentOnGpu(requireKernels(context, kernels), image, geometry)).toEqual(contentSums(image));
  });

  test.for([['to just below', 1], ['over', 0], ['far over', -7]] as const)('variances carry beyond 32 bits: %s', async ([, below], context) => {
    const { gpu, runner, pool } = requireKernels(context, kernels);
    const image = noisePicture(geometryOf(64, 48), 5);
    const once = contentSums(image).variances;
    const start = 2 ** 32 - once - below; // what the sums hold before
    await runner.prepare([contentKernel]);
    const found = await gpu.checked('sums', async () => {
      using uploads = new Uploads({ gpu, pool });
      using sums = pool.take(contentSumsBytes, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC);
      const { numbers, groups } = packContentSums(packedPlanes(64, 48), blockPx);
      gpu.device.queue.writeBuffer(sums.value, 0, new Uint32Array(contentSumsBytes / 4).fill(start, 257, 258));
      const batch = runner.batch();
      batch.run(contentKernel, { numbers: uploads.add(numbers), picture: uploads.add(image.data), sums: sums.value }, 0, groups);
      const back = readBack(batch, pool, sums.value, contentSumsBytes);
      batch.submit();
      await back.arrived();
      let variances = 0;
      back.take((bytes) => (variances = readContentSums(bytes).variances));
      return variances;
    });
    expect(found).toBe(start + once);
  });
});
