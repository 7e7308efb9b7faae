import type { Analysis, FrameRange } from '../documents/analysis.ts';
import type { MaskPath } from '../documents/edit.ts';
import type { CutRange, Hide } from '../documents/intent.ts';
import { cutRange } from './cut/range.ts';
import { hideEveryone } from './hide/everyone.ts';
import { hidePeople } from './hide/people.ts';

/** Every variant of the `hide` slot by its kind: analysis and the variant's choices in, masks out. */
export const hideVariants: { readonly [Kind in Hide['kind']]: (analysis: Analysis, hide: Extract<Hide, { kind: Kind }>) => MaskPath[] } = {
  everyone: hideEveryone,
  people: hidePeople,
};

/** The masks of a choice of any variant. */
export function masksOf(analysis: Analysis, hide: Hide): MaskPath[] {
  switch (hide.kind) {
    case 'everyone':
      return hideVariants.everyone(analysis, hide);
    case 'people':
      return hideVariants.people(analysis, hide);
  }
}

/** Every variant of the `cut` slot by its kind: source frame ranges in output order. */
export const cutVariants: { readonly range: (cut: CutRange, frameCount: number) => FrameRange[] } = { range: cutRange };
