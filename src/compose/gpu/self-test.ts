import { AppError } from '../../core/errors.ts';
import type { FrameGeometry } from '../../core/geometry.ts';
import { i420Layout, type I420Image } from '../../core/i420.ts';
import type { FramePlan } from '../../documents/edit.ts';
import type { FillChoice } from '../../documents/intent.ts';
import type { PlannedMark } from '../../documents/marks.ts';
import type { GpuTools } from '../../gpu/gpu-tools.ts';
import type { CanvasPlan } from '../../documents/tiles.ts';
import type { CanvasTarget } from '../composer.ts';
import { CpuComposer } from '../cpu/composer.ts';
import { GpuComposer } from './composer.ts';

/** Not whole words, and more than one tile. */
const geometry: FrameGeometry = { storedWidthPx: 93, storedHeightPx: 61, rotation: 90, mirrored: false, widthPx: 61, heightPx: 93 };
const canvasSize = { widthPx: 67, heightPx: 45 } as const;
/** The fills that are the same byte for byte on every backend. */
const fills: readonly FillChoice[] = [{ kind: 'erase' }, { kind: 'solid', color: '#3a7f10' }, { kind: 'mosaic', cellsAcross: 4 }, { kind: 'blur' }];

/** Two pictures, so that what the first leaves in buffers cannot pass for the second. */
const seeds = [0x9e3779b1, 0x85ebca6b];

/** Composes small pictures both ways; throws `gpu/unavailable` when a byte differs, because a driver that is wrong there may be wrong anywhere. */
export async function selfTestComposer(tools: GpuTools): Promise<void> {
  using composer = await GpuComposer.open(geometry, tools);
  for (const seed of seeds) {
    for (const plan of [masksPlan(), { ...masksPlan(), marks: marks() }, { ...masksPlan(), canvas: canvas() }]) {
      const [wanted, found] = [tried(seed), tried(seed)];
      new CpuComposer(geometry).compose(wanted.image, plan, wanted.target);
      await composer.compose(found.image, plan, found.target);
      const made = ({ image, target }: Tried): Uint8Array => (plan.canvas === undefined ? image.data : target.out);
      const differs = made(wanted).findIndex((value, i) => value !== made(found)[i]);
      if (differs >= 0) throw new AppError('gpu/unavailable', { reason: 'the GPU does not compose as it should', byte: differs });
    }
  }
}

interface Tried {
  readonly image: I420Image;
  readonly target: CanvasTarget;
}

function tried(seed: number): Tried {
  const { byteLength } = i420Layout(canvasSize.widthPx, canvasSize.heightPx);
  return { image: patterned(seed), target: { out: new Uint8Array(byteLength), before: pattern(byteLength, seed + 1), keep: null } };
}

function pattern(byteLength: number, seed: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(byteLength).map((_, i) => Math.imul(i + 1, seed) >>> 24);
}

/** Two views, one place that is held, and a mark, at odd places. */
function canvas(): CanvasPlan {
  return {
    ...canvasSize,
    background: '#204060',
    held: [{ x: 3, y: 5, width: 21, height: 17 }],
    tiles: [
      { view: { x: 10.5, y: 20, width: 20, height: 30 }, place: { x: 31, y: 1, width: 33, height: 40 }, fit: 'cover' },
      { view: { x: -5, y: 0, width: 61, height: 93 }, place: { x: 9, y: 15, width: 15, height: 25 }, fit: 'stretch' },
    ],
    marks: [{ kind: 'box', box: { x: 31, y: 1, width: 33, height: 40 }, thicknessPx: 3, color: '#ffcc00', opacity: 1 }],
  };
}

/** One of each kind over the picture itself, one of them cut off. */
function marks(): PlannedMark[] {
  const shape = { widthPx: 9, heightPx: 7, coverage: pattern(63, 5) };
  return [
    { kind: 'line', from: { x: 3, y: 80 }, to: { x: 50, y: 9 }, thicknessPx: 3, color: '#56b4e9', opacity: 0.7 },
    { kind: 'box', box: { x: 20, y: 30, width: 30, height: 40 }, thicknessPx: 2, color: '#d55e00', opacity: 1, clip: { x: 0, y: 0, width: 41, height: 93 } },
    { kind: 'label', left: 30, top: 50, shape, color: '#ffffff', opacity: 1 },
  ];
}

function patterned(seed: number): I420Image {
  const { storedWidthPx: widthPx, storedHeightPx: heightPx } = geometry;
  return { widthPx, heightPx, data: pattern(i420Layout(widthPx, heightPx).byteLength, seed), color: { matrix: 'bt709', fullRange: false } };
}

/** Two masks of each fill, some of them over each other. */
function masksPlan(): FramePlan {
  const masks = Array.from({ length: 2 * fills.length }, (_, i) => ({
    track: i,
    box: { x: -5 + ((i * 23) % 47), y: -4 + ((i * 31) % 71), width: 18 + (i % 3) * 5, height: 24 },
    shape: i % 2 === 0 ? ('ellipse' as const) : ('rounded-box' as const),
    fill: fills[i % fills.length] as FillChoice,
  }));
  return { sourceFrame: 0, hideWhole: false, masks };
}
