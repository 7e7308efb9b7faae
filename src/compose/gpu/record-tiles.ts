import type { TilePlan } from '../../documents/tiles.ts';
import { packTiles, placeTilesKernel } from '../../gpu/kernels/place-tiles/place-tiles.ts';
import { packedPlanes } from '../../gpu/packed-planes.ts';
import type { Batch } from '../../gpu/runner.ts';
import type { Uploads } from '../../gpu/uploads.ts';
import { weightBits } from '../../pixels/axis-table.ts';
import { rgbToYuv } from '../../pixels/color.ts';
import { parseColor } from '../cpu/fills/solid.ts';
import { layTiles } from '../cpu/tile-layout.ts';
import { layHeld, type HeldPlaces } from '../cpu/tiles.ts';
import type { PictureOnGpu } from './picture-on-gpu.ts';

/** To be prepared by the runner before `recordTiles`. */
export const tilesKernel = placeTilesKernel({ weightBits });

/** Places that are held, and the packed planes of the canvas before, of the same size, in a buffer. */
export type HeldOnGpu = Pick<HeldPlaces, 'places'> & { readonly before: GPUBuffer };

/**
 * Records what `composeTiles` does: views of a composed picture on a canvas, whose buffer holds the packed planes of the plan's size.
 * Throws as `composeTiles` does.
 */
export function recordTiles(batch: Batch, uploads: Uploads, { buffer, geometry, color }: PictureOnGpu, plan: TilePlan, canvas: GPUBuffer, held?: HeldOnGpu): void {
  const { r, g, b } = parseColor(plan.background);
  const { y, u, v } = rgbToYuv(r, g, b, color);
  const from = packedPlanes(geometry.storedWidthPx, geometry.storedHeightPx);
  const kept = held === undefined ? [] : layHeld(held, plan);
  const { numbers, groups } = packTiles(layTiles(plan, geometry), kept, from, packedPlanes(plan.widthPx, plan.heightPx), [y, u, v]);
  batch.run(tilesKernel, { numbers: uploads.add(numbers), picture: buffer, before: held?.before ?? buffer, canvas }, 0, groups);
}
