import { AppError } from '../../core/errors.ts';
import type { FrameGeometry } from '../../core/geometry.ts';
import { i420Layout, type I420Image } from '../../core/i420.ts';
import type { FramePlan } from '../../documents/edit.ts';
import type { FillChoice } from '../../documents/intent.ts';
import type { GpuTools } from '../../gpu/gpu-tools.ts';
import { CpuComposer } from '../cpu/composer.ts';
import { GpuComposer } from './composer.ts';

/** Not whole words, and more than one tile. */
const geometry: FrameGeometry = { storedWidthPx: 93, storedHeightPx: 61, rotation: 90, mirrored: false, widthPx: 61, heightPx: 93 };
/** The fills that are the same byte for byte on every backend. */
const fills: readonly FillChoice[] = [{ kind: 'erase' }, { kind: 'solid', color: '#3a7f10' }, { kind: 'mosaic', cellsAcross: 4 }, { kind: 'blur' }];

/** Two pictures, so that what the first leaves in buffers cannot pass for the second. */
const seeds = [0x9e3779b1, 0x85ebca6b];

/** Composes small pictures both ways; throws `gpu/unavailable` when a byte differs, because a driver that is wrong there may be wrong anywhere. */
export async function selfTestComposer(tools: GpuTools): Promise<void> {
  using composer = await GpuComposer.open(geometry, tools);
  for (const seed of seeds) {
    const wanted = patterned(seed);
    const found = patterned(seed);
    new CpuComposer(geometry).compose(wanted, plan());
    await composer.compose(found, plan());
    const differs = wanted.data.findIndex((value, i) => value !== found.data[i]);
    if (differs >= 0) throw new AppError('gpu/unavailable', { reason: 'the GPU does not compose as it should', byte: differs });
  }
}

function patterned(seed: number): I420Image {
  const { storedWidthPx: widthPx, storedHeightPx: heightPx } = geometry;
  const data = new Uint8Array(i420Layout(widthPx, heightPx).byteLength).map((_, i) => Math.imul(i + 1, seed) >>> 24);
  return { widthPx, heightPx, data, color: { matrix: 'bt709', fullRange: false } };
}

/** Two masks of each fill, some of them over each other. */
function plan(): FramePlan {
  const masks = Array.from({ length: 2 * fills.length }, (_, i) => ({
    track: i,
    box: { x: -5 + ((i * 23) % 47), y: -4 + ((i * 31) % 71), width: 18 + (i % 3) * 5, height: 24 },
    shape: i % 2 === 0 ? ('ellipse' as const) : ('rounded-box' as const),
    fill: fills[i % fills.length] as FillChoice,
  }));
  return { sourceFrame: 0, hideWhole: false, masks };
}
