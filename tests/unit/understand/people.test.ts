import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../src/documents/analysis.ts';
import type { Corrections } from '../../../src/documents/corrections.ts';
import type { EmbeddingColumns } from '../../../src/documents/embeddings.ts';
import { hiddenTracks } from '../../../src/plan/hide/hidden-tracks.ts';
import { understand } from '../../../src/understand/understand.ts';
import { embeddingsOf, vectorOfPerson } from '../tracking/made-up-looks.ts';
import { observationsOf } from '../tracking/observations.ts';
import type { Look } from '../tracking/observations.ts';

/** Seen for a second, unseen for longer than the ends of tracks reach, and seen again in the same place. */
const seen = 30;
const gap = 42;
const looks: readonly Look[] = Array.from({ length: 2 * seen + gap }, (_, frame) => (frame < seen || frame >= seen + gap ? [[600, 300, 60, 80, 0.95]] : []));

/** Who was looked at closely, by detection: the first stretch has 0 … 29. */
function analyze(embeddings: EmbeddingColumns, corrections: Corrections): Analysis {
  return understand({ ...observationsOf(looks), embeddings }, corrections);
}

/** Whether any track covers each frame, hidden ones alone. */
function hiddenFrames(analysis: Analysis): number[] {
  const frames = new Set(hiddenTracks(analysis, () => false).flatMap((track) => [...track.frames]));
  return [...frames].sort((a, b) => a - b);
}

const framesFromTo = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe('findPeople at a gap behind which nobody knows who it is', () => {
  const known = embeddingsOf([2, vectorOfPerson(0)], [9, vectorOfPerson(0)]);

  it('cuts, and hides the way over the gap as nobody\'s', () => {
    const analysis = analyze(known, []);
    expect(analysis.identities.map(({ sure, tracks }) => [sure, tracks.length])).toEqual([[true, 1], [false, 1], [false, 1]]);
    expect(hiddenFrames(analysis)).toEqual(framesFromTo(0, looks.length - 1));
  });

  it.each([0, 1])('keeps the way over the gap hidden when the user shows one of the people at its ends: %i', (which) => {
    const { identities } = analyze(known, []);
    const shown = identities[which] as (typeof identities)[number];
    const hidden = hiddenFrames(analyze(known, [{ kind: 'decide', track: shown.tracks[0] as number, decision: 'show' }]));
    expect(hidden).toEqual(expect.arrayContaining(framesFromTo(seen, seen + gap - 1)));
    expect(hidden).not.toContain(which === 0 ? 0 : looks.length - 1);
  });

  it('cuts nothing where nobody was looked at', () => {
    expect(analyze(embeddingsOf(), []).identities.map(({ sure, tracks }) => [sure, tracks.length])).toEqual([[false, 1]]);
  });
});
