import type { CpuComposer } from '../../src/compose/cpu/composer.ts';
import type { GpuComposer } from '../../src/compose/gpu/composer.ts';
import type { I420Image } from '../../src/core/i420.ts';
import type { FramePlan } from '../../src/documents/edit.ts';
import type { GpuTools } from '../../src/gpu/gpu-tools.ts';
import { letterboxKernel, packLetterbox } from '../../src/gpu/kernels/letterbox/letterbox.ts';
import { tableOf, tensorBytes, type TensorValue } from '../../src/gpu/kernels/shared/tensor-value.ts';
import { packedPlanes, packPlanes } from '../../src/gpu/packed-planes.ts';
import { readBack } from '../../src/gpu/readback.ts';
import { Uploads } from '../../src/gpu/uploads.ts';
import { weightBits } from '../../src/pixels/axis-table.ts';
import { coefficientBits, yuvToRgb } from '../../src/pixels/color.ts';
import type { Letterbox } from '../../src/pixels/letterbox.ts';

const kernels = { f32: letterboxKernel({ weightBits, coefficientBits }), f16: letterboxKernel({ weightBits, coefficientBits }, 'f16') } as const;

/** The tensors of some letterboxes over one picture, by the kernel; halves as their bits. */
export async function letterboxOnGpu(
  { gpu, runner, pool }: GpuTools, image: I420Image, letterboxes: readonly Letterbox[], value: TensorValue = 'f32',
): Promise<(Float32Array | Uint16Array)[]> {
  const planes = packedPlanes(image.widthPx, image.heightPx);
  const { y, rv, gu, gv, bu, r0, g0, b0 } = yuvToRgb(image.color);
  const packed = packLetterbox(
    letterboxes.map(({ tables }) => {
      const { mean, scale, padValue } = tables.target;
      return { ...tables, padding: (padValue - mean) * scale, coefficients: [y, rv, gu, gv, bu, r0, g0, b0] };
    }),
    planes,
  );
  await runner.prepare([kernels[value]]);
  return gpu.checked('letterbox', async () => {
    const bytes = new Uint8Array(planes.byteLength);
    packPlanes(image, planes, bytes);
    using uploads = new Uploads({ gpu, pool });
    const byteLength = tensorBytes(packed.tensorLength, value);
    using tensor = pool.take(byteLength, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST);
    const batch = runner.batch();
    if (value === 'f16') batch.clear(tensor.value, byteLength);
    const bound = { numbers: uploads.add(packed.numbers), values: uploads.add(tableOf(packed.values, value)), picture: uploads.add(bytes), tensor: tensor.value };
    batch.run(kernels[value], bound, 0, packed.groups);
    const back = readBack(batch, pool, tensor.value, byteLength);
    batch.submit();
    const all = new Uint8Array(byteLength);
    await back.read((found) => all.set(found));
    const kind = value === 'f32' ? Float32Array : Uint16Array;
    return letterboxes.map(({ tables: { target } }, i) => new kind(all.buffer, kind.BYTES_PER_ELEMENT * (packed.tensorsAt[i] as number), 3 * target.widthPx * target.heightPx));
  });
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
