import { AppError } from '../../core/errors.ts';
import { intersect, union } from '../../core/intervals.ts';
import type { Interval } from '../../core/intervals.ts';
import type { Analysis, FrameRange } from '../../documents/analysis.ts';
import { jumpMinS } from '../../documents/cut.ts';
import type { CutPeople, CutShaping } from '../../documents/cut.ts';
import { speakingStretches } from './speaking.ts';
import { framesWithin, limitLength, spanOf } from './timeline.ts';
import type { Timeline } from './timeline.ts';
import { tracksOfPeople, visibleStretches } from './visible.ts';

/**
 * The frames in which any of the chosen people is seen or speaks; with `visible-and-speaking`, both of the same one. A frame is taken when it is
 * first shown within a stretch. Throws `cut/nothing-left`, `cut/speech-unknown`, and `people/no-match` for an id that is nobody's.
 */
export function cutPeople(analysis: Analysis, cut: CutPeople): FrameRange[] {
  const { source } = analysis;
  const within = spanOf(source, { firstFrame: cut.firstFrame, lastFrame: Math.min(cut.lastFrame, source.ticks.length - 1) });
  const people = cut.people.length === 0 ? [null] : tracksOfPeople(analysis, cut.people);
  const found = intersect(people.flatMap((tracks) => stretchesOf(analysis, tracks, cut.where, within)), [within]);
  const frames = limitLength(source, framesWithin(source, shapeStretches(source, found, cut, within)), cut.maxS);
  if (frames.length > 0) return frames;
  const longestS = found.reduce((longest, { start, end }) => Math.max(longest, end - start), 0) / source.timescale;
  throw new AppError('cut/nothing-left', { where: cut.where, stretches: found.length, longestS: Math.round(100 * longestS) / 100, minS: cut.minS });
}

function stretchesOf(analysis: Analysis, tracks: ReadonlySet<number> | null, where: CutPeople['where'], within: Interval): Interval[] {
  const visible = (): Interval[] => visibleStretches(analysis, tracks);
  const speaking = (): Interval[] => speakingStretches(analysis, tracks, within);
  switch (where) {
    case 'visible':
      return visible();
    case 'speaking':
      return speaking();
    case 'visible-or-speaking':
      return union([...visible(), ...speaking()]);
    case 'visible-and-speaking':
      return intersect(visible(), speaking());
  }
}

/**
 * Gaps are closed first, then what is too short goes, then padding is added: so a word is not lost that somebody takes a breath in. Without padding
 * the stretches stay as they were found, however close.
 */
function shapeStretches({ timescale }: Timeline, found: readonly Interval[], { minS, paddingS, mergeS }: CutShaping, within: Interval): Interval[] {
  // Half a tick of tolerance: a length in seconds need not be a whole number of ticks.
  const longEnough = union(found, mergeS * timescale).filter(({ start, end }) => end - start >= minS * timescale - 0.5);
  const padding = paddingS * timescale;
  const padded = longEnough.map(({ start, end }) => ({ start: start - padding, end: end + padding }));
  return intersect(union(padded, padding > 0 ? jumpMinS * timescale : 0), [within]);
}
