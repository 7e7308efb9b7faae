import type { FrameGeometry } from '../../src/core/geometry.ts';
import { i420Layout, type I420Image, type PictureColor } from '../../src/core/i420.ts';
import type { GpuTools } from '../../src/gpu/gpu-tools.ts';
import { packUpright, planesToRgbaKernel } from '../../src/gpu/kernels/planes-to-rgba/planes-to-rgba.ts';
import { packRgbaToPlanes, rgbaToPlanesKernel } from '../../src/gpu/kernels/rgba-to-planes/rgba-to-planes.ts';
import { packedPlanes, packPlanes, unpackPlanes } from '../../src/gpu/packed-planes.ts';
import { readBack } from '../../src/gpu/readback.ts';
import { coefficientBits, rgbToYuvMatrix } from '../../src/pixels/color.ts';
import { storedSamples } from '../../src/pixels/planar.ts';
import { coefficientsOf, upload } from './both-ways.ts';

const toRgba = planesToRgbaKernel({ coefficientBits });
const toPlanes = { texture: rgbaToPlanesKernel({ coefficientBits }, 'texture'), external: rgbaToPlanesKernel({ coefficientBits }, 'external') } as const;

/** What `i420ToRgba` gives, by the kernel. */
export async function uprightOnGpu({ gpu, runner, pool }: GpuTools, image: I420Image, geometry: FrameGeometry): Promise<Uint8ClampedArray> {
  const planes = packedPlanes(image.widthPx, image.heightPx);
  const columns = storedSamples(geometry, 'x');
  const packed = packUpright({ turned: !columns.alongX, columns: columns.samples, rows: storedSamples(geometry, 'y').samples }, planes, coefficientsOf(image.color));
  const byteLength = 4 * geometry.widthPx * geometry.heightPx;
  await runner.prepare([toRgba]);
  return gpu.checked('upright', async () => {
    const bytes = new Uint8Array(planes.byteLength);
    packPlanes(image, planes, bytes);
    using numbers = upload(gpu.device, pool, packed.numbers);
    using picture = upload(gpu.device, pool, bytes);
    using rgba = pool.take(byteLength, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC);
    const batch = runner.batch();
    batch.run(toRgba, { numbers: numbers.value, picture: picture.value, rgba: rgba.value }, 0, packed.groups);
    const back = readBack(batch, pool, rgba.value, byteLength);
    batch.submit();
    const out = new Uint8ClampedArray(byteLength);
    await back.arrived();
    back.take((found) => out.set(found));
    return out;
  });
}

/** What `rgbaToI420` gives, by the kernel, from a texture of those pixels. */
export async function planesOnGpu(tools: GpuTools, rgba: Uint8ClampedArray<ArrayBuffer>, widthPx: number, heightPx: number, color: PictureColor): Promise<I420Image> {
  const { device } = tools.gpu;
  const texture = device.createTexture({ size: [widthPx, heightPx], format: 'rgba8unorm', usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST });
  try {
    device.queue.writeTexture({ texture }, rgba, { bytesPerRow: 4 * widthPx }, [widthPx, heightPx]);
    return await imageFrom(tools, 'texture', () => texture.createView(), widthPx, heightPx, color);
  } finally {
    texture.destroy();
  }
}

/** A frame of video through an external texture, in the planes of the given colours; the frame is borrowed. */
export function frameOnGpu(tools: GpuTools, frame: VideoFrame, color: PictureColor): Promise<I420Image> {
  const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight };
  return imageFrom(tools, 'external', () => tools.gpu.device.importExternalTexture({ source: frame }), width, height, color);
}

async function imageFrom(
  { gpu, runner, pool }: GpuTools, kind: 'texture' | 'external', pixels: () => GPUTextureView | GPUExternalTexture, widthPx: number, heightPx: number, color: PictureColor,
): Promise<I420Image> {
  const planes = packedPlanes(widthPx, heightPx);
  const { yr, yg, yb, ur, ug, ub, vr, vg, vb, y0, c0 } = rgbToYuvMatrix(color);
  const packed = packRgbaToPlanes(planes, [yr, yg, yb, ur, ug, ub, vr, vg, vb, y0, c0]);
  const kernel = toPlanes[kind];
  await runner.prepare([kernel]);
  return gpu.checked('planes', async () => {
    using numbers = upload(gpu.device, pool, packed.numbers);
    using out = pool.take(planes.byteLength, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC);
    const batch = runner.batch();
    batch.run(kernel, { numbers: numbers.value, pixels: pixels(), planes: out.value }, 0, packed.groups);
    const back = readBack(batch, pool, out.value, planes.byteLength);
    batch.submit();
    const image: I420Image = { widthPx, heightPx, data: new Uint8Array(i420Layout(widthPx, heightPx).byteLength), color };
    await back.arrived();
    back.take((found) => unpackPlanes(found, planes, image));
    return image;
  });
}
