import { groupsFor, type Kernel, type WorkgroupCount } from '../../kernel.ts';
import type { PackedPlanes } from '../../packed-planes.ts';
import frame from './from-frame.wgsl?raw';
import texture from './from-texture.wgsl?raw';
import code from './rgba-to-planes.wgsl?raw';

const workgroupSize = [256, 1] as const;

/** A texture (8 bits a channel) or an imported frame of video to packed planes; see the WGSL. */
export const rgbaToPlanesKernel = (constants: { readonly coefficientBits: number }, from: 'texture' | 'external'): Kernel<'numbers' | 'pixels' | 'planes'> => ({
  name: from === 'texture' ? 'rgba-to-planes' : 'frame-to-planes',
  code: [from === 'texture' ? texture : frame, code],
  bindings: { numbers: 'read', pixels: from, planes: 'write' },
  workgroupSize,
  constants,
});

/** What the kernel's buffer of numbers holds; `coefficients` are yr, yg, yb, ur, ug, ub, vr, vg, vb, y0, c0 in units of 2^-coefficientBits. */
export function packRgbaToPlanes(
  { widthPx, heightPx, lumaStride, chromaStride, uWord, vWord, byteLength }: PackedPlanes, coefficients: readonly number[],
): { readonly numbers: Int32Array<ArrayBuffer>; readonly groups: WorkgroupCount } {
  return {
    numbers: Int32Array.from([widthPx, heightPx, lumaStride, chromaStride, uWord, vWord, ...coefficients]),
    groups: [groupsFor(byteLength / 4, workgroupSize[0]), 1, 1],
  };
}
