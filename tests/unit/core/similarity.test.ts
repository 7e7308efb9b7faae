import { describe, expect, test } from 'vitest';
import { alignByEyes, fitSimilarity, invertSimilarity, type Point, type SimilarityTransform } from '../../../src/core/similarity.ts';

const apply = ({ a, b, e, f }: SimilarityTransform, { x, y }: Point): Point => ({ x: a * x - b * y + e, y: b * x + a * y + f });
const expectPoint = (found: Point, wanted: Point): void => {
  expect(found.x).toBeCloseTo(wanted.x, 8);
  expect(found.y).toBeCloseTo(wanted.y, 8);
};

describe('eyes come to lie where the template wants them', () => {
  const template = { rightEye: { x: 38, y: 52 }, leftEye: { x: 74, y: 52 } };
  test.each([
    ['level, smaller', { x: 100, y: 200 }, { x: 190, y: 200 }],
    ['tilted', { x: 100, y: 200 }, { x: 150, y: 170 }],
    ['upside down', { x: 90, y: 40 }, { x: 20, y: 44 }],
    ['enlarged', { x: 10.25, y: 11.5 }, { x: 13.75, y: 12 }],
  ] as const)('%s', (_, rightEye, leftEye) => {
    const fitted = alignByEyes(rightEye, leftEye, template);
    if (fitted === undefined) throw new Error('not aligned');
    expectPoint(apply(fitted, rightEye), template.rightEye);
    expectPoint(apply(fitted, leftEye), template.leftEye);
    expectPoint(apply(invertSimilarity(fitted), template.leftEye), leftEye);
    // Between and below the eyes, towards the mouth: the side that is below in the face must be below in the crop.
    const mouth = { x: (rightEye.x + leftEye.x) / 2 - (leftEye.y - rightEye.y), y: (rightEye.y + leftEye.y) / 2 + (leftEye.x - rightEye.x) };
    expectPoint(apply(fitted, mouth), { x: 56, y: 88 });
  });

  test.each([
    ['eyes in one place', { x: 5, y: 5 }, { x: 5, y: 5 }],
    ['an eye that is not a number', { x: NaN, y: 5 }, { x: 5, y: 5 }],
    ['an eye infinitely far away', { x: 5, y: Infinity }, { x: 5, y: 5 }],
  ] as const)('%s cannot be aligned', (_, rightEye, leftEye) => {
    expect(alignByEyes(rightEye, leftEye, template)).toBeUndefined();
  });
});

test('of more points than can be met, the squared distances are least', () => {
  const from = [{ x: 0, y: 0 }, { x: 10, y: 1 }, { x: 4, y: 9 }, { x: -3, y: 6 }, { x: 2, y: 2 }];
  const to = [{ x: 20, y: 1 }, { x: 26, y: 14 }, { x: 9, y: 18 }, { x: 12, y: 2 }, { x: 19, y: 6 }];
  const fitted = fitSimilarity(from, to);
  if (fitted === undefined) throw new Error('not fitted');
  const distances = (map: SimilarityTransform): number => from.reduce((sum, point, i) => {
    const found = apply(map, point);
    return sum + (found.x - (to[i] as Point).x) ** 2 + (found.y - (to[i] as Point).y) ** 2;
  }, 0);
  for (const key of ['a', 'b', 'e', 'f'] as const) {
    for (const by of [-1e-3, 1e-3]) expect(distances({ ...fitted, [key]: fitted[key] + by })).toBeGreaterThan(distances(fitted));
  }
});

test('lists of different lengths are refused', () => {
  expect(() => fitSimilarity([{ x: 0, y: 0 }], [])).toThrow(RangeError);
});
