import type { FrameGeometry } from '../core/geometry.ts';
import type { PictureColor } from '../core/i420.ts';
import { letterboxKernel, packLetterbox, type LetterboxRegion, type PackedLetterbox } from '../gpu/kernels/letterbox/letterbox.ts';
import type { ShrinkTask } from '../gpu/kernels/shrink-tensor/shrink-tensor.ts';
import type { PackedPlanes } from '../gpu/packed-planes.ts';
import { weightBits } from '../pixels/axis-table.ts';
import { coefficientBits, yuvToRgb } from '../pixels/color.ts';
import { Letterbox } from '../pixels/letterbox.ts';
import type { PlannedInput } from './input-plan.ts';
import { pictureIn, type PixelFormat } from './prepared-looks.ts';
import { shrinkStarts } from './shrink-planes.ts';

/** One look of a picture's detection: which part of the detector makes it. */
export interface GpuLook {
  readonly part: number;
  readonly format: PixelFormat;
  readonly input: PlannedInput;
}

/** Looks whose tensors are made together, in one buffer: those from the picture in one dispatch, then the shrunk ones one after the other. */
export interface LookBatch {
  readonly looks: readonly GpuLook[];
  readonly letterbox: PackedLetterbox;
  readonly shrinks: readonly ShrinkTask[];
  /** Where each look's tensor begins; and values of all together. */
  readonly tensorsAt: readonly number[];
  readonly tensorLength: number;
}

/** The letterbox kernel with the numbers of the CPU's tables. */
export const lookKernel = letterboxKernel({ weightBits, coefficientBits });

/**
 * Splits looks into batches whose tensors take at most `bytesMax` together, a look that shrinks another one always with that one; a single
 * look (with what is shrunk from it) is never split.
 */
export function batchLooks(looks: readonly GpuLook[], geometry: FrameGeometry, color: PictureColor, planes: PackedPlanes, bytesMax: number): LookBatch[] {
  const batches: GpuLook[][] = [];
  for (const family of familiesOf(looks)) {
    const last = batches.at(-1);
    if (last !== undefined && bytesOf([...last, ...family]) <= bytesMax) last.push(...family);
    else batches.push(family);
  }
  return batches.map((batch) => batchOf(batch, geometry, color, planes));
}

/** Every look with what is shrunk from it. */
function familiesOf(looks: readonly GpuLook[]): GpuLook[][] {
  const families: GpuLook[][] = [];
  for (const look of looks) {
    if (look.input.shrinksPrevious) families.at(-1)?.push(look);
    else families.push([look]);
  }
  return families;
}

function lengthOf({ input }: GpuLook): number {
  return 3 * input.widthPx * input.heightPx;
}

function bytesOf(looks: readonly GpuLook[]): number {
  return 4 * looks.reduce((sum, look) => sum + lengthOf(look), 0);
}

function batchOf(looks: readonly GpuLook[], geometry: FrameGeometry, color: PictureColor, planes: PackedPlanes): LookBatch {
  const direct = looks.filter(({ input }) => !input.shrinksPrevious);
  const letterbox = packLetterbox(direct.map((look) => regionOf(look, geometry, color)), planes);
  let { tensorLength } = letterbox;
  const tensorsAt: number[] = [];
  const shrinks: ShrinkTask[] = [];
  looks.forEach((look, index) => {
    const before = looks[index - 1];
    if (!look.input.shrinksPrevious || before === undefined) {
      tensorsAt.push(letterbox.tensorsAt[direct.indexOf(look)] as number);
      return;
    }
    const starts = shrinkStarts(pictureIn(before.input), look.input);
    shrinks.push({ from: tensorsAt[index - 1] as number, to: tensorLength, fromSize: before.input, toSize: look.input, ...starts, padding: paddingOf(look.format) });
    tensorsAt.push(tensorLength);
    tensorLength += lengthOf(look);
  });
  return { looks, letterbox, shrinks, tensorsAt, tensorLength };
}

function regionOf({ format, input }: GpuLook, geometry: FrameGeometry, color: PictureColor): LetterboxRegion {
  const { widthPx, heightPx, region } = input;
  const { tables } = new Letterbox(geometry, region, { ...format, layout: 'nchw', widthPx, heightPx });
  const { y, rv, gu, gv, bu, r0, g0, b0 } = yuvToRgb(color);
  return { ...tables, padding: paddingOf(format), coefficients: [y, rv, gu, gv, bu, r0, g0, b0] };
}

function paddingOf({ padValue, mean, scale }: PixelFormat): number {
  return (padValue - mean) * scale;
}
