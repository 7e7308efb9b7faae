import { intersect, lengthOf } from '../core/intervals.ts';
import type { Analysis, FrameRange } from '../documents/analysis.ts';
import type { Edit } from '../documents/edit.ts';
import type { ReportCut, ReportPerson } from '../documents/report.ts';
import { spanOf } from '../plan/cut/timeline.ts';
import { visibleStretches } from '../plan/cut/visible.ts';
import type { JobOptions } from '../rpc/job-types.ts';

/** What of the source an edit shows, in the edit's order, and who is seen there. */
export function reportCuts(analysis: Analysis, { cuts }: Edit): ReportCut[] {
  const { source, identities } = analysis;
  const { ticks, timescale } = source;
  const seen = identities.map(({ id, tracks }) => ({ id, stretches: visibleStretches(analysis, new Set(tracks)) }));
  const seconds = (tick: number): number => (tick - (ticks[0] ?? 0)) / timescale;
  return cuts.map((cut) => {
    const span = spanOf(source, cut);
    const people = seen.filter(({ stretches }) => intersect(stretches, [span]).length > 0).map(({ id }) => id);
    return { startS: seconds(span.start), endS: seconds(span.end), people };
  });
}

/** What else is to be known of cuts that were found, in English: who is in none of a summary, and what nobody could listen to. */
export function cutNotes({ source, speechUnknown }: Analysis, { cut }: JobOptions, range: FrameRange, people: readonly ReportPerson[], cuts: readonly ReportCut[]): string[] {
  if (cut?.kind === 'summary') {
    const left = people.filter(({ id }) => cuts.every((each) => !each.people.includes(id)));
    return left.length === 0 ? [] : [`the summary had no time for ${left.length} of ${people.length} people: ${left.map(({ id, name }) => name ?? `person ${id}`).join(', ')}`];
  }
  if (cut?.kind !== 'people' || cut.where === 'visible') return [];
  const { start, end } = spanOf(source, range);
  const zero = source.ticks[0] ?? 0;
  const within = { start: ((start - zero) / source.timescale) * 1e6, end: ((end - zero) / source.timescale) * 1e6 };
  const unheardS = lengthOf(intersect(speechUnknown.map(({ startUs, endUs }) => ({ start: startUs, end: endUs })), [within])) / 1e6;
  return unheardS === 0 ? [] : [`for ${unheardS.toFixed(1)} s nobody knows whether somebody speaks: they were taken for silence`];
}
