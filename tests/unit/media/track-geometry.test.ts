import { describe, expect, it } from 'vitest';
import { combineMatrices, frameGeometry, matrixStretch, orientationMatrix, orientationOf } from '../../../src/media/track-geometry.ts';

/** A track matrix of a, b, c, d and a move, in the file's fixed point. */
const matrix = (a: number, b: number, c: number, d: number, x = 0, y = 0): Int32Array =>
  Int32Array.of(a * 0x10000, b * 0x10000, 0, c * 0x10000, d * 0x10000, 0, x * 0x10000, y * 0x10000, 0x40000000);
const cos30 = Math.cos(Math.PI / 6);

describe('a track matrix', () => {
  it.each([
    ['as it is', matrix(1, 0, 0, 1), 0, false, false],
    ['a quarter turn clockwise', matrix(0, 1, -1, 0), 90, false, false],
    ['half a turn', matrix(-1, 0, 0, -1), 180, false, false],
    ['a quarter turn anticlockwise', matrix(0, -1, 1, 0), 270, false, false],
    ['mirrored left to right', matrix(-1, 0, 0, 1), 0, true, false],
    ['mirrored top to bottom: half a turn, then left to right', matrix(1, 0, 0, -1), 180, true, false],
    ['mirrored along the diagonal', matrix(0, 1, 1, 0), 90, true, false],
    ['mirrored along the other diagonal', matrix(0, -1, -1, 0), 270, true, false],
    ['scaled', matrix(2, 0, 0, 0.5), 0, false, false],
    ['turned and scaled', matrix(0, 0.5, -0.5, 0), 90, false, false],
    ['a little off, as editors round', matrix(0.004, 1, -1, 0.004), 90, false, false],
    ['at 30°', matrix(cos30, 0.5, -0.5, cos30), 30 - 30, false, true],
    ['at 60°', matrix(0.5, cos30, -cos30, 0.5), 90, false, true],
    ['sheared', matrix(1, 0, 0.5, 1), 0, false, true],
    ['all zeros', new Int32Array(9), 0, false, false],
  ] as const)('%s', (_, given, rotation, mirrored, askew) => expect(orientationOf(given)).toEqual({ rotation, mirrored, askew }));

  it.each([0, 90, 180, 270] as const)('of an orientation (turned %i°) is read back, and shows the picture from 0, 0 on', (rotation) => {
    for (const mirrored of [false, true]) {
      const made = orientationMatrix({ rotation, mirrored }, 640, 360);
      expect(orientationOf(made)).toEqual({ rotation, mirrored, askew: false });
      const [a = 0, b = 0, , c = 0, d = 0, , x = 0, y = 0] = made;
      const corners = [[0, 0], [640, 0], [0, 360], [640, 360]].map(([w = 0, h = 0]) => [(a * w + c * h + x) / 0x10000, (b * w + d * h + y) / 0x10000]);
      const [shownWidth, shownHeight] = rotation % 180 === 0 ? [640, 360] : [360, 640];
      expect([Math.min(...corners.map(([at]) => at!)), Math.max(...corners.map(([at]) => at!))]).toEqual([0, shownWidth]);
      expect([Math.min(...corners.map(([, at]) => at!)), Math.max(...corners.map(([, at]) => at!))]).toEqual([0, shownHeight]);
    }
  });

  it.each([
    ['says nothing', matrix(0, 1, -1, 0, 5), matrix(1, 0, 0, 1), matrix(0, 1, -1, 0, 5)],
    ['turns', matrix(1, 0, 0, 1), matrix(0, 1, -1, 0, 360), matrix(0, 1, -1, 0, 360)],
    ['turns what the track turned', matrix(0, 1, -1, 0, 360), matrix(0, 1, -1, 0, 640), matrix(-1, 0, 0, -1, 640, 360)],
    ['is all zeros', matrix(-1, 0, 0, 1, 640), new Int32Array(9), matrix(-1, 0, 0, 1, 640)],
  ] as const)('goes before that of a movie that %s', (_, track, movie, expected) => expect([...combineMatrices(track, movie)]).toEqual([...expected]));

  it.each([[matrix(2, 0, 0, 1), 2], [matrix(0, 3, -2, 0), 1.5], [matrix(2, 0, 0, 2), null], [matrix(1, 0, 0.5, 1), null], [new Int32Array(9), null]])('%j stretches by %s', (given, expected) =>
    expect(matrixStretch(given)).toBe(expected));
});

it.each([
  [1, 0, 640, 360], [2, 0, 1280, 360], [0.5, 0, 640, 720], [2, 90, 360, 1280], [1.0008, 0, 640, 360], [NaN, 0, 640, 360], [Infinity, 0, 640, 360], [-1, 0, 640, 360], [1000, 0, 640, 360], [0.001, 0, 640, 360],
] as const)('640x360 with pixels of %d, turned %i°, is shown as %ix%i', (aspect, rotation, widthPx, heightPx) =>
  expect(frameGeometry(640, 360, aspect, { rotation, mirrored: false })).toMatchObject({ widthPx, heightPx }));
