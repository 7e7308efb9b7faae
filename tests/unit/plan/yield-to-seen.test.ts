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

const whole = [[80, 80, 100, 100]];
/** All of 80–180 without 130–170 x 90–130. */
const around = [[80, 80, 50, 100], [170, 80, 10, 100], [130, 80, 40, 10], [130, 130, 40, 50]];
const boxesOf = (paths: readonly MaskPath[]): number[][] => paths.map(({ boxes }) => [...boxes]);

describe('masks around a face that may be seen', () => {
  it.each<[string, Track, readonly Track[], number[][]]>([
    ['an extended one leaves it out', hidden('extended'), [face()], around],
    ['a bridged one too', hidden('bridged'), [face()], around],
    ['so does one that a low score carried on', hidden('detected', 0.3), [face()], around],
    ['a detected face never does', hidden('detected', 0.6), [face()], whole],
    ['a face that is half hidden is no reason', hidden('extended'), [face(0.8)], whole],
    ['a face that is only guessed is none', hidden('extended'), [face(0.95, 'bridged')], whole],
    ['a face in another frame is none', hidden('extended'), [{ ...face(), frames: Int32Array.of(6) }], whole],
    ['nobody may be seen', hidden('extended'), [], whole],
    ['two faces are left out', hidden('extended'), [trackOf([80, 80, 50, 100], 'detected', 0.95), trackOf([150, 80, 40, 100], 'detected', 0.95)], [[130, 80, 20, 100]]],
    ['what is drawn by hand stays', { ...hidden('manual'), drawn: { mask: 1, shape: 'box', points: new Float32Array(0), label: '' } }, [face()], whole],
  ])('%s', (_, track, shown, expected) => expect(boxesOf(yieldToSeen(maskAt(80, 80, 100, 100), track, shown))).toEqual(expected));

  it('covers all around with boxes, whatever the shape of the mask', () => {
    expect(yieldToSeen(maskAt(80, 80, 100, 100), hidden('extended'), [face()]).map(({ shape, firstFrame, track }) => [shape, firstFrame, track])).toEqual(around.map(() => ['box', 5, 1]));
  });

  it('leaves nothing where the face takes all of it', () => {
    expect(yieldToSeen(maskAt(135, 95, 20, 20), hidden('extended'), [face()])).toEqual([]);
  });

  it('keeps the way before and after as it is', () => {
    const track: Track = { ...hidden('extended'), frames: Int32Array.of(4, 5, 6), scores: new Float32Array(3), origins: new Uint8Array(3).fill(sampleOrigins.indexOf('extended')) };
    const path: MaskPath = { ...maskAt(0, 0, 9, 9, 135, 95, 20, 20, 1, 1, 9, 9), firstFrame: 4 };
    expect(yieldToSeen(path, track, [face()]).map(({ firstFrame, shape, boxes }) => [firstFrame, shape, ...boxes])).toEqual([[4, 'ellipse', 0, 0, 9, 9], [6, 'ellipse', 1, 1, 9, 9]]);
  });
});
