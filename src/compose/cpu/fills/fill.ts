import type { PictureColor } from '../../../core/i420.ts';
import type { PlannedMask } from '../../../documents/edit.ts';
import type { FillChoice } from '../../../documents/intent.ts';
import type { MaskRaster } from '../mask-raster.ts';
import type { Plane, PlaneMask } from '../planes.ts';

/** The frame a fill works on. */
export interface FillFrame {
  readonly planes: readonly Plane[];
  readonly color: PictureColor;
}

/** A mask with what was drawn of it. */
export interface DrawnMask {
  readonly planned: PlannedMask;
  readonly raster: MaskRaster;
}

/** A drawn mask whose fill is of one kind. */
export interface FillMask<K extends FillChoice['kind']> extends DrawnMask {
  readonly planned: PlannedMask & { readonly fill: Extract<FillChoice, { readonly kind: K }> };
}

/** One way of covering masks, made once per job. */
export interface Fill<K extends FillChoice['kind']> {
  /** Covers the masks of its kind in one frame. A safe fill reads no sample that `hidden` marks. */
  paint(frame: FillFrame, masks: readonly FillMask<K>[]): void;
  /** Forgets what it holds about earlier frames. */
  reset(): void;
}

/** The part of a drawn mask that belongs to a plane. */
export function maskIn(plane: Plane, mask: DrawnMask): PlaneMask {
  return plane.kind === 'y' ? mask.raster.luma : mask.raster.chroma;
}

/** A buffer of at least the given length: the old one while it is large enough. */
export function grown<T extends Uint8Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer>>(buffer: T, length: number, make: (length: number) => T): T {
  return buffer.length >= length ? buffer : make(length);
}
