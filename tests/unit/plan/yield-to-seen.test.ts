import { describe, expect, it } from 'vitest';
import { sampleOrigins } from '../../../src/documents/analysis.ts';
import type { SampleOrigin, Track } from '../../../src/documents/analysis.ts';
import type { MaskPath } from '../../../src/documents/edit.ts';
import { yieldToSeen } from '../../../src/plan/hide/yield-to-seen.ts';

const trackOf = (box: readonly number[], origin: SampleOrigin, score: number): Track => ({
  id: 1,
  kind: 'face',
  frames: Int32Array.of(5),
  boxes: Float32Array.from(box),
  scores: Float32Array.of(score),
  origins: Uint8Array.of(sampleOrigins.indexOf(origin)),
});
const maskAt = (...box: number[]): MaskPath => ({ track: 1, firstFrame: 5, boxes: Float32Array.from(box), shape: 'ellipse', fill: { kind: 'erase' } });
const hidden = (origin: SampleOrigin, score = 0): Track => trackOf([100, 100, 50, 50], origin, score);
const face = (score = 0.95, origin: SampleOrigin = 'detected'): Track => trackOf([130, 90, 40, 40], origin, score);

describe('masks beside a face that may be seen', () => {
  it.each<[string, Track, readonly Track[], number[]]>([
    ['an extended one goes back beside it', hidden('extended'), [face()], [80, 80, 50, 100]],
    ['a bridged one too', hidden('bridged'), [face()], [80, 80, 50, 100]],
    ['so does one that a low score carried on', hidden('detected', 0.3), [face()], [80, 80, 50, 100]],
    ['a detected face never does', hidden('detected', 0.6), [face()], [80, 80, 100, 100]],
    ['a face that is half hidden is no reason', hidden('extended'), [face(0.8)], [80, 80, 100, 100]],
    ['a face that is only guessed is none', hidden('extended'), [face(0.95, 'bridged')], [80, 80, 100, 100]],
    ['a face in another frame is none', hidden('extended'), [{ ...face(), frames: Int32Array.of(6) }], [80, 80, 100, 100]],
    ['nobody may be seen', hidden('extended'), [], [80, 80, 100, 100]],
    ['what is drawn by hand stays', { ...hidden('manual'), drawn: { mask: 1, shape: 'box', points: new Float32Array(0), label: '' } }, [face()], [80, 80, 100, 100]],
  ])('%s', (_, track, shown, expected) => expect([...yieldToSeen(maskAt(80, 80, 100, 100), track, shown).boxes]).toEqual(expected));

  it('leaves nothing where the face takes all of it', () => {
    const [, , width = 1, height = 1] = yieldToSeen(maskAt(135, 95, 20, 20), hidden('extended'), [face()]).boxes;
    expect(width * height).toBe(0);
  });
});
