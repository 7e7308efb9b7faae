import { describe, expect, test } from 'vitest';
import type { ChainResult } from '../../../bench/parts/chain.ts';
import { chainTable, gpuTable } from '../../../bench/parts/gpu-table.ts';
import type { GpuRow } from '../../../bench/parts/gpu.ts';

const bytes = { bytesUp: 1_402_400, bytesDown: 1_382_400 };
const rows: readonly GpuRow[] = [
  { what: '1080p letterbox', kernelsMs: { letterbox: 0.5 }, wallMs: 1, cpuMs: 2, ...bytes, goal: 'prepare' },
  { what: '720p erase', kernelsMs: { paint: 1.5, 'film-solve': 0.25 }, wallMs: 3, cpuMs: 2.5, ...bytes },
  { what: '1080p erase', kernelsMs: { paint: 0.75 }, wallMs: 3, cpuMs: 2.5, ...bytes, goal: 'compose' },
  { what: '1080p blur', kernelsMs: { paint: 0.5, 'box-blur': 0.75 }, wallMs: 3, cpuMs: 2.5, ...bytes, goal: 'compose' },
];

describe('the kernels', () => {
  test('on a real adapter: times, bytes, and the worst row of each goal against it', () => {
    const table = gpuTable({ adapter: 'nvidia', software: false, rows });
    expect(table[1]).toBe('gpu: nvidia');
    expect(table).toContain('| 720p erase | paint 1.50, film-solve 0.25 | 1.75 | 3.00 | 2.50 | 1.40, 1.38 |');
    expect(table).toContain('goal: prepare at most 1 ms: 0.50 ms, reached');
    expect(table).toContain('goal: compose at most 1 ms: 1.25 ms, MISSED');
  });

  test('on a software adapter: no time that could be quoted', () => {
    const table = gpuTable({ adapter: 'google swiftshader', software: true, rows });
    expect(table[1]).toBe('gpu: google swiftshader; times are unmeasured');
    expect(table).toContain('| 720p erase | paint, film-solve | – | – | – | 1.40, 1.38 |');
    expect(table).toContain('goal: compose at most 1 ms: unmeasured (software adapter)');
    expect(table.join('\n')).not.toMatch(/\d\.\d+ ms|1\.75|3\.00/);
  });

  test('no adapter is said, with the reason', () => expect(gpuTable('Dawn finds no adapter')).toEqual(['', 'gpu: not measured: Dawn finds no adapter']));
});

describe('the whole chain', () => {
  const chain: ChainResult = { adapter: 'nvidia', size: '1920x1080', runs: 3, floorMs: 900, observeMs: 600, renderMs: 400, detectMs: 2.5, composedOn: 'gpu', troubles: 0 };
  test.each([
    ['as a part of the floor', chain, 'goal: whole chain at least 0.9 of the floor: 0.90, reached'],
    ['slower', { ...chain, observeMs: 1400 }, 'goal: whole chain at least 0.9 of the floor: 0.50, MISSED'],
    ['not measured', 'unmeasured (software adapter)', 'goal: whole chain at least 0.9 of the floor: unmeasured (software adapter)'],
  ])('%s', (_, given, line) => expect(chainTable(given).at(-1)).toBe(line));

  test('one picture through the detector', () => expect(chainTable({ ...chain, detectMs: 3.5 })).toContain('goal: detect at most 3 ms: 3.50 ms with upload and readback, MISSED'));
});
