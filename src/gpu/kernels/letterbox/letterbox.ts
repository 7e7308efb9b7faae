import { groupsFor, type Kernel, type WorkgroupCount } from '../../kernel.ts';
import type { PackedPlanes } from '../../packed-planes.ts';
import { RecordsWithTables } from '../shared/records.ts';
import { tableInts, type Taps } from '../shared/taps.ts';
import taps from '../shared/taps.wgsl?raw';
import { channelSteps, type TensorShape } from '../shared/tensor-shape.ts';
import { tensorCode, type TensorValue } from '../shared/tensor-value.ts';
import code from './letterbox.wgsl?raw';

/** One region of a picture as one tensor: what geometry, region, network and colour decide. Tables run along stored x and y. */
export interface LetterboxRegion {
  /** Output pixels that hold picture; the rest is padding. */
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
  /** Whether stored x runs down the output. */
  readonly turned: boolean;
  readonly lumaX: Taps;
  readonly lumaY: Taps;
  readonly chromaX: Taps;
  readonly chromaY: Taps;
  readonly target: TensorShape;
  /** Tensor values of 0–255. */
  readonly values: Float32Array;
  readonly padding: number;
  /** y, rv, gu, gv, bu, r0, g0, b0 in units of 2^-coefficientBits. */
  readonly coefficients: readonly number[];
}

/** What the kernel's buffers hold for some regions of pictures of one size. */
export interface PackedLetterbox {
  readonly numbers: Int32Array<ArrayBuffer>;
  readonly values: Float32Array<ArrayBuffer>;
  /** Values of all tensors together, and where each begins. */
  readonly tensorLength: number;
  readonly tensorsAt: readonly number[];
  readonly groups: WorkgroupCount;
}

const workgroupSize = [16, 8] as const;
const regionInts = 23;
const valuesPerRegion = 257;

/** Letterbox and normalise, several regions per dispatch; `tableOf` makes the table for `value`. See the WGSL. */
export const letterboxKernel = (
  constants: { readonly weightBits: number; readonly coefficientBits: number }, value: TensorValue = 'f32',
): Kernel<'numbers' | 'values' | 'picture' | 'tensor'> => ({
  name: value === 'f32' ? 'letterbox' : 'letterbox f16',
  code: [tensorCode[value], taps, code],
  bindings: { numbers: 'read', values: 'read', picture: 'read', tensor: 'write' },
  workgroupSize,
  constants: { ...constants, regionInts },
});

/** Lays regions out for the kernel; done once per geometry, like the tables themselves. */
export function packLetterbox(regions: readonly LetterboxRegion[], planes: PackedPlanes): PackedLetterbox {
  const numbers = new RecordsWithTables(regions.length * regionInts);
  const values = new Float32Array(regions.length * valuesPerRegion);
  const tensorsAt: number[] = [];
  let tensorLength = 0;
  regions.forEach((region, n) => {
    const { widthPx, heightPx } = region.target;
    const { columnStep, red, green, blue } = channelSteps(region.target);
    values.set(region.values, n * valuesPerRegion);
    values[n * valuesPerRegion + 256] = region.padding;
    numbers.record(
      tensorLength, widthPx, heightPx, region.left, region.top, region.columns, region.rows, region.turned ? 1 : 0, n * valuesPerRegion,
      numbers.table(Int32Array.from(region.coefficients)), columnStep, columnStep * widthPx, red, green, blue,
      numbers.table(tableInts(region.lumaX)), numbers.table(tableInts(region.lumaY)), numbers.table(tableInts(region.chromaX)), numbers.table(tableInts(region.chromaY)),
      planes.lumaStride, planes.chromaStride, planes.uWord, planes.vWord,
    );
    tensorsAt.push(tensorLength);
    tensorLength += 3 * widthPx * heightPx;
  });
  const largest = (size: (region: LetterboxRegion) => number): number => Math.max(0, ...regions.map(size));
  const across = groupsFor(largest(({ target }) => target.widthPx), workgroupSize[0]);
  const down = groupsFor(largest(({ target }) => target.heightPx), workgroupSize[1]);
  return { numbers: numbers.ints, values, tensorLength, tensorsAt, groups: [across, down, regions.length] };
}
