import type { Analysis, FrameRange } from '../documents/analysis.ts';
import type { Cut } from '../documents/cut.ts';
import type { CanvasEdit, MaskPath } from '../documents/edit.ts';
import type { Hide } from '../documents/intent.ts';
import type { Layout } from '../documents/layout.ts';
import type { MarksEdit } from '../documents/marks-edit.ts';
import type { Marks } from '../documents/marks-intent.ts';
import { cutPeople } from './cut/people.ts';
import { cutRange } from './cut/range.ts';
import { cutRanges } from './cut/ranges.ts';
import { cutSummary } from './cut/summary.ts';
import { hideEveryone } from './hide/everyone.ts';
import { hidePeople } from './hide/people.ts';
import { followPerson } from './layout/follow.ts';
import { splitPeople } from './layout/split.ts';
import { drawOverlay } from './marks/overlay.ts';

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

/** The source frame ranges of a choice of any variant, in output order. */
export function cutsOf(analysis: Analysis, cut: Cut): FrameRange[] {
  switch (cut.kind) {
    case 'range':
      return cutRange(cut, analysis.source.ticks.length);
    case 'ranges':
      return cutRanges(cut, analysis.source.ticks.length);
    case 'people':
      return cutPeople(analysis, cut);
    case 'summary':
      return cutSummary(analysis, cut);
  }
}

/** The canvas of a layout of any variant, for the source frames of some cuts. */
export function canvasOf(analysis: Analysis, layout: Layout, cuts: readonly FrameRange[]): CanvasEdit {
  switch (layout.kind) {
    case 'follow':
      return followPerson(analysis, layout, cuts);
    case 'split':
      return splitPeople(analysis, layout, cuts);
  }
}

/** What a choice of any variant draws over people. */
export function marksOf(analysis: Analysis, marks: Marks): MarksEdit {
  switch (marks.kind) {
    case 'overlay':
      return drawOverlay(analysis, marks);
  }
}
