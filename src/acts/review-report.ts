import { trackOfMask } from '../documents/corrections.ts';
import type { Analysis } from '../documents/analysis.ts';
import type { ReportReview } from '../documents/report.ts';
import type { ReviewQueue } from '../documents/risks.ts';

/** What the report says of how an analysis was looked through. */
export function reviewReport({ items, open }: ReviewQueue, { source, tracks, ineffective }: Analysis): ReportReview {
  const first = source.ticks[0] ?? 0;
  const timeS = (frame: number): number => Math.round((1000 * ((source.ticks[frame] ?? first) - first)) / source.timescale) / 1000;
  const count = (verdict: string): number => items.filter((item) => item.verdict === verdict).length;
  const skipped = items.filter(({ verdict }) => verdict === 'skipped');
  return {
    worthALook: items.length,
    open,
    accepted: count('accepted'),
    fixed: count('fixed'),
    hiddenWhole: count('hidden-whole'),
    skipped: skipped.map(({ kind, firstFrame, lastFrame, by }) => ({ kind, startS: timeS(firstFrame), endS: timeS(lastFrame), by: by ?? null })),
    masksDrawn: tracks.filter(({ id }) => id >= trackOfMask(0)).length,
    correctionsWithoutEffect: ineffective.length,
  };
}

/** The same in words, for the notes; nothing when there was nothing to look at. */
export function reviewNotes({ worthALook, open, skipped, correctionsWithoutEffect }: ReportReview): string[] {
  const notes: string[] = [];
  if (worthALook > 0) notes.push(`${open} of ${worthALook} moments worth a look were not looked at`);
  for (const { kind, startS, endS, by } of skipped) notes.push(`skipped by ${by ?? 'somebody'}: ${kind}, ${startS.toFixed(1)}–${endS.toFixed(1)} s`);
  if (correctionsWithoutEffect > 0) notes.push(`${correctionsWithoutEffect} corrections had no effect: what they were about is gone`);
  return notes;
}
