import { boxBlurKernel } from '../../gpu/kernels/box-blur/box-blur.ts';
import type { Kernel } from '../../gpu/kernel.ts';
import { markHiddenKernel } from '../../gpu/kernels/mark-hidden/mark-hidden.ts';
import { filmCollectKernel } from '../../gpu/kernels/film-collect/film-collect.ts';
import { filmSolveKernel } from '../../gpu/kernels/film-solve/film-solve.ts';
import { hideWholeKernel } from '../../gpu/kernels/hide-whole/hide-whole.ts';
import { mosaicMeansKernel } from '../../gpu/kernels/mosaic-means/mosaic-means.ts';
import { paintKernel } from '../../gpu/kernels/paint/paint.ts';
import { blurPasses } from '../cpu/fills/blur.ts';
import { filmBits, sweeps } from '../cpu/membrane.ts';
import { coverage, nearBits } from '../cpu/planes.ts';

type Binding = 'task' | 'numbers' | 'masks' | 'coverage' | 'work' | 'images' | 'picture';
export type ComposeKernel = 'markHidden' | 'filmCollect' | 'filmSolve' | 'mosaicMeans' | 'boxBlur' | 'paint' | 'hideWhole';

/** The kernels that compose frames, with the CPU way's own constants. */
export const composeKernels: Readonly<Record<ComposeKernel, Kernel<Binding>>> = {
  markHidden: markHiddenKernel({ nearBits }),
  filmCollect: filmCollectKernel({ filmBits }),
  filmSolve: filmSolveKernel({ filmBits, sweeps }),
  mosaicMeans: mosaicMeansKernel({ nearBits }),
  boxBlur: boxBlurKernel({ nearBits, passes: blurPasses }),
  paint: paintKernel({ nearBits, filmBits, safeBit: coverage.safe }),
  hideWhole: hideWholeKernel(),
};
