import { describe, expect, it } from 'vitest';
import type { HideEveryone } from '../../../src/documents/intent.ts';
import { analysisOf, covers, planAt, poseAt, trackOf } from './hand-made.ts';

const hide: HideEveryone = { kind: 'everyone', covers: 'eyes', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } };
/** From the front: a face of 137 by 150 with eyes 63 apart, at 0.4 of its height. */
const box = [500, 300, 137, 150];
const front = [537, 360, 600, 360];

/** Eyes of that face turned in the picture, and nearer to each other as when the head turns. */
function turned(rollDegrees: number, apart = 63): number[] {
  const [dx, dy] = [(apart / 2) * Math.cos((rollDegrees * Math.PI) / 180), (apart / 2) * Math.sin((rollDegrees * Math.PI) / 180)];
  return [568.5 - dx, 375 - dy, 568.5 + dx, 375 + dy];
}

const shapesOf = (eyes: readonly (readonly number[])[], boxes = eyes.map(() => box), look: Partial<HideEveryone> = {}): string[] =>
  eyes.map((_, frame) => planAt(analysisOf([trackOf(1, 'face', boxes, { eyes: Float32Array.from(eyes.flat()) })], eyes.length), { ...hide, ...look }, frame).masks.map(({ shape }) => shape).join());

describe('the band over the eyes', () => {
  const rolls = [-180, -135, -90, -45, -20, 0, 10, 30, 60, 90, 120, 180];
  it.each(rolls.flatMap((roll) => [63, 45, 25].flatMap((apart) => [0.8, 1, 2].map((scale) => [roll, apart, scale] as const))))(
    'rolled by %d degrees, eyes %d px apart, %d times as large: holds both eyes and their brows', (roll, apart, scale) => {
      const eyes = turned(roll, apart);
      const { masks } = planAt(analysisOf([trackOf(1, 'face', [box], { eyes: Float32Array.from(eyes) })], 1), { ...hide, scale });
      expect(masks.map(({ shape, track }) => [shape, track])).toEqual([['polygon', 1]]);
      // Brows are 27 mm above the pupils: 0.43 of the 63 mm between them.
      for (const [x, y] of [[eyes[0], eyes[1]], [eyes[2], eyes[3]]] as [number, number][]) {
        for (let angle = 0; angle < 360; angle += 15) {
          const [ex, ey] = [x + 28 * Math.cos((angle * Math.PI) / 180), y + 28 * Math.sin((angle * Math.PI) / 180)];
          expect(masks.some((mask) => covers(mask, ex, ey)), `${angle}`).toBe(true);
        }
      }
    },
  );

  it('leaves mouth and chin open, and is the same whichever eye is named first', () => {
    const at = (eyes: number[], x: number, y: number): boolean => planAt(analysisOf([trackOf(1, 'face', [box], { eyes: Float32Array.from(eyes) })], 1), hide).masks.some((mask) => covers(mask, x, y));
    for (const eyes of [front, [600, 360, 537, 360]]) {
      expect([at(eyes, 568, 425), at(eyes, 568, 445), at(eyes, 568, 330)]).toEqual([false, false, true]);
    }
  });

  it.each<[string, number[], string]>([
    ['known', front, 'polygon'],
    ['unknown', [NaN, NaN, NaN, NaN], 'ellipse'],
    ['one of them unknown', [537, 360, NaN, 360], 'ellipse'],
    ['in one place', [568, 360, 568, 360], 'ellipse'],
    ['seen from the side', [560, 360, 570, 360], 'ellipse'],
    ['outside of the face', [537, 260, 600, 260], 'ellipse'],
    ['of somebody beside', [537, 360, 700, 360], 'ellipse'],
  ])('the whole head is hidden unless the eyes are known: %s', (_, eyes, shape) => expect(shapesOf([eyes])).toEqual([shape]));

  it('takes turns with the head, but not for moments', () => {
    const nowhere = [NaN, NaN, NaN, NaN];
    const frames = (count: number, eyes: readonly number[]): (readonly number[])[] => Array<readonly number[]>(count).fill(eyes);
    const of = (count: number, shape: string): string[] => Array<string>(count).fill(shape);
    expect(shapesOf([...frames(12, front), nowhere, ...frames(13, front), nowhere])).toEqual([...of(12, 'polygon'), 'ellipse', ...of(13, 'polygon'), 'ellipse']);
    expect(shapesOf([...frames(11, front), nowhere])).toEqual(of(12, 'ellipse')); // a moment is not enough
  });

  it('covers half of its way to the frames beside it, also to those on which the eyes are unknown', () => {
    const shifted = (dx: number, values: number[]): number[] => values.map((value, at) => (at % 2 === 0 && at < (values === box ? 2 : 4) ? value + dx : value));
    const growth = (last: number[]): number => {
      const repeated = (values: number[]): number[][] => Array<number[]>(12).fill(values);
      const track = trackOf(1, 'face', [...repeated(box), shifted(40, box)], { eyes: Float32Array.from([...repeated(front), last].flat()) });
      const still = trackOf(1, 'face', repeated(box), { eyes: Float32Array.from(repeated(front).flat()) });
      const grow = (of: typeof track): number => planAt(analysisOf([of], 13), hide, 11).masks.find(({ polygon }) => polygon !== undefined)?.polygon?.growPx ?? 0;
      return grow(track) - grow(still);
    };
    expect(growth(shifted(40, front))).toBeCloseTo(20, 4);
    expect(growth([NaN, NaN, NaN, NaN])).toBeCloseTo(20, 4);
  });

  it('takes the eyes of the body where the face has none, in a larger band', () => {
    const face = trackOf(1, 'face', [[560, 40, 80, 88]]);
    const eyes = [576, 75, 612, 75];
    const seen = { 'left-eye': [0.0225, 0.925], 'right-eye': [-0.0225, 0.925] } as const;
    const body = (faces: number[]): ReturnType<typeof trackOf> => trackOf(2, 'person', [[450, 20, 300, 700]], { faces, poses: Float32Array.from(poseAt(600, 800, 800, seen)) });
    const growth = (tracks: ReturnType<typeof trackOf>[]): (number | undefined)[] => planAt(analysisOf(tracks, 1), hide).masks.map(({ polygon }) => polygon?.growPx);
    expect(growth([face])).toEqual([undefined]);
    expect(growth([face, body([7])])).toEqual([undefined]);
    const [own] = growth([trackOf(1, 'face', [[560, 40, 80, 88]], { eyes: Float32Array.from(eyes) })]);
    expect(growth([face, body([1])])[0]).toBeCloseTo(1.3 * (own as number), 3);
  });

  it('hides a head of which no face is seen whole, as large as it is', () => {
    const { masks } = planAt(analysisOf([trackOf(3, 'head', [[100, 100, 80, 100]])], 1), { ...hide, scale: 1.5 });
    expect(masks).toMatchObject([{ track: 3, shape: 'ellipse', box: { x: 80, y: 75, width: 120, height: 150 } }]);
  });
});
