import type { PictureOnGpu } from '../../src/compose/gpu/picture-on-gpu.ts';
import { contentKernel, recordContentSums } from '../../src/compose/gpu/record-content.ts';
import { marksKernel, recordMarks } from '../../src/compose/gpu/record-marks.ts';
import { planesKernels, recordPlanes, recordUpright, uprightKernel, type Pixels } from '../../src/compose/gpu/record-rgba.ts';
import { recordTiles, tilesKernel } from '../../src/compose/gpu/record-tiles.ts';
import type { FrameGeometry } from '../../src/core/geometry.ts';
import { i420Layout, type I420Image, type PictureColor } from '../../src/core/i420.ts';
import type { PlannedMark } from '../../src/documents/marks.ts';
import type { TilePlan } from '../../src/documents/tiles.ts';
import type { GpuTools } from '../../src/gpu/gpu-tools.ts';
import type { Kernel } from '../../src/gpu/kernel.ts';
import { contentSumsBytes, readContentSums } from '../../src/gpu/kernels/content-sums/content-sums.ts';
import type { TensorValue } from '../../src/gpu/kernels/shared/tensor-value.ts';
import { packedPlanes, packPlanes, unpackPlanes } from '../../src/gpu/packed-planes.ts';
import { readBack } from '../../src/gpu/readback.ts';
import type { Batch } from '../../src/gpu/runner.ts';
import type { KernelTimer } from '../../src/gpu/timing.ts';
import { Uploads } from '../../src/gpu/uploads.ts';
import { faceCropBytes, faceCropKernels, recordFaceCrops } from '../../src/models/record-face-crops.ts';
import type { ContentSums } from '../../src/pixels/content-complexity.ts';
import type { FaceCropTables } from '../../src/pixels/face-crop.ts';

type Record = (batch: Batch, uploads: Uploads, picture: PictureOnGpu, result: GPUBuffer) => void;
const storage = (): number => GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;

/** Runs what `record` records over a picture; gives the bytes of its result, or of the picture that it changed when there are to be none. */
async function runOver(
  { gpu, runner, pool }: GpuTools, kernel: Kernel, image: I420Image, geometry: FrameGeometry, resultBytes: number, record: Record, timer?: KernelTimer,
): Promise<Uint8Array<ArrayBuffer>> {
  const planes = packedPlanes(image.widthPx, image.heightPx);
  await runner.prepare([kernel]);
  return gpu.checked(kernel.name, async () => {
    const bytes = new Uint8Array(planes.byteLength);
    packPlanes(image, planes, bytes);
    using picture = pool.take(planes.byteLength, storage());
    using result = pool.take(Math.max(4, resultBytes), storage());
    using uploads = new Uploads({ gpu, pool });
    gpu.device.queue.writeBuffer(picture.value, 0, bytes);
    const batch = runner.batch(timer);
    record(batch, uploads, { buffer: picture.value, geometry, color: image.color }, result.value);
    const out = new Uint8Array(resultBytes === 0 ? planes.byteLength : resultBytes);
    const back = readBack(batch, pool, resultBytes === 0 ? picture.value : result.value, out.length);
    batch.submit();
    await back.arrived();
    back.take((found) => out.set(found));
    return out;
  });
}

function unpacked(bytes: Uint8Array, widthPx: number, heightPx: number, color: PictureColor): I420Image {
  const image: I420Image = { widthPx, heightPx, data: new Uint8Array(i420Layout(widthPx, heightPx).byteLength), color };
  unpackPlanes(bytes, packedPlanes(widthPx, heightPx), image);
  return image;
}

/** What `composeTiles` gives, by the kernel. */
export async function tilesOnGpu(tools: GpuTools, source: I420Image, geometry: FrameGeometry, plan: TilePlan, timer?: KernelTimer): Promise<I420Image> {
  const { byteLength } = packedPlanes(plan.widthPx, plan.heightPx);
  const bytes = await runOver(tools, tilesKernel, source, geometry, byteLength, (batch, uploads, picture, canvas) => recordTiles(batch, uploads, picture, plan, canvas), timer);
  return unpacked(bytes, plan.widthPx, plan.heightPx, source.color);
}

/** The picture as `drawMarks` leaves it, by the kernel. */
export async function marksOnGpu(tools: GpuTools, image: I420Image, geometry: FrameGeometry, marks: readonly PlannedMark[], timer?: KernelTimer): Promise<I420Image> {
  const bytes = await runOver(tools, marksKernel, image, geometry, 0, (batch, uploads, picture) => recordMarks(batch, uploads, picture, marks), timer);
  return unpacked(bytes, image.widthPx, image.heightPx, image.color);
}

/** What `contentSums` gives, by the kernel. */
export async function contentOnGpu(tools: GpuTools, image: I420Image, geometry: FrameGeometry, timer?: KernelTimer): Promise<ContentSums> {
  return readContentSums(await runOver(tools, contentKernel, image, geometry, contentSumsBytes, recordContentSums, timer));
}

/** What `i420ToRgba` gives, by the kernel. */
export function uprightOnGpu(tools: GpuTools, image: I420Image, geometry: FrameGeometry, timer?: KernelTimer): Promise<Uint8Array> {
  return runOver(tools, uprightKernel, image, geometry, 4 * geometry.widthPx * geometry.heightPx, recordUpright, timer);
}

/** The tensors of some crops of one picture, by the kernel; halves as their bits. */
export async function faceCropsOnGpu(
  tools: GpuTools, image: I420Image, geometry: FrameGeometry, crops: readonly FaceCropTables[], value: TensorValue = 'f32', timer?: KernelTimer,
): Promise<(Float32Array | Uint16Array)[]> {
  const bytes = await runOver(tools, faceCropKernels[value], image, geometry, faceCropBytes(crops, value), (batch, uploads, picture, tensor) => recordFaceCrops(batch, uploads, picture, crops, tensor, value), timer);
  const all = value === 'f32' ? new Float32Array(bytes.buffer) : new Uint16Array(bytes.buffer);
  let at = 0;
  return crops.map(({ target }) => all.subarray(at, (at += 3 * target.widthPx * target.heightPx)));
}

/** What `rgbaToI420` gives, by the kernel, from a texture of those pixels. */
export async function planesOnGpu(tools: GpuTools, rgba: Uint8ClampedArray<ArrayBuffer>, widthPx: number, heightPx: number, color: PictureColor, timer?: KernelTimer): Promise<I420Image> {
  const { device } = tools.gpu;
  const texture = device.createTexture({ size: [widthPx, heightPx], format: 'rgba8unorm', usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST });
  try {
    device.queue.writeTexture({ texture }, rgba, { bytesPerRow: 4 * widthPx }, [widthPx, heightPx]);
    return await planesFrom(tools, 'texture', () => ({ kind: 'texture', view: texture.createView() }), widthPx, heightPx, color, timer);
  } finally {
    texture.destroy();
  }
}

/** A frame of video through an external texture, in the planes of the given colours; the frame is borrowed. */
export function frameOnGpu(tools: GpuTools, frame: VideoFrame, color: PictureColor): Promise<I420Image> {
  const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight };
  return planesFrom(tools, 'external', () => ({ kind: 'external', frame: tools.gpu.device.importExternalTexture({ source: frame }) }), width, height, color);
}

async function planesFrom(
  { gpu, runner, pool }: GpuTools, kind: Pixels['kind'], pixels: () => Pixels, widthPx: number, heightPx: number, color: PictureColor, timer?: KernelTimer,
): Promise<I420Image> {
  const planes = packedPlanes(widthPx, heightPx);
  await runner.prepare([planesKernels[kind]]);
  return gpu.checked('planes', async () => {
    using out = pool.take(planes.byteLength, storage());
    using uploads = new Uploads({ gpu, pool });
    const batch = runner.batch(timer);
    recordPlanes(batch, uploads, pixels(), planes, color, out.value);
    const back = readBack(batch, pool, out.value, planes.byteLength);
    batch.submit();
    const bytes = new Uint8Array(planes.byteLength);
    await back.arrived();
    back.take((found) => bytes.set(found));
    return unpacked(bytes, widthPx, heightPx, color);
  });
}
