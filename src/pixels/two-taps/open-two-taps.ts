import { plainTwoTaps } from './two-taps.reference.ts';
import { simdTwoTaps } from './two-taps.simd.ts';
import type { TwoTaps } from './two-taps.ts';

/** By SIMD where there is such, else in plain TypeScript: the same bytes. */
export function openTwoTaps(): TwoTaps {
  return simdTwoTaps() ?? plainTwoTaps();
}
