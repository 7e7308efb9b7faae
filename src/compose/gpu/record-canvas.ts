import type { CanvasPlan } from '../../documents/tiles.ts';
import { isPackedAsIs, packedPlanes, packPlanes, unpackPlanes, type PackedPlanes } from '../../gpu/packed-planes.ts';
import type { BufferPool } from '../../gpu/buffer-pool.ts';
import { readBack, type Readback } from '../../gpu/readback.ts';
import type { Batch } from '../../gpu/runner.ts';
import type { Uploads } from '../../gpu/uploads.ts';
import type { CanvasTarget } from '../composer.ts';
import { canvasGeometry } from '../cpu/canvas.ts';
import { marksKernel, recordMarks } from './record-marks.ts';
import { recordTiles, tilesKernel } from './record-tiles.ts';
import type { PictureOnGpu } from './picture-on-gpu.ts';

/** To be prepared by the runner before `recordCanvas`. */
export const canvasKernels = [tilesKernel, marksKernel];

/** Planes on their way back, and the unpadded planes that they are for. */
export interface PlanesBack {
  readonly back: Readback;
  readonly packed: PackedPlanes;
  readonly into: Uint8Array<ArrayBuffer>;
}

/** Puts planes that arrived where they are for. */
export function takePlanes({ back, packed, into }: PlanesBack): void {
  back.take((bytes) => (isPackedAsIs(packed) ? into.set(bytes) : unpackPlanes(bytes, packed, { data: into })));
}

/** Records what `composeCanvas` does with a picture over which the masks were laid, and the copies back. Throws as that does. */
export function recordCanvas(batch: Batch, uploads: Uploads, pool: BufferPool, picture: PictureOnGpu, plan: CanvasPlan, { out, before, keep }: CanvasTarget): PlanesBack[] {
  const packed = packedPlanes(plan.widthPx, plan.heightPx);
  const canvas = uploads.room(packed.byteLength, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC);
  const held = before === null || plan.held.length === 0 ? undefined : { places: plan.held, before: uploads.add(packedBytes(before, packed)) };
  recordTiles(batch, uploads, picture, plan, canvas, held);
  const backs: PlanesBack[] = [];
  const bringBack = (into: Uint8Array<ArrayBuffer>): void => void backs.push({ back: readBack(batch, pool, canvas, packed.byteLength), packed, into });
  try {
    if (keep !== null) bringBack(keep);
    if (plan.marks.length > 0) recordMarks(batch, uploads, { buffer: canvas, geometry: canvasGeometry(plan), color: picture.color }, plan.marks);
    bringBack(out);
  } catch (error) {
    for (const { back } of backs) back.discard();
    throw error;
  }
  return backs;
}

function packedBytes(data: Uint8Array<ArrayBuffer>, packed: PackedPlanes): Uint8Array<ArrayBuffer> {
  if (isPackedAsIs(packed)) return data;
  const bytes = new Uint8Array(packed.byteLength);
  packPlanes({ data }, packed, bytes);
  return bytes;
}
