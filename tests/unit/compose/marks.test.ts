import { describe, expect, test } from 'vitest';
import { drawMarks } from '../../../src/compose/cpu/marks.ts';
import type { FrameGeometry } from '../../../src/core/geometry.ts';
import { i420Layout, type I420Image } from '../../../src/core/i420.ts';
import type { BoxMark, LabelMark, LineMark, PlannedMark } from '../../../src/documents/marks.ts';
import { i420ToRgba } from '../../../src/pixels/planar.ts';
import { geometryOf } from './pictures.ts';

const line = (x0: number, y0: number, x1: number, y1: number, thicknessPx: number, more: Partial<LineMark> = {}): LineMark => ({
  kind: 'line', from: { x: x0, y: y0 }, to: { x: x1, y: y1 }, thicknessPx, color: '#fff', opacity: 1, ...more,
});
const boxMark = (x: number, y: number, width: number, height: number, thicknessPx: BoxMark['thicknessPx'], more: Partial<BoxMark> = {}): BoxMark => ({
  kind: 'box', box: { x, y, width, height }, thicknessPx, color: '#fff', opacity: 1, ...more,
});
const label = (left: number, top: number, rows: readonly (readonly number[])[], more: Partial<LabelMark> = {}): LabelMark => ({
  kind: 'label', left, top, shape: { widthPx: rows[0]?.length ?? 0, heightPx: rows.length, coverage: Uint8Array.from(rows.flat()) }, color: '#fff', opacity: 1, ...more,
});

/** Black, full range: a sample's luma is how much of white it took. */
function black(geometry: FrameGeometry): I420Image {
  const { storedWidthPx: widthPx, storedHeightPx: heightPx } = geometry;
  const { uOffset, byteLength } = i420Layout(widthPx, heightPx);
  return { widthPx, heightPx, data: new Uint8Array(byteLength).fill(128, uOffset), color: { matrix: 'bt709', fullRange: true } };
}

function drawn(geometry: FrameGeometry, ...marks: readonly PlannedMark[]): I420Image {
  const image = black(geometry);
  drawMarks(image, geometry, marks);
  return image;
}

const rowsOf = ({ data, widthPx, heightPx }: I420Image): number[][] => Array.from({ length: heightPx }, (_, y) => [...data.subarray(y * widthPx, (y + 1) * widthPx)]);

/** Coverage of each pixel by 16 x 16 points: what the drawing approximates. */
function sampled(widthPx: number, heightPx: number, inside: (x: number, y: number) => boolean): number[] {
  return Array.from({ length: widthPx * heightPx }, (_, i) => {
    let count = 0;
    for (let k = 0; k < 256; k++) if (inside((i % widthPx) + ((k % 16) + 0.5) / 16, Math.floor(i / widthPx) + (Math.floor(k / 16) + 0.5) / 16)) count += 1;
    return (255 * count) / 256;
  });
}

describe('lines', () => {
  test.each([
    ['level', 5, 10, 30, 10, 4], ['upright', 12.5, 3, 12.5, 28, 3], ['backwards', 30, 11, 4, 9, 5], ['steep', 10, 2, 17, 29, 3], ['diagonal', 4, 4, 28, 28, 2.5],
    ['thin', 3, 6, 33, 21, 1], ['thick', 12, 12, 24, 18, 11], ['a dot', 15.25, 14.5, 15.25, 14.5, 6], ['out of the picture', -20, 5, 60, 25, 4],
  ] as const)('%s: a pixel takes what the line covers of it, within an eighth', (_, x0, y0, x1, y1, thickness) => {
    const found = drawn(geometryOf(36, 31), line(x0, y0, x1, y1, thickness));
    const length = Math.hypot(x1 - x0, y1 - y0);
    const dx = length === 0 ? 1 : (x1 - x0) / length;
    const dy = length === 0 ? 0 : (y1 - y0) / length;
    const wanted = sampled(36, 31, (x, y) => {
      const along = (x - x0) * dx + (y - y0) * dy;
      return along >= -thickness / 2 && along <= length + thickness / 2 && Math.abs((y - y0) * dx - (x - x0) * dy) <= thickness / 2;
    });
    expect(Math.max(...wanted.map((value, i) => Math.abs(value - (found.data[i] as number))))).toBeLessThanOrEqual(48);
    const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
    expect(sum(found.data.subarray(0, wanted.length)) / sum(wanted)).toBeCloseTo(1, 1);
  });

  test('on whole pixels the edges are sharp', () => {
    expect(rowsOf(drawn(geometryOf(8, 4), line(3, 2, 5, 2, 2)))).toEqual([[0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 255, 255, 255, 255, 0, 0], [0, 0, 255, 255, 255, 255, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0]]);
  });
});

describe('boxes', () => {
  test('an outline lies within its box, half covered pixels take half', () => {
    expect(rowsOf(drawn(geometryOf(8, 5), boxMark(1.5, 1, 5, 3, 1)))).toEqual([
      [0, 0, 0, 0, 0, 0, 0, 0],
      [0, 128, 255, 255, 255, 255, 128, 0],
      [0, 128, 128, 0, 0, 128, 128, 0],
      [0, 128, 255, 255, 255, 255, 128, 0],
      [0, 0, 0, 0, 0, 0, 0, 0],
    ]);
  });
  test('filled, half transparent', () => {
    expect(rowsOf(drawn(geometryOf(4, 3), boxMark(1, 1, 2, 1, 'filled', { opacity: 0.5 })))).toEqual([[0, 0, 0, 0], [0, 128, 128, 0], [0, 0, 0, 0]]);
  });
  test('an outline thicker than its box is the box', () => {
    expect(drawn(geometryOf(20, 20), boxMark(2, 3, 9, 8, 5)).data).toEqual(drawn(geometryOf(20, 20), boxMark(2, 3, 9, 8, 'filled')).data);
  });
  test('a large outline leaves what is inside alone', () => {
    const found = drawn(geometryOf(200, 100), boxMark(3, 3, 190, 90, 2));
    expect(found.data.filter((value) => value === 255)).toHaveLength(2 * 2 * 190 + 2 * 2 * 86);
  });
});

describe('labels', () => {
  test('coverage times opacity', () => {
    expect(rowsOf(drawn(geometryOf(5, 3), label(1, 1, [[255, 100, 0], [10, 255, 255]], { opacity: 0.5 })))).toEqual([[0, 0, 0, 0, 0], [0, 128, 50, 0, 0], [0, 5, 128, 128, 0]]);
  });
  test('partly outside the picture', () => {
    expect(rowsOf(drawn(geometryOf(3, 2), label(-1, 1, [[9, 8, 7], [6, 5, 4]])))).toEqual([[0, 0, 0], [8, 7, 0]]);
  });
});

describe('marks stand upright in pictures that are stored turned', () => {
  const upright = drawn(geometryOf(20, 14), line(3, 2, 15, 9, 2), boxMark(2.5, 3, 11, 7, 1.5), label(11, 4, [[255, 60, 30, 10], [90, 120, 150, 180]]));
  const expected = i420ToRgba(upright, geometryOf(20, 14));
  test.each([[90, false], [180, false], [270, false], [0, true], [90, true]] as const)('by %d, mirrored: %s', (rotation, mirrored) => {
    const geometry = rotation % 180 === 90 ? geometryOf(14, 20, rotation, 1, mirrored) : geometryOf(20, 14, rotation, 1, mirrored);
    const found = i420ToRgba(drawn(geometry, line(3, 2, 15, 9, 2), boxMark(2.5, 3, 11, 7, 1.5), label(11, 4, [[255, 60, 30, 10], [90, 120, 150, 180]])), geometry);
    expect(Math.max(...found.map((value, i) => Math.abs(value - (expected[i] as number))))).toBeLessThanOrEqual(2);
  });
  test('where stored pixels are wide, a box keeps its place', () => {
    const geometry = geometryOf(10, 14, 0, 2);
    const found = i420ToRgba(drawn(geometry, boxMark(4, 3, 12, 7, 'filled')), geometry);
    const wanted = i420ToRgba(drawn(geometryOf(20, 14), boxMark(4, 3, 12, 7, 'filled')), geometryOf(20, 14));
    expect(found).toEqual(wanted);
  });
});

test('chroma takes the mean of what its pixels take', () => {
  const found = drawn(geometryOf(5, 3), boxMark(1, 0, 1, 1, 'filled', { color: '#f00' }), boxMark(4, 2, 1, 1, 'filled', { color: '#f00' }));
  const v = [...found.data.subarray(15 + 6)];
  expect(v).toEqual([160, 128, 128, 128, 128, 255]);
});

describe('what makes no sense is refused', () => {
  test.each([
    ['a line without thickness', line(0, 0, 4, 4, 0)], ['a line to nowhere', line(0, 0, NaN, 4, 1)], ['a line too far away', line(0, 0, 1e6, 4, 1)],
    ['an outline without thickness', boxMark(0, 0, 4, 4, 0)], ['a box without width', boxMark(0, 0, 0, 4, 1)], ['a label with bytes missing', { ...label(0, 0, [[1, 2]]), shape: { widthPx: 2, heightPx: 2, coverage: new Uint8Array(3) } }],
    ['more than opaque', boxMark(0, 0, 4, 4, 1, { opacity: 1.1 })],
  ] as const)('%s', (_, mark) => {
    expect(() => drawn(geometryOf(8, 8), mark)).toThrow(RangeError);
  });
  test('another picture, a colour that is none', () => {
    expect(() => drawMarks(black(geometryOf(8, 8)), geometryOf(9, 8), [])).toThrow(RangeError);
    expect(() => drawn(geometryOf(8, 8), line(0, 0, 4, 4, 1, { color: 'white' }))).toThrow(expect.objectContaining({ code: 'usage/bad-option' }));
  });
});
