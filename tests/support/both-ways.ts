import type { CpuComposer } from '../../src/compose/cpu/composer.ts';
import type { GpuComposer } from '../../src/compose/gpu/composer.ts';
import type { I420Image } from '../../src/core/i420.ts';
import type { FramePlan } from '../../src/documents/edit.ts';
import type { BufferPool } from '../../src/gpu/buffer-pool.ts';
import type { GpuTools } from '../../src/gpu/gpu-tools.ts';
import { letterboxKernel, packLetterbox } from '../../src/gpu/kernels/letterbox/letterbox.ts';
import { packedPlanes, packPlanes } from '../../src/gpu/packed-planes.ts';
import { readBack } from '../../src/gpu/readback.ts';
import { weightBits } from '../../src/pixels/axis-table.ts';
import { coefficientBits, yuvToRgb } from '../../src/pixels/color.ts';
import type { Letterbox } from '../../src/pixels/letterbox.ts';

const kernel = letterboxKernel({ weightBits, coefficientBits });

/** The tensors of some letterboxes over one picture, by the kernel. */
export async function letterboxOnGpu({ gpu, runner, pool }: GpuTools, image: I420Image, letterboxes: readonly Letterbox[]): Promise<Float32Array[]> {
  const planes = packedPlanes(image.widthPx, image.heightPx);
  const { y, rv, gu, gv, bu, r0, g0, b0 } = yuvToRgb(image.color);
  const packed = packLetterbox(
    letterboxes.map(({ tables }) => {
      const { mean, scale, padValue } = tables.target;
      return { ...tables, padding: (padValue - mean) * scale, coefficients: [y, rv, gu, gv, bu, r0, g0, b0] };
    }),
    planes,
  );
  await runner.prepare([kernel]);
  return gpu.checked('letterbox', async () => {
    const bytes = new Uint8Array(planes.byteLength);
    packPlanes(image, planes, bytes);
    using numbers = upload(gpu.device, pool, packed.numbers);
    using values = upload(gpu.device, pool, packed.values);
    using picture = upload(gpu.device, pool, bytes);
    using tensor = pool.take(4 * packed.tensorLength, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC);
    const batch = runner.batch();
    batch.run(kernel, { numbers: numbers.value, values: values.value, picture: picture.value, tensor: tensor.value }, 0, packed.groups);
    const back = readBack(batch, pool, tensor.value, 4 * packed.tensorLength);
    batch.submit();
    const all = new Uint8Array(4 * packed.tensorLength);
    await back.arrived();
    back.take((bytes) => all.set(bytes));
    return letterboxes.map(({ tables }, i) => {
      const { widthPx, heightPx } = tables.target;
      return new Float32Array(all.buffer, 4 * (packed.tensorsAt[i] as number), 3 * widthPx * heightPx);
    });
  });
}

function upload(device: GPUDevice, pool: BufferPool, data: Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>): ReturnType<BufferPool['take']> {
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
