import { directionBits, layMarks, markBits, markKinds, markRuns } from '../../src/compose/cpu/mark-layout.ts';
import type { FrameGeometry } from '../../src/core/geometry.ts';
import type { I420Image } from '../../src/core/i420.ts';
import type { PlannedMark } from '../../src/documents/marks.ts';
import type { GpuTools } from '../../src/gpu/gpu-tools.ts';
import { drawMarksKernel, packMarks } from '../../src/gpu/kernels/draw-marks/draw-marks.ts';
import { packedPlanes, packPlanes, unpackPlanes } from '../../src/gpu/packed-planes.ts';
import { readBack } from '../../src/gpu/readback.ts';
import { upload } from './both-ways.ts';

const kernel = drawMarksKernel({ markBits, directionBits, kindLine: markKinds.line, kindBox: markKinds.box });

/** What `drawMarks` does, by the kernel; in place. */
export async function marksOnGpu({ gpu, runner, pool }: GpuTools, image: I420Image, geometry: FrameGeometry, marks: readonly PlannedMark[]): Promise<void> {
  const planes = packedPlanes(image.widthPx, image.heightPx);
  const packed = packMarks(layMarks(marks, geometry, image.color), planes, markRuns);
  await runner.prepare([kernel]);
  await gpu.checked('marks', async () => {
    const bytes = new Uint8Array(planes.byteLength);
    packPlanes(image, planes, bytes);
    using numbers = upload(gpu.device, pool, packed.numbers);
    using shapes = upload(gpu.device, pool, packed.shapes);
    using picture = pool.take(planes.byteLength, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC);
    gpu.device.queue.writeBuffer(picture.value, 0, bytes);
    const batch = runner.batch();
    batch.run(kernel, { numbers: numbers.value, shapes: shapes.value, picture: picture.value }, 0, packed.groups);
    const back = readBack(batch, pool, picture.value, planes.byteLength);
    batch.submit();
    await back.arrived();
    back.take((found) => unpackPlanes(found, planes, image));
  });
}
