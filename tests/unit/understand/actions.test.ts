import { describe, expect, it } from 'vitest';
import type { ActionScores } from '../../../src/documents/action-scores.ts';
import { findActions, noneGain, stillMax } from '../../../src/understand/actions.ts';

const labels = ['walk', 'wave', 'sit'];
interface Said {
  readonly track?: number;
  readonly scores: readonly (readonly number[])[];
  readonly liveliest?: number;
  /** Windows that are there; absent: all. */
  readonly only?: (window: number) => boolean;
}

/** Windows of a second, a third of a second apart. */
function scoresOf(...all: readonly Said[]): ActionScores {
  const rows = all.flatMap(({ track = 1, scores, liveliest = 2, only = () => true }) => scores.map((row, window) => ({ track, window, row, liveliest })).filter(({ window }) => only(window)));
  return {
    labels,
    tracks: Int32Array.from(rows, ({ track }) => track),
    startsUs: Float64Array.from(rows, ({ window }) => Math.round((window * 1e6) / 3)),
    endsUs: Float64Array.from(rows, ({ window }) => Math.round((window * 1e6) / 3) + 1_000_000),
    liveliest: Float32Array.from(rows, (row) => row.liveliest),
    probabilities: Float32Array.from(rows.flatMap(({ row }) => [...row])),
  };
}

const times = (count: number, ...row: number[]): number[][] => Array.from({ length: count }, () => row);
const found = (scores: ActionScores): (readonly [number, string, number, number, number])[] =>
  findActions(scores).map(({ track, label, startUs, endUs, score }) => [track, label, Math.round(startUs / 1e4) / 100, Math.round(endUs / 1e4) / 100, Math.round(score * 100) / 100]);

describe('findActions', () => {
  it.each<[name: string, said: readonly Said[], actions: readonly (readonly [number, string, number, number, number])[]]>([
    ['somebody walks all the time', [{ scores: times(10, 0.9, 0.05, 0.05) }], [[1, 'walk', 0, 4, 0.9]]],
    ['one window is enough, if it is sure', [{ scores: times(1, 0.9, 0, 0) }], [[1, 'walk', 0, 1, 0.9]]],
    ['one window of doubt is nothing', [{ scores: times(1, noneGain + 0.05, 0, 0) }], []],
    ['the same for longer is', [{ scores: times(4, noneGain + 0.05, 0, 0) }], [[1, 'walk', 0, 2, 0.75]]],
    ['the network does not know', [{ scores: times(10, 0.5, 0.3, 0.2) }], []],
    ['walks, then sits down: in between windows see both', [{ scores: [...times(6, 0.95, 0, 0), ...times(6, 0, 0, 0.95)] }], [[1, 'walk', 0, 2, 0.95], [1, 'sit', 2.67, 4.67, 0.95]]],
    ['a moment of doubt breaks nothing', [{ scores: [...times(5, 0.9, 0, 0), [0.3, 0.3, 0.3], ...times(5, 0.9, 0, 0)] }], [[1, 'walk', 0, 4.33, 0.85]]],
    ['a moment of something else is none', [{ scores: [...times(5, 0.4, 0, 0), [0, 0.99, 0], ...times(5, 0.4, 0, 0)] }], []],
    ['two people do different things', [{ track: 3, scores: times(4, 0.9, 0, 0) }, { track: 5, scores: times(4, 0, 0.8, 0) }], [[3, 'walk', 0, 2, 0.9], [5, 'wave', 0, 2, 0.8]]],
    ['whoever does not move does nothing', [{ scores: times(10, 0, 0.99, 0), liveliest: stillMax - 0.01 }], []],
    ['a long stretch without windows is no action', [{ scores: times(20, 0.9, 0, 0), only: (window) => window < 4 || window > 15 }], [[1, 'walk', 0, 2, 0.9], [1, 'walk', 5.33, 7.33, 0.9]]],
    ['nobody was looked at', [], []],
  ])('%s', (_, said, actions) => expect(found(scoresOf(...said))).toEqual(actions));
});
