import { afterEach, describe, expect, test, vi } from 'vitest';
import { axisTable, edgesTable, weightBits, type AxisTable } from '../../../src/pixels/axis-table.ts';
import { openTwoTaps } from '../../../src/pixels/two-taps/open-two-taps.ts';
import { plainTwoTaps } from '../../../src/pixels/two-taps/two-taps.reference.ts';
import { simdTwoTaps } from '../../../src/pixels/two-taps/two-taps.simd.ts';
import type { PlaneOf, TwoTaps } from '../../../src/pixels/two-taps/two-taps.ts';
import { seededRandom } from '../../support/random.ts';

afterEach(() => vi.unstubAllGlobals());

const one = 1 << weightBits;
const weights = [0, 1, 700, one / 2, one - 1, one];

function simd(): TwoTaps {
  const found = simdTwoTaps();
  if (found === null) throw new Error('this Node has no SIMD in WebAssembly');
  return found;
}

/** Rows 1 and 2 of four are taken. */
const rows: AxisTable = { count: 1, taps: 2, first: Int32Array.of(1), weights: Int32Array.of(one / 2, one / 2) };

/** Four rows that lie somewhere in the bytes of a picture: noise, or the extremes, where sums are largest. */
function picture(stride: number, seed: number): PlaneOf {
  const random = seededRandom(seed);
  const data = Uint8Array.from({ length: 5 + 4 * stride }, () => (seed % 2 === 0 ? Math.floor(random() * 256) : random() < 0.5 ? 0 : 255));
  return { data, offset: 5, stride };
}

/** Rows blended at every weight, either of them above. */
function blended(twoTaps: TwoTaps, columns: AxisTable, plane: PlaneOf): number[][] {
  twoTaps.begin(plane, columns, rows);
  twoTaps.widen(0, 1);
  twoTaps.widen(1, 2);
  return ([0, 1] as const).flatMap((upper) => weights.map((weight) => [...twoTaps.blend(upper, weight)]));
}

/** The first sample that differs, as text; no table of many thousand samples is printed. */
function firstDifference(found: readonly number[][], wanted: readonly number[][]): string {
  for (const [row, samples] of wanted.entries()) {
    const at = samples.findIndex((sample, i) => found[row]?.[i] !== sample);
    if (at >= 0) return `row ${row}, sample ${at}: ${found[row]?.[at] ?? 'none'} instead of ${samples[at] ?? 'none'}`;
    if (found[row]?.length !== samples.length) return `row ${row} is of another length`;
  }
  return found.length === wanted.length ? 'none' : 'number of rows';
}

/** The sum over the four samples, as it is defined. */
function summed({ count, first, weights: across }: AxisTable, { data, offset, stride }: PlaneOf): number[][] {
  const starts = [offset + stride, offset + 2 * stride] as const;
  const along = (start: number, i: number): number =>
    (data[start + (first[i] as number)] as number) * (across[2 * i] as number) + (data[start + (first[i] as number) + 1] as number) * (across[2 * i + 1] as number);
  return [starts, [starts[1], starts[0]] as const].flatMap(([above, below]) =>
    weights.map((weight) => Array.from({ length: count }, (_, i) => Math.floor((along(above, i) * (one - weight) + along(below, i) * weight) / one ** 2 + 0.5))));
}

// [what, samples of the picture's row, columns]
const tables: readonly (readonly [string, number, AxisTable])[] = [
  ['one column', 2, axisTable(1, 0.3, 1.1, 2)],
  ['columns enough for one block', 9, axisTable(8, 0.2, 0.9, 9)],
  ['one more', 9, axisTable(9, 0.2, 0.9, 9)],
  ['one less', 9, axisTable(7, 0.2, 0.9, 9)],
  ['two samples made many', 2, axisTable(37, 0, 2 / 37, 2)],
  ['many samples made two', 3, axisTable(2, 0, 1.5, 3)],
  ['nothing scaled, half a sample moved', 64, axisTable(63, 0.5, 1, 64)],
  ['720 of a row of 1280', 1280, axisTable(720, 411.37, 324 / 720, 1280)],
  ['a row of odd length', 641, axisTable(959, 3.25, 635 / 959, 641)],
  ['made smaller, nearly by half', 1920, axisTable(961, 0.013, 1.99799, 1920)],
  ['as much smaller as two taps allow', 4001, axisTable(2000, 0.4, 2 - 1e-9, 4001)],
  ['turned round', 1280, axisTable(720, 1000.2, -1.7, 1280)],
  ['turned round and made larger', 100, axisTable(399, 99.8, -0.25, 100)],
  ['past both ends', 50, axisTable(300, -20, 0.3, 50)],
  ['wider than a page of memory', 9000, axisTable(8192, 0.7, 1.09, 9000)],
  ['cells cut at a border', 320, edgesTable([2.5, 3.1, ...Array.from({ length: 90 }, (_, i) => 4.9 + 1.9 * i), 174.2], 320)],
  ['no column at all', 16, axisTable(0, 0, 1, 16)],
];

describe('a row by SIMD is that of plain TypeScript, and that of the formula', () => {
  test.each(tables)('%s', (_, stride, columns) => {
    for (const seed of [2, 3, 4, 5]) {
      const plane = picture(stride, seed);
      const wanted = summed(columns, plane);
      expect(firstDifference(blended(plainTwoTaps(), columns, plane), wanted)).toBe('none');
      expect(firstDifference(blended(simd(), columns, plane), wanted)).toBe('none');
    }
  });

  test('columns of any size and place', () => {
    const random = seededRandom(11);
    const kept = simd();
    for (let i = 0; i < 300; i++) {
      const stride = 2 + Math.floor(random() * 400);
      const step = (random() < 0.3 ? -1 : 1) * (0.02 + 1.97 * random());
      const columns = axisTable(Math.floor(random() * 300), random() * stride, step, stride);
      const plane = picture(stride, i);
      expect(firstDifference(blended(kept, columns, plane), blended(plainTwoTaps(), columns, plane))).toBe('none');
    }
  });

  test('narrow rows after wide ones, and wide ones again: nothing of the rows before shows', () => {
    const kept = simd();
    for (const index of [14, 0, 7, 14, 2]) {
      const [, stride, columns] = tables[index] as (typeof tables)[number];
      const plane = picture(stride, index);
      expect(firstDifference(blended(kept, columns, plane), summed(columns, plane))).toBe('none');
    }
  });

  test('a row that ends where its bytes end', () => {
    const columns = axisTable(40, 0, 0.5, 20);
    const plane = { data: picture(20, 6).data.slice(0, 60), offset: 0, stride: 20 };
    expect(firstDifference(blended(simd(), columns, plane), summed(columns, plane))).toBe('none');
  });
});

test.each([['SIMD', simd], ['plain TypeScript', plainTwoTaps]] as const)('%s refuses tables that do not have two taps', (_, open) => {
  for (const other of [axisTable(4, 0, 3, 12), axisTable(4, 0, 0.25, 1)]) {
    expect(() => open().begin(picture(12, 2), other, rows)).toThrow(RangeError);
    expect(() => open().begin(picture(12, 2), rows, other)).toThrow(RangeError);
  }
});

test('SIMD refuses taps that are too far apart for it', () => {
  const far = { count: 2, taps: 2, first: Int32Array.of(0, 15), weights: Int32Array.of(one, 0, one, 0) };
  expect(() => simd().begin(picture(20, 2), far, rows)).toThrow(RangeError);
});

test('where there is SIMD, it serves', () => {
  const { Module, Instance, validate } = WebAssembly;
  let opened = 0;
  class Counted extends Instance {
    constructor(module: WebAssembly.Module) {
      super(module);
      opened += 1;
    }
  }
  vi.stubGlobal('WebAssembly', { Module, validate, Instance: Counted });
  openTwoTaps();
  expect(opened).toBe(1);
});

describe('where there is no SIMD, plain TypeScript serves', () => {
  const [, stride, columns] = tables[7] as (typeof tables)[number];
  test.each([
    ['WebAssembly refuses the kernel', { validate: () => false }],
    ['there is no WebAssembly', undefined],
  ] as const)('%s', (_, webAssembly) => {
    vi.stubGlobal('WebAssembly', webAssembly);
    expect(simdTwoTaps()).toBeNull();
    expect(firstDifference(blended(openTwoTaps(), columns, picture(stride, 8)), summed(columns, picture(stride, 8)))).toBe('none');
  });
});
