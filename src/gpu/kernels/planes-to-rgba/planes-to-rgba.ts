import { groupsFor, type Kernel, type WorkgroupCount } from '../../kernel.ts';
import type { PackedPlanes } from '../../packed-planes.ts';
import code from './planes-to-rgba.wgsl?raw';

/** Which stored sample lies under each upright column and row. */
export interface UprightSamples {
  /** Whether columns run along stored y. */
  readonly turned: boolean;
  readonly columns: Int32Array;
  readonly rows: Int32Array;
}

const workgroupSize = [16, 8] as const;
const headInts = 15;

/** Packed planes to the upright picture in RGBA; see the WGSL. */
export const planesToRgbaKernel = (constants: { readonly coefficientBits: number }): Kernel<'numbers' | 'picture' | 'rgba'> => ({
  name: 'planes-to-rgba',
  code: [code],
  bindings: { numbers: 'read', picture: 'read', rgba: 'write' },
  workgroupSize,
  constants: { ...constants, headInts },
});

/** What the kernel's buffer of numbers holds; `coefficients` are y, rv, gu, gv, bu, r0, g0, b0 in units of 2^-coefficientBits. The result takes 4 bytes a pixel. */
export function packUpright(
  { turned, columns, rows }: UprightSamples, { lumaStride, chromaStride, uWord, vWord }: PackedPlanes, coefficients: readonly number[],
): { readonly numbers: Int32Array<ArrayBuffer>; readonly groups: WorkgroupCount } {
  const head = [columns.length, rows.length, lumaStride, chromaStride, uWord, vWord, turned ? 1 : 0, ...coefficients];
  return {
    numbers: Int32Array.from([...head, ...columns, ...rows]),
    groups: [groupsFor(columns.length, workgroupSize[0]), groupsFor(rows.length, workgroupSize[1]), 1],
  };
}
