import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../src/models/answer.ts';
import { Candidates } from '../../../src/models/candidates.ts';
import { seededRandom } from '../../support/random.ts';

const identity = { scale: 1, offsetX: 0, offsetY: 0 };

function answer(faces: readonly (readonly [x: number, y: number, w: number, h: number, score: number])[]): ReturnType<typeof answerOf> {
  const candidates = new Candidates();
  for (const [x, y, w, h, score] of faces) candidates.add(identity, x, y, w, h, score);
  return answerOf(candidates);
}

describe('answers on a common grid', () => {
  const random = seededRandom(3);
  const faces = Array.from({ length: 400 }, (_, i) => [100 * i + random(), random(), 20 + 9 * random(), 20 + 9 * random(), random()] as const);

  it('no edge moves by more than a 64th of a pixel, no score falls, none rises by more than a 4096th', () => {
    const { count, boxes, scores } = answer(faces);
    expect(count).toBe(faces.length);
    const byX = new Map(Array.from({ length: count }, (_, i) => [Math.floor((boxes[4 * i] as number) / 100 + 0.5), i]));
    faces.forEach(([x, y, w, h, score], n) => {
      const i = byX.get(n) as number;
      const [left, top, width, height] = boxes.subarray(4 * i, 4 * i + 4) as unknown as [number, number, number, number];
      // Boxes are f32: far to the right a number has fewer bits left.
      const edge = 1 / 64 + 2 ** -8 * (x > 16384 ? 1 : 0) + 1e-6;
      expect(Math.abs(left - x)).toBeLessThanOrEqual(edge);
      expect(Math.abs(left + width - (x + w))).toBeLessThanOrEqual(edge);
      expect(Math.abs(top - y)).toBeLessThanOrEqual(edge);
      expect(Math.abs(top + height - (y + h))).toBeLessThanOrEqual(edge);
      const found = scores[i] as number;
      expect(found).toBeGreaterThanOrEqual(Math.fround(score));
      expect(found - score).toBeLessThanOrEqual(1 / 4096 + 1e-7);
    });
  });

  it('what two backends answer a rounding apart is the same', () => {
    const off = faces.map(([x, y, w, h, score]) => [x * (1 + 1e-9), y + 1e-7, w - 1e-6, h + 1e-6, score - 1e-8] as const);
    const same = faces.filter((face, n) => JSON.stringify([...answer([face]).boxes, ...answer([face]).scores]) === JSON.stringify([...answer([off[n]!]).boxes, ...answer([off[n]!]).scores]));
    expect(same.length).toBeGreaterThanOrEqual(faces.length - 2);
  });

  it('a score of 1 stays 1', () => expect(answer([[0, 0, 9, 9, 1]]).scores[0]).toBe(1));
});
