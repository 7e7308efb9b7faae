import { groupsFor, type Kernel, type WorkgroupCount } from '../../kernel.ts';
import type { PackedPlanes } from '../../packed-planes.ts';
import code from './content-sums.wgsl?raw';

const workgroupSize = [8, 8] as const;
const levels = 256;

/** Bytes of the buffer of sums, which must be cleared before: 256 counts, edges, variances low and high. */
export const contentSumsBytes = 4 * (levels + 3);

/** Histogram, edges and block variances of a picture's luma; see the WGSL. */
export const contentSumsKernel = (constants: { readonly blockPx: number; readonly edgeMin: number }): Kernel<'numbers' | 'picture' | 'sums'> => ({
  name: 'content-sums',
  code: [code],
  bindings: { numbers: 'read', picture: 'read', sums: 'write' },
  workgroupSize,
  constants,
});

/** What the kernel's buffer of numbers holds for pictures of one size, and how many workgroups they take. */
export function packContentSums({ widthPx, heightPx, lumaStride }: PackedPlanes, blockPx: number): { readonly numbers: Int32Array<ArrayBuffer>; readonly groups: WorkgroupCount } {
  return {
    numbers: Int32Array.of(widthPx, heightPx, lumaStride),
    groups: [groupsFor(widthPx, blockPx * workgroupSize[0]), groupsFor(heightPx, blockPx * workgroupSize[1]), 1],
  };
}

/** The sums from the buffer's bytes. */
export function readContentSums(bytes: Uint8Array): { histogram: Uint32Array; edges: number; variances: number } {
  const words = new Uint32Array(bytes.slice(0, contentSumsBytes).buffer);
  return { histogram: words.slice(0, levels), edges: words[levels] as number, variances: (words[levels + 1] as number) + (words[levels + 2] as number) * 2 ** 32 };
}
