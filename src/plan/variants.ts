import type { Analysis, FrameRange } from '../documents/analysis.ts';
import type { MaskPath } from '../documents/edit.ts';
import type { CutRange, HideEveryone } from '../documents/intent.ts';
import { cutRange } from './cut/range.ts';
import { hideEveryone } from './hide/everyone.ts';

/** Every variant of the `hide` slot by its kind: analysis and the variant's choices in, masks out. */
export const hideVariants: { readonly everyone: (analysis: Analysis, hide: HideEveryone) => MaskPath[] } = { everyone: hideEveryone };

/** Every variant of the `cut` slot by its kind: source frame ranges in output order. */
export const cutVariants: { readonly range: (cut: CutRange, frameCount: number) => FrameRange[] } = { range: cutRange };
