import { parseColor } from '../../src/compose/cpu/fills/solid.ts';
import { layTiles } from '../../src/compose/cpu/tile-layout.ts';
import type { FrameGeometry } from '../../src/core/geometry.ts';
import { i420Layout, type I420Image } from '../../src/core/i420.ts';
import type { TilePlan } from '../../src/documents/tiles.ts';
import type { GpuTools } from '../../src/gpu/gpu-tools.ts';
import { packTiles, placeTilesKernel } from '../../src/gpu/kernels/place-tiles/place-tiles.ts';
import { packedPlanes, packPlanes, unpackPlanes } from '../../src/gpu/packed-planes.ts';
import { readBack } from '../../src/gpu/readback.ts';
import { weightBits } from '../../src/pixels/axis-table.ts';
import { rgbToYuv } from '../../src/pixels/color.ts';
import { upload } from './both-ways.ts';

const kernel = placeTilesKernel({ weightBits });

/** What `composeTiles` gives, by the kernel. */
export async function tilesOnGpu({ gpu, runner, pool }: GpuTools, source: I420Image, geometry: FrameGeometry, plan: TilePlan): Promise<I420Image> {
  const from = packedPlanes(source.widthPx, source.heightPx);
  const to = packedPlanes(plan.widthPx, plan.heightPx);
  const { r, g, b } = parseColor(plan.background);
  const { y, u, v } = rgbToYuv(r, g, b, source.color);
  const packed = packTiles(layTiles(plan, geometry), from, to, [y, u, v]);
  await runner.prepare([kernel]);
  return gpu.checked('tiles', async () => {
    const bytes = new Uint8Array(from.byteLength);
    packPlanes(source, from, bytes);
    using numbers = upload(gpu.device, pool, packed.numbers);
    using picture = upload(gpu.device, pool, bytes);
    using canvas = pool.take(to.byteLength, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC);
    const batch = runner.batch();
    batch.run(kernel, { numbers: numbers.value, picture: picture.value, canvas: canvas.value }, 0, packed.groups);
    const back = readBack(batch, pool, canvas.value, to.byteLength);
    batch.submit();
    const data = new Uint8Array(i420Layout(plan.widthPx, plan.heightPx).byteLength);
    const image: I420Image = { widthPx: plan.widthPx, heightPx: plan.heightPx, data, color: source.color };
    await back.arrived();
    back.take((found) => unpackPlanes(found, to, image));
    return image;
  });
}
