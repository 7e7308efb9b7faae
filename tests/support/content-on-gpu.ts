import type { I420Image } from '../../src/core/i420.ts';
import type { GpuTools } from '../../src/gpu/gpu-tools.ts';
import { contentSumsBytes, contentSumsKernel, packContentSums, readContentSums } from '../../src/gpu/kernels/content-sums/content-sums.ts';
import { packedPlanes, packPlanes } from '../../src/gpu/packed-planes.ts';
import { readBack } from '../../src/gpu/readback.ts';
import { blockPx, edgeMin, type ContentSums } from '../../src/pixels/content-complexity.ts';
import { upload } from './both-ways.ts';

const kernel = contentSumsKernel({ blockPx, edgeMin });

/** What `contentSums` gives, by the kernel. `times` runs it as often over the same sums, so that they grow beyond 32 bits. */
export async function contentOnGpu({ gpu, runner, pool }: GpuTools, image: I420Image, times = 1): Promise<ContentSums> {
  const planes = packedPlanes(image.widthPx, image.heightPx);
  const packed = packContentSums(planes, blockPx);
  await runner.prepare([kernel]);
  return gpu.checked('content', async () => {
    const bytes = new Uint8Array(planes.byteLength);
    packPlanes(image, planes, bytes);
    using numbers = upload(gpu.device, pool, packed.numbers);
    using picture = upload(gpu.device, pool, bytes);
    using sums = pool.take(contentSumsBytes, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC);
    const batch = runner.batch();
    batch.clear(sums.value, contentSumsBytes);
    for (let i = 0; i < times; i++) batch.run(kernel, { numbers: numbers.value, picture: picture.value, sums: sums.value }, 0, packed.groups);
    const back = readBack(batch, pool, sums.value, contentSumsBytes);
    batch.submit();
    let found: ContentSums = readContentSums(new Uint8Array(contentSumsBytes));
    await back.arrived();
    back.take((read) => (found = readContentSums(read)));
    return found;
  });
}
