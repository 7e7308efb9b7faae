import { describe, expect, it } from 'vitest';
import { meshNumbers, mouthOpening, uprightFace } from '../../../src/models/face-mesh.ts';
import { detectionsOf } from '../tracking/observations.ts';

/** A mesh with eye corners 100 apart and lips so far apart in depth, height or both. */
function points(innerPx: number, outerPx: number, axis: 1 | 2 = 1): Float32Array {
  const mesh = new Float32Array(meshNumbers);
  mesh[3 * 263] = 100;
  for (const lower of [87, 14, 317]) mesh[3 * lower + axis] = innerPx;
  for (const lower of [84, 17, 314]) mesh[3 * lower + axis] = outerPx;
  return mesh;
}

describe('mouthOpening', () => {
  it.each<[string, Float32Array, number]>([
    ['shut lips', points(0, 20), 0.1],
    ['open lips', points(30, 50), 0.4],
    ['open lips of a face that looks up', points(30, 50, 2), 0.4],
  ])('of %s', (_, mesh, expected) => expect(mouthOpening(mesh)).toBeCloseTo(expected, 5));

  it.each<[string, Float32Array | undefined]>([['nothing', undefined], ['another length', new Float32Array(3)], ['no number', points(NaN, 1)], ['eyes in one place', new Float32Array(meshNumbers)]])(
    'of %s is a failed run', (_, mesh) => expect(() => mouthOpening(mesh)).toThrow(expect.objectContaining({ code: 'model/run-failed' })),
  );
});

describe('uprightFace', () => {
  const to = ({ a, b, e, f }: ReturnType<typeof uprightFace>, x: number, y: number): number[] => [a * x - b * y + e, b * x + a * y + f].map((each) => Math.round(1000 * each) / 1000);

  it('puts the middle of the box in the middle of the crop, 1.5 boxes wide', () => {
    const crop = uprightFace(detectionsOf([[100, 200, 80, 96, 1]]), 0);
    expect([to(crop, 140, 248), to(crop, 140 + 72, 248), to(crop, 140, 248 - 72)]).toEqual([[96, 96], [192, 96], [96, 0]]);
  });

  it('turns the eyes level', () => {
    const detections = detectionsOf([[100, 200, 80, 96, 1]]);
    detections.keypoints.set([130, 230, 150, 250]);
    const crop = uprightFace(detections, 0);
    expect(to(crop, 130, 230)[1]).toBeCloseTo(to(crop, 150, 250)[1] as number, 3);
    expect(to(crop, 140, 248)).toEqual([96, 96]);
  });
});
