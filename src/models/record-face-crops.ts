import type { FrameGeometry } from '../core/geometry.ts';
import type { PictureColor } from '../core/i420.ts';
import { faceCropKernel, packFaceCrops } from '../gpu/kernels/face-crop/face-crop.ts';
import { tableOf, tensorBytes, type TensorValue } from '../gpu/kernels/shared/tensor-value.ts';
import { packedPlanes } from '../gpu/packed-planes.ts';
import type { Batch } from '../gpu/runner.ts';
import type { Uploads } from '../gpu/uploads.ts';
import { coefficientBits, yuvToRgb } from '../pixels/color.ts';
import { placeBits, sampleBits, type FaceCropTables } from '../pixels/face-crop.ts';

/** Packed planes in a storage buffer, in the geometry's stored orientation; borrowed. */
export interface CroppedPicture {
  readonly buffer: GPUBuffer;
  readonly geometry: FrameGeometry;
  readonly color: PictureColor;
}

const constants = { placeBits, sampleBits, coefficientBits };

/** To be prepared by the runner before `recordFaceCrops`, by the tensor's values. */
export const faceCropKernels = { f32: faceCropKernel(constants), f16: faceCropKernel(constants, 'f16') } as const satisfies Record<TensorValue, unknown>;

/** Bytes of the tensor of some crops. */
export function faceCropBytes(crops: readonly FaceCropTables[], value: TensorValue): number {
  return tensorBytes(crops.reduce((sum, { target }) => sum + 3 * target.widthPx * target.heightPx, 0), value);
}

/** Records what `cropToTensor` gives for some crops of one picture, one after the other: crops of one shape are a batch for a network. */
export function recordFaceCrops(
  batch: Batch, uploads: Uploads, { buffer, geometry, color }: CroppedPicture, crops: readonly FaceCropTables[], tensor: GPUBuffer, value: TensorValue = 'f32',
): void {
  const { y, rv, gu, gv, bu, r0, g0, b0 } = yuvToRgb(color);
  const records = crops.map((tables) => {
    const { padValue, mean, scale } = tables.target;
    return { ...tables, padding: (padValue - mean) * scale, coefficients: [y, rv, gu, gv, bu, r0, g0, b0] };
  });
  const { numbers, values, groups } = packFaceCrops(records, packedPlanes(geometry.storedWidthPx, geometry.storedHeightPx));
  if (value === 'f16') batch.clear(tensor, faceCropBytes(crops, value));
  batch.run(faceCropKernels[value], { numbers: uploads.add(numbers), values: uploads.add(tableOf(values, value)), picture: buffer, tensor }, 0, groups);
}
