import { describe, expect, test } from 'vitest';
import { isOutOfMemory } from '../../../src/acts/out-of-memory.ts';
import { outputNames } from '../../../src/acts/output-names.ts';
import { renderPasses } from '../../../src/acts/render-passes.ts';
import { joined } from '../../../src/acts/shared-decode.ts';
import { AppError } from '../../../src/core/errors.ts';

type Range = readonly [number, number];
const cuts = (...ranges: readonly Range[]): { firstFrame: number; lastFrame: number }[] => ranges.map(([firstFrame, lastFrame]) => ({ firstFrame, lastFrame }));

test.each([
  ['nothing', [], []],
  ['four at most share a decoder', ['a', 'a', 'a', 'a', 'a'], [[0, 1, 2, 3], [4]]],
  ['one whose cuts go back is alone, and the others still share', ['a', 'b', 'a', 'b', 'a'], [[0, 2, 4], [1], [3]]],
] as const)('passes: %s', (_, kinds, wanted) => {
  const outputs = kinds.map((kind, id) => ({ id, edit: { cuts: kind === 'a' ? cuts([0, 4], [8, 9]) : cuts([5, 9], [0, 4]) } }));
  expect(renderPasses(outputs).map((pass) => pass.map(({ id }) => id))).toEqual(wanted);
});

test('a cut that shows a frame again does not ascend', () => {
  expect(renderPasses([{ edit: { cuts: cuts([0, 4], [4, 9]) } }, { edit: { cuts: cuts([0, 4], [5, 9]) } }])).toHaveLength(2);
});

test.each([
  ['apart', [[0, 2], [5, 6]], [[0, 2], [5, 6]]],
  ['over and beside each other', [[4, 9], [0, 2], [3, 3], [6, 7], [20, 21]], [[0, 9], [20, 21]]],
  ['none', [], []],
] as readonly (readonly [string, readonly Range[], readonly Range[]])[])('what several outputs show, each frame once: %s', (_, given, wanted) => {
  expect(joined(cuts(...given))).toEqual(cuts(...wanted));
});

describe('names', () => {
  const canvas = { widthPx: 2, heightPx: 2 };
  const follow = { layout: { kind: 'follow', person: null, canvas, whenGone: 'wide' } } as const;
  test('one wish has the name that it always had', () => {
    expect(outputNames('talk.mov', [{ options: follow, count: 1 }])).toEqual([['talk-veiled.mp4']]);
    expect(outputNames('talk.mov', [{ options: { parts: 'each-cut' }, count: 2 }])).toEqual([['talk-veiled-01.mp4', 'talk-veiled-02.mp4']]);
  });
  test('several say what they are, and none is that of another', () => {
    const marks = { kind: 'overlay', people: [], style: 'review', skeletons: true, boxes: true, ids: true, actions: true, actionWords: {} } as const;
    const wishes = [{ options: { marks }, count: 1 }, { options: {}, count: 1 }, { options: follow, count: 1 }, { options: follow, count: 1 }, { options: { parts: 'each-cut', cut: { kind: 'ranges', ranges: [] } } as const, count: 2 }];
    expect(outputNames('talk.mp4', wishes)).toEqual([['talk-veiled-overlay.mp4'], ['talk-veiled.mp4'], ['talk-veiled-follow.mp4'], ['talk-veiled-follow-2.mp4'], ['talk-veiled-01-trim.mp4', 'talk-veiled-02-trim.mp4']]);
  });
});

test.each([
  [new RangeError('Array buffer allocation failed'), true],
  [new RangeError('Invalid array length'), false],
  [new AppError('media/encode-failed', {}, new RangeError('Array buffer allocation failed')), true],
  [new AppError('gpu/out-of-memory'), true],
  [new AppError('media/encode-failed'), false],
  ['out of memory', false],
])('%s is for want of memory: %s', (error, wanted) => {
  expect(isOutOfMemory(error)).toBe(wanted);
});
