import { AppError } from '../../core/errors.ts';
import { intersect, union } from '../../core/intervals.ts';
import type { Interval } from '../../core/intervals.ts';
import type { Analysis, FrameRange } from '../../documents/analysis.ts';
import type { CutSummary } from '../../documents/cut.ts';
import { framesWithin, limitLength, secondsOf, spanOf } from './timeline.ts';
import type { Timeline } from './timeline.ts';
import { visibleStretches } from './visible.ts';

/** Somebody who is back within a second was not away: they turned round, or somebody went by. */
const awayMinS = 1;
/** An appearance is not made shorter than this to save time: less is over before one has looked. */
const appearanceMinS = 1;
/** Halvings when the length of each appearance is sought: to a thousandth of what was asked for. */
const halvings = 10;

/** A stretch, in ticks, in which a person is seen. */
interface Appearance extends Interval {
  /** Which person, counted by their first appearances. */
  readonly person: number;
}

/**
 * The beginning of each appearance of each person: by time, where frames of several people are taken once, or person by person. Where `maxS` is
 * too short for all, appearances become shorter, down to a second; then the shortest go, but everybody's longest after all others. Throws
 * `cut/nothing-left` where nobody appears.
 */
export function cutSummary(analysis: Analysis, cut: CutSummary): FrameRange[] {
  const { source } = analysis;
  const all = appearancesOf(analysis, cut);
  if (all.length === 0) throw new AppError('cut/nothing-left', { where: 'visible', stretches: 0 });
  const make = (chosen: readonly Appearance[], secondsEach: number): FrameRange[] => framesOf(source, chosen, cut.order, secondsEach);
  const { maxS } = cut;
  const whole = make(all, cut.secondsEach);
  if (maxS === null || secondsOf(source, whole) <= maxS) return whole;
  const fits = (ranges: readonly FrameRange[]): boolean => secondsOf(source, ranges) <= maxS;
  const shortestS = Math.min(appearanceMinS, cut.secondsEach);
  if (fits(make(all, shortestS))) return make(all, greatest(shortestS, cut.secondsEach, (secondsEach) => fits(make(all, secondsEach))));
  const ranked = byWorth(all);
  const count = Math.floor(greatest(1, ranked.length, (many) => fits(make(ranked.slice(0, Math.floor(many)), shortestS))));
  return limitLength(source, make(ranked.slice(0, count), shortestS), maxS);
}

/** When everybody appears, ascending. Faces that are nobody's are people of their own: all are in the summary. */
function appearancesOf(analysis: Analysis, { firstFrame, lastFrame }: FrameRange): Appearance[] {
  const { source, tracks, identities } = analysis;
  const within = [spanOf(source, { firstFrame, lastFrame: Math.min(lastFrame, source.ticks.length - 1) })];
  const known = new Set(identities.flatMap(({ tracks: own }) => own));
  const people = [...identities.map(({ tracks: own }) => own), ...tracks.filter(({ id, kind }) => !known.has(id) && kind === 'face').map(({ id }) => [id])];
  return people
    .map((own) => union(intersect(visibleStretches(analysis, new Set(own)), within), awayMinS * source.timescale))
    .filter((stretches) => stretches.length > 0)
    .sort(([a], [b]) => (a as Interval).start - (b as Interval).start)
    .flatMap((stretches, person) => stretches.map((stretch) => ({ ...stretch, person })))
    .sort((a, b) => a.start - b.start || a.person - b.person);
}

function framesOf(timeline: Timeline, chosen: readonly Appearance[], order: CutSummary['order'], secondsEach: number): FrameRange[] {
  const each = secondsEach * timeline.timescale;
  const begun = chosen.map(({ person, start, end }) => ({ person, start, end: Math.min(end, start + each) }));
  if (order === 'time') return framesWithin(timeline, union(begun));
  const people = [...new Set(begun.map(({ person }) => person))].sort((a, b) => a - b);
  return people.flatMap((person) => framesWithin(timeline, union(begun.filter((each_) => each_.person === person))));
}

/** What is kept first comes first: everybody's longest appearance, then the others; the longer before the shorter. */
function byWorth(appearances: readonly Appearance[]): Appearance[] {
  const longer = (a: Appearance, b: Appearance): number => b.end - b.start - (a.end - a.start) || a.start - b.start;
  const longest = new Map<number, Appearance>();
  for (const each of appearances.toSorted(longer)) if (!longest.has(each.person)) longest.set(each.person, each);
  const first = [...longest.values()];
  return [...first.sort(longer), ...appearances.filter((each) => !first.includes(each)).sort(longer)];
}

/** The greatest number that holds, sought between one that is taken for holding and one that does not. */
function greatest(holding: number, failing: number, holds: (value: number) => boolean): number {
  let [low, high] = [holding, failing];
  for (let step = 0; step < Math.max(halvings, Math.ceil(Math.log2(failing - holding + 1)) + 1); step += 1) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
