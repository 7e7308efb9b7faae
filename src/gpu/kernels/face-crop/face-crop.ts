import { groupsFor, type Kernel, type WorkgroupCount } from '../../kernel.ts';
import type { PackedPlanes } from '../../packed-planes.ts';
import { RecordsWithTables } from '../shared/records.ts';
import { channelSteps, type TensorShape } from '../shared/tensor-shape.ts';
import { tensorCode, type TensorValue } from '../shared/tensor-value.ts';
import code from './face-crop.wgsl?raw';

/** One crop of a picture as one tensor: what geometry, transform, network and colour decide. Places are in units of 2^-placeBits stored pixels. */
export interface FaceCrop {
  /** Places looked at per output pixel along each axis. */
  readonly looks: number;
  /** What each column of looks adds to a place's x and y, and each row. */
  readonly columnX: Int32Array;
  readonly columnY: Int32Array;
  readonly rowX: Int32Array;
  readonly rowY: Int32Array;
  readonly target: TensorShape;
  /** Tensor values of 0–255. */
  readonly values: Float32Array;
  readonly padding: number;
  /** y, rv, gu, gv, bu, r0, g0, b0 in units of 2^-coefficientBits. */
  readonly coefficients: readonly number[];
}

/** What the kernel's buffers hold for some crops of one picture. */
export interface PackedFaceCrops {
  readonly numbers: Int32Array<ArrayBuffer>;
  readonly values: Float32Array<ArrayBuffer>;
  /** Values of all tensors together, and where each begins: crops of one shape are a batch as they lie. */
  readonly tensorLength: number;
  readonly tensorsAt: readonly number[];
  readonly groups: WorkgroupCount;
}

const workgroupSize = [8, 8] as const;
const cropInts = 21;
const valuesPerCrop = 257;

/** Aligned crops, several per dispatch; `tableOf` makes the table for `value`. See the WGSL. */
export const faceCropKernel = (
  constants: { readonly placeBits: number; readonly sampleBits: number; readonly coefficientBits: number }, value: TensorValue = 'f32',
): Kernel<'numbers' | 'values' | 'picture' | 'tensor'> => ({
  name: value === 'f32' ? 'face-crop' : 'face-crop f16',
  code: [tensorCode[value], code],
  bindings: { numbers: 'read', values: 'read', picture: 'read', tensor: 'write' },
  workgroupSize,
  constants: { ...constants, cropInts },
});

/** Lays crops of one picture out for the kernel. */
export function packFaceCrops(crops: readonly FaceCrop[], planes: PackedPlanes): PackedFaceCrops {
  const numbers = new RecordsWithTables(crops.length * cropInts);
  const values = new Float32Array(crops.length * valuesPerCrop);
  const tensorsAt: number[] = [];
  let tensorLength = 0;
  crops.forEach((crop, n) => {
    const { widthPx, heightPx } = crop.target;
    const { columnStep, red, green, blue } = channelSteps(crop.target);
    values.set(crop.values, n * valuesPerCrop);
    values[n * valuesPerCrop + 256] = crop.padding;
    numbers.record(
      tensorLength, widthPx, heightPx, crop.looks, n * valuesPerCrop, numbers.table(Int32Array.from(crop.coefficients)), columnStep, columnStep * widthPx, red, green, blue,
      numbers.table(crop.columnX), numbers.table(crop.columnY), numbers.table(crop.rowX), numbers.table(crop.rowY),
      planes.widthPx, planes.heightPx, planes.lumaStride, planes.chromaStride, planes.uWord, planes.vWord,
    );
    tensorsAt.push(tensorLength);
    tensorLength += 3 * widthPx * heightPx;
  });
  const across = groupsFor(Math.max(0, ...crops.map(({ target }) => target.widthPx)), workgroupSize[0]);
  const down = groupsFor(Math.max(0, ...crops.map(({ target }) => target.heightPx)), workgroupSize[1]);
  return { numbers: numbers.ints, values, tensorLength, tensorsAt, groups: [across, down, crops.length] };
}
