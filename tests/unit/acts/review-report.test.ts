import { describe, expect, it } from 'vitest';
import { reviewNotes, reviewReport } from '../../../src/acts/review-report.ts';
import type { Corrections } from '../../../src/documents/corrections.ts';
import type { ReportReview } from '../../../src/documents/report.ts';
import { reviewQueue } from '../../../src/understand/risks.ts';
import { understand } from '../../../src/understand/understand.ts';
import { observationsOf } from '../tracking/observations.ts';
import type { Look } from '../tracking/observations.ts';

const looks: Look[] = [...Array<Look>(30).fill([[600, 300, 60, 80, 0.9]]), ...Array<Look>(60).fill([])];

function reportOf(corrections: Corrections): ReportReview {
  const observations = observationsOf(looks);
  const analysis = understand(observations, corrections);
  const known = { ...analysis, identities: analysis.identities.map((each) => ({ ...each, sure: true, confidence: 1 })) };
  return reviewReport(reviewQueue(observations, known, corrections), known);
}

describe('the report of how an analysis was looked through', () => {
  it('says how much was left', () => {
    const report = reportOf([]);
    expect(report).toEqual({ worthALook: 1, open: 1, accepted: 0, fixed: 0, hiddenWhole: 0, skipped: [], masksDrawn: 0, correctionsWithoutEffect: 0 });
    expect(reviewNotes(report)).toEqual(['1 of 1 moments worth a look were not looked at']);
  });

  it('says who skipped what, when', () => {
    const report = reportOf([{ kind: 'review', item: 'ends:1:29', verdict: 'skipped', by: 'Mina' }]);
    expect(report).toMatchObject({ open: 0, skipped: [{ kind: 'ends', startS: 0.967, endS: 0.967, by: 'Mina' }] });
    expect(reviewNotes(report)).toEqual(['0 of 1 moments worth a look were not looked at', 'skipped by Mina: ends, 1.0–1.0 s']);
  });

  it('counts masks by hand and corrections without effect', () => {
    const box = { x: 0, y: 0, width: 9, height: 9 };
    const report = reportOf([
      { kind: 'draw', mask: 1, shape: 'box', firstFrame: 0, lastFrame: 9, keyframes: [{ frame: 0, box }] },
      { kind: 'decide', track: 9, decision: 'show' },
      { kind: 'review', item: 'ends:1:29', verdict: 'accepted' },
    ]);
    expect(report).toMatchObject({ accepted: 1, masksDrawn: 1, correctionsWithoutEffect: 1 });
    expect(reviewNotes(report).at(-1)).toBe('1 corrections had no effect: what they were about is gone');
  });
});
