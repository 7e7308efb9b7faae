import { CpuComposer } from '../../../src/compose/cpu/composer.ts';
import { GpuComposer } from '../../../src/compose/gpu/composer.ts';
import { frameBox } from '../../../src/core/boxes.ts';
import type { FillChoice } from '../../../src/documents/intent.ts';
import { openGpuTools } from '../../../src/gpu/gpu-tools.ts';
import { Letterbox } from '../../../src/pixels/letterbox.ts';
import { letterboxOnGpu, worst } from '../../support/both-ways.ts';
import { geometryOf, maskOf, noisePicture, planOf } from '../../unit/compose/pictures.ts';

const emoji = { widthPx: 5, heightPx: 4, rgba: new Uint8ClampedArray(80).map((_, i) => (i * 37) % 256) };
const fills: readonly FillChoice[] = [{ kind: 'erase' }, { kind: 'solid', color: '#3a7f10' }, { kind: 'image', image: emoji }, { kind: 'mosaic', cellsAcross: 4 }, { kind: 'blur' }];

/** How far both ways of composing are apart, by picture and fill (NaN where nothing changed, so nothing was tested), on this browser's adapter. */
export async function composed(sizes: readonly (readonly [number, number, 0 | 90 | 180 | 270])[]): Promise<{ software: boolean; differences: Record<string, number> }> {
  using tools = await openGpuTools(navigator.gpu);
  const differences: Record<string, number> = {};
  for (const [w, h, rotation] of sizes) {
    const geometry = geometryOf(w, h, rotation);
    using gpu = await GpuComposer.open(geometry, tools.value);
    const cpu = new CpuComposer(geometry);
    const at = (x: number, y: number, share: number): readonly [number, number, number, number] => [x * geometry.widthPx, y * geometry.heightPx, share * geometry.widthPx, share * geometry.heightPx];
    for (const fill of fills) {
      const plan = planOf([maskOf(at(0.1, 0.2, 0.4), fill, 'ellipse', 1), maskOf(at(0.3, 0.4, 0.5), fill, 'rounded-box', 2)]);
      const { difference, changed } = await worst(cpu, gpu, noisePicture(geometry, w), plan);
      differences[`${w}x${h} ${fill.kind}`] = changed ? difference : NaN;
    }
    const hidden = await worst(cpu, gpu, noisePicture(geometry, w), { sourceFrame: 0, hideWhole: true, masks: [] });
    differences[`${w}x${h} hidden whole`] = hidden.difference;
  }
  return { software: tools.value.gpu.adapter.software, differences };
}

/** How many values of a letterboxed picture differ from the CPU way's. */
export async function letterboxed([w, h, rotation]: readonly [number, number, 0 | 90 | 180 | 270]): Promise<{ values: number; different: number }> {
  using tools = await openGpuTools(navigator.gpu);
  const geometry = geometryOf(w, h, rotation);
  const letterbox = new Letterbox(geometry, frameBox(0, 0, geometry.widthPx, geometry.heightPx), {
    widthPx: 96, heightPx: 64, channels: 'bgr', layout: 'nchw', mean: 0, scale: 1, padValue: 0,
  });
  const image = noisePicture(geometry, w);
  const wanted = new Float32Array(3 * 96 * 64);
  letterbox.run(image, wanted);
  const [found] = await letterboxOnGpu(tools.value, image, [letterbox]);
  return { values: wanted.length, different: wanted.filter((value, i) => value !== found?.[i]).length };
}
