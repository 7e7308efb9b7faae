import { contentSumsBytes, contentSumsKernel, packContentSums } from '../../gpu/kernels/content-sums/content-sums.ts';
import { packedPlanes } from '../../gpu/packed-planes.ts';
import type { Batch } from '../../gpu/runner.ts';
import type { Uploads } from '../../gpu/uploads.ts';
import { blockPx, edgeMin } from '../../pixels/content-complexity.ts';
import type { PictureOnGpu } from './picture-on-gpu.ts';

/** To be prepared by the runner before `recordContentSums`. */
export const contentKernel = contentSumsKernel({ blockPx, edgeMin });

/** Records what `contentSums` gives, into a buffer of `contentSumsBytes`; `readContentSums` reads its bytes. */
export function recordContentSums(batch: Batch, uploads: Uploads, { buffer, geometry }: Omit<PictureOnGpu, 'color'>, sums: GPUBuffer): void {
  const { numbers, groups } = packContentSums(packedPlanes(geometry.storedWidthPx, geometry.storedHeightPx), blockPx);
  batch.clear(sums, contentSumsBytes);
  batch.run(contentKernel, { numbers: uploads.add(numbers), picture: buffer, sums }, 0, groups);
}
