import type { PictureColor } from '../../core/i420.ts';
import { packUpright, planesToRgbaKernel } from '../../gpu/kernels/planes-to-rgba/planes-to-rgba.ts';
import { packRgbaToPlanes, rgbaToPlanesKernel } from '../../gpu/kernels/rgba-to-planes/rgba-to-planes.ts';
import { packedPlanes, type PackedPlanes } from '../../gpu/packed-planes.ts';
import type { Batch } from '../../gpu/runner.ts';
import type { Uploads } from '../../gpu/uploads.ts';
import { coefficientBits, rgbToYuvMatrix, yuvToRgb } from '../../pixels/color.ts';
import { storedSamples } from '../../pixels/planar.ts';
import type { PictureOnGpu } from './picture-on-gpu.ts';

/** To be prepared by the runner before `recordUpright`, and those of `recordPlanes`, by where the pixels come from. */
export const uprightKernel = planesToRgbaKernel({ coefficientBits });
export const planesKernels = {
  texture: rgbaToPlanesKernel({ coefficientBits }, 'texture'),
  /** What comes of a frame of video is not what `copyTo` gives: see decision 0011. */
  external: rgbaToPlanesKernel({ coefficientBits }, 'external'),
} as const;

/** Records what `i420ToRgba` gives, into a buffer of 4 bytes a displayed pixel. */
export function recordUpright(batch: Batch, uploads: Uploads, { buffer, geometry, color }: PictureOnGpu, rgba: GPUBuffer): void {
  const { y, rv, gu, gv, bu, r0, g0, b0 } = yuvToRgb(color);
  const columns = storedSamples(geometry, 'x');
  const upright = { turned: !columns.alongX, columns: columns.samples, rows: storedSamples(geometry, 'y').samples };
  const { numbers, groups } = packUpright(upright, packedPlanes(geometry.storedWidthPx, geometry.storedHeightPx), [y, rv, gu, gv, bu, r0, g0, b0]);
  batch.run(uprightKernel, { numbers: uploads.add(numbers), picture: buffer, rgba }, 0, groups);
}

/** Where pixels are read: a view of a texture of 8 bits a channel, or a frame of video imported in this very task. */
export type Pixels = { readonly kind: 'texture'; readonly view: GPUTextureView } | { readonly kind: 'external'; readonly frame: GPUExternalTexture };

/** Records what `rgbaToI420` gives, into a buffer that holds packed planes: a rendered texture on its way to an encoder. */
export function recordPlanes(batch: Batch, uploads: Uploads, pixels: Pixels, planes: PackedPlanes, color: PictureColor, into: GPUBuffer): void {
  const { yr, yg, yb, ur, ug, ub, vr, vg, vb, y0, c0 } = rgbToYuvMatrix(color);
  const { numbers, groups } = packRgbaToPlanes(planes, [yr, yg, yb, ur, ug, ub, vr, vg, vb, y0, c0]);
  const bound = pixels.kind === 'texture' ? pixels.view : pixels.frame;
  batch.run(planesKernels[pixels.kind], { numbers: uploads.add(numbers), pixels: bound, planes: into }, 0, groups);
}
