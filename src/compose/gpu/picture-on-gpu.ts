import type { FrameGeometry } from '../../core/geometry.ts';
import type { PictureColor } from '../../core/i420.ts';

/** Packed planes in a storage buffer, in the geometry's stored orientation. Borrowed by whoever records kernels over it. */
export interface PictureOnGpu {
  readonly buffer: GPUBuffer;
  readonly geometry: FrameGeometry;
  readonly color: PictureColor;
}
