import { describe, expect, it } from 'vitest';
import { cornersOf, latestDraw, maskSideMinPx, movedPlace, newMask, placeAt, scaledPlace, spanning, withCorner, withKeyframe } from '../../../src/app/state/mask-shapes.ts';
import type { MaskPlace } from '../../../src/app/state/mask-shapes.ts';
import type { Corrections } from '../../../src/documents/corrections.ts';
import type { ReviewMask } from '../../../src/rpc/review-types.ts';

const box: MaskPlace = { shape: 'box', box: { x: 10, y: 20, width: 30, height: 40 } };
const triangle: MaskPlace = { shape: 'polygon', points: [0, 0, 10, 0, 5, 9] };

describe('a place', () => {
  it.each<[name: string, got: MaskPlace, expected: MaskPlace]>([
    ['a box moves whole', movedPlace(box, 5, -5), { shape: 'box', box: { x: 15, y: 15, width: 30, height: 40 } }],
    ['a polygon moves with all corners', movedPlace(triangle, 1, 2), { shape: 'polygon', points: [1, 2, 11, 2, 6, 11] }],
    ['of a box the opposite corner stays', withCorner(box, 0, 0, 0), { shape: 'box', box: { x: 0, y: 0, width: 40, height: 60 } }],
    ['a corner may be drawn over the opposite one', withCorner(box, 2, 0, 10), { shape: 'box', box: { x: 0, y: 10, width: 10, height: 10 } }],
    ['of a polygon one corner moves', withCorner(triangle, 2, 7, 7), { shape: 'polygon', points: [0, 0, 10, 0, 7, 7] }],
    ['a box grows about its middle', scaledPlace(box, 2), { shape: 'box', box: { x: -5, y: 0, width: 60, height: 80 } }],
    ['a polygon too', scaledPlace({ shape: 'polygon', points: [0, 0, 4, 0, 4, 4, 0, 4] }, 0.5), { shape: 'polygon', points: [1, 1, 3, 1, 3, 3, 1, 3] }],
  ])('%s', (_, got, expected) => expect(got).toEqual(expected));

  it('is never too small to hide anything', () => {
    expect(spanning(5, 5, 5, 5)).toEqual({ x: 5, y: 5, width: maskSideMinPx, height: maskSideMinPx });
  });

  it('has four corners, or those of its polygon', () => {
    expect(cornersOf(box)).toEqual([[10, 20], [40, 20], [40, 60], [10, 60]]);
    expect(cornersOf(triangle)).toEqual([[0, 0], [10, 0], [5, 9]]);
  });

  it.each<[name: string, mask: Partial<ReviewMask>, frame: number, expected: MaskPlace | undefined]>([
    ['before the mask begins', {}, 6, undefined],
    ['on its first frame', {}, 7, { shape: 'ellipse', box: { x: 1, y: 2, width: 3, height: 4 } }],
    ['on its last', {}, 8, { shape: 'ellipse', box: { x: 5, y: 6, width: 7, height: 8 } }],
    ['after it ends', {}, 9, undefined],
    ['of a polygon', { shape: 'polygon', points: Float32Array.of(0, 0, 1, 0, 1, 1, 2, 2, 3, 2, 3, 3) }, 8, { shape: 'polygon', points: [2, 2, 3, 2, 3, 3] }],
  ])('%s', (_, mask, frame, expected) => {
    const known: ReviewMask = { mask: 1, shape: 'ellipse', label: '', firstFrame: 7, boxes: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), points: new Float32Array(0), ...mask };
    expect(placeAt(known, frame)).toEqual(expected);
  });
});

describe('a mask', () => {
  it('gets a keyframe on another frame, in order, and changes one that is there', () => {
    const draw = newMask(3, box, 10, 99);
    const moved = withKeyframe(withKeyframe(draw, 30, movedPlace(box, 1, 0)), 20, movedPlace(box, 2, 0));
    expect(moved.keyframes.map(({ frame }) => frame)).toEqual([10, 20, 30]);
    const again = withKeyframe(moved, 20, movedPlace(box, 7, 0));
    expect(again.keyframes).toHaveLength(3);
    expect(again.keyframes[1]).toEqual({ frame: 20, box: { x: 17, y: 20, width: 30, height: 40 } });
    expect([again.firstFrame, again.lastFrame, again.mask]).toEqual([10, 99, 3]);
  });

  it('stays what it is when a place of another shape comes', () => {
    const draw = newMask(1, triangle, 0, 9);
    expect(withKeyframe(draw, 4, box)).toBe(draw);
  });

  it('is what was drawn last', () => {
    const first = newMask(1, box, 0, 9);
    const second = withKeyframe(first, 4, box);
    const corrections: Corrections = [first, newMask(2, triangle, 0, 9), second, { kind: 'name', track: 1, name: 'x' }];
    expect(latestDraw(corrections, 1)).toBe(second);
    expect(latestDraw(corrections, 9)).toBeUndefined();
  });
});
