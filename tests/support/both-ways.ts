import type { CpuComposer } from '../../src/compose/cpu/composer.ts';
import type { GpuComposer } from '../../src/compose/gpu/composer.ts';
import type { I420Image, PictureColor } from '../../src/core/i420.ts';
import type { FramePlan } from '../../src/documents/edit.ts';
import type { BufferPool } from '../../src/gpu/buffer-pool.ts';
import type { GpuTools } from '../../src/gpu/gpu-tools.ts';
import type { Kernel, WorkgroupCount } from '../../src/gpu/kernel.ts';
import { faceCropKernel, packFaceCrops } from '../../src/gpu/kernels/face-crop/face-crop.ts';
import { letterboxKernel, packLetterbox } from '../../src/gpu/kernels/letterbox/letterbox.ts';
import { tableOf, tensorBytes, type TensorValue } from '../../src/gpu/kernels/shared/tensor-value.ts';
import { packedPlanes, packPlanes } from '../../src/gpu/packed-planes.ts';
import { readBack } from '../../src/gpu/readback.ts';
import { weightBits } from '../../src/pixels/axis-table.ts';
import { coefficientBits, yuvToRgb } from '../../src/pixels/color.ts';
import { placeBits, sampleBits, type FaceCropTables } from '../../src/pixels/face-crop.ts';
import type { Letterbox } from '../../src/pixels/letterbox.ts';

type TensorKernel = Kernel<'numbers' | 'values' | 'picture' | 'tensor'>;
const letterboxKernels: Readonly<Record<TensorValue, TensorKernel>> = {
  f32: letterboxKernel({ weightBits, coefficientBits }), f16: letterboxKernel({ weightBits, coefficientBits }, 'f16'),
};
const cropConstants = { placeBits, sampleBits, coefficientBits };
const faceCropKernels: Readonly<Record<TensorValue, TensorKernel>> = { f32: faceCropKernel(cropConstants), f16: faceCropKernel(cropConstants, 'f16') };

type TensorValues = Float32Array | Uint16Array;

interface PackedInput {
  readonly numbers: Int32Array<ArrayBuffer>;
  readonly values: Float32Array<ArrayBuffer>;
  readonly tensorLength: number;
  readonly tensorsAt: readonly number[];
  readonly groups: WorkgroupCount;
}

/** The tensors of some crops of one picture, by the kernel; halves as their bits. */
export function faceCropsOnGpu(tools: GpuTools, image: I420Image, crops: readonly FaceCropTables[], value: TensorValue = 'f32'): Promise<TensorValues[]> {
  const packed = packFaceCrops(
    crops.map((tables) => ({ ...tables, padding: (tables.target.padValue - tables.target.mean) * tables.target.scale, coefficients: coefficientsOf(image.color) })),
    packedPlanes(image.widthPx, image.heightPx),
  );
  return tensorsOnGpu(tools, image, faceCropKernels[value], value, packed, crops.map(({ target }) => 3 * target.widthPx * target.heightPx));
}

/** The tensors of some letterboxes over one picture, by the kernel; halves as their bits. */
export function letterboxOnGpu(tools: GpuTools, image: I420Image, letterboxes: readonly Letterbox[], value: TensorValue = 'f32'): Promise<TensorValues[]> {
  const packed = packLetterbox(
    letterboxes.map(({ tables }) => {
      const { mean, scale, padValue } = tables.target;
      return { ...tables, padding: (padValue - mean) * scale, coefficients: coefficientsOf(image.color) };
    }),
    packedPlanes(image.widthPx, image.heightPx),
  );
  return tensorsOnGpu(tools, image, letterboxKernels[value], value, packed, letterboxes.map(({ tables: { target } }) => 3 * target.widthPx * target.heightPx));
}

async function tensorsOnGpu(
  { gpu, runner, pool }: GpuTools, image: I420Image, of: TensorKernel, value: TensorValue, packed: PackedInput, lengths: readonly number[],
): Promise<TensorValues[]> {
  const planes = packedPlanes(image.widthPx, image.heightPx);
  await runner.prepare([of]);
  return gpu.checked(of.name, async () => {
    const bytes = new Uint8Array(planes.byteLength);
    packPlanes(image, planes, bytes);
    using numbers = upload(gpu.device, pool, packed.numbers);
    using values = upload(gpu.device, pool, tableOf(packed.values, value));
    using picture = upload(gpu.device, pool, bytes);
    const byteLength = tensorBytes(packed.tensorLength, value);
    using tensor = pool.take(byteLength, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST);
    const batch = runner.batch();
    if (value === 'f16') batch.clear(tensor.value, byteLength);
    batch.run(of, { numbers: numbers.value, values: values.value, picture: picture.value, tensor: tensor.value }, 0, packed.groups);
    const back = readBack(batch, pool, tensor.value, byteLength);
    batch.submit();
    const all = new Uint8Array(byteLength);
    await back.read((found) => all.set(found));
    const kind = value === 'f32' ? Float32Array : Uint16Array;
    return lengths.map((length, i) => new kind(all.buffer, kind.BYTES_PER_ELEMENT * (packed.tensorsAt[i] as number), length));
  });
}

/** y, rv, gu, gv, bu, r0, g0, b0, as kernels take them. */
export function coefficientsOf(color: PictureColor): number[] {
  const { y, rv, gu, gv, bu, r0, g0, b0 } = yuvToRgb(color);
  return [y, rv, gu, gv, bu, r0, g0, b0];
}

/** A buffer of the pool that holds the data; close it. */
export function upload(device: GPUDevice, pool: BufferPool, data: Int32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>): ReturnType<BufferPool['take']> {
  const held = pool.take(data.byteLength, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST);
  device.queue.writeBuffer(held.value, 0, data);
  return held;
}

/** The largest difference of a sample after both ways did the same plans; both begin with the same noise. */
export async function worst(cpu: CpuComposer, gpu: GpuComposer, before: I420Image, plan: FramePlan): Promise<{ difference: number; at: number; changed: boolean }> {
  const wanted = { ...before, data: before.data.slice() };
  const found = { ...before, data: before.data.slice() };
  cpu.compose(wanted, plan);
  await gpu.compose(found, plan);
  let difference = 0;
  let at = -1;
  wanted.data.forEach((value, i) => {
    const here = Math.abs(value - (found.data[i] as number));
    if (here > difference) {
      difference = here;
      at = i;
    }
  });
  return { difference, at, changed: wanted.data.some((value, i) => value !== before.data[i]) };
}
