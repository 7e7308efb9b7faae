import { describe, expect, it } from 'vitest';
import type { Mouths } from '../../../src/documents/mouths.ts';
import { find } from '../../../src/understand/understand.ts';
import { observationsOf } from '../tracking/observations.ts';
import type { Look } from '../tracking/observations.ts';

/** Two faces for a second; in each frame the left one comes first. */
const looks: readonly Look[] = Array.from({ length: 30 }, () => [[100, 300, 60, 80, 0.95], [900, 300, 60, 80, 0.95]]);
/** Mouths of the detections given, each open by its index. */
const opened = (...detections: number[]): Mouths => ({
  detections: Uint32Array.from(detections),
  openings: Float32Array.from(detections),
  qualities: new Float32Array(detections.length).fill(0.75),
});

describe('what was seen of mouths', () => {
  it('belongs to the track of its face, at the time of its frame', () => {
    const found = find({ ...observationsOf(looks), mouths: opened(2, 3, 8, 11) });
    expect(found.mouths.map(({ timesUs, openings }) => [[...timesUs].map((timeUs) => Math.round((timeUs * 30) / 1e6)), [...openings]])).toEqual([[[1, 4], [2, 8]], [[1, 5], [3, 11]]]);
    expect(found.mouths.map(({ track }) => track)).toEqual(found.tracks.map(({ id }) => id));
    expect(found.mouths.flatMap(({ qualities }) => [...qualities])).toEqual([0.75, 0.75, 0.75, 0.75]);
  });

  it('is nothing of a face at whose mouth nobody looked', () => {
    expect(find({ ...observationsOf(looks), mouths: opened(5) }).mouths.map(({ openings }) => [...openings])).toEqual([[5]]);
    expect(find(observationsOf(looks)).mouths).toEqual([]);
  });
});
