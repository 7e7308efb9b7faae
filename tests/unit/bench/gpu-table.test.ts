import { expect, test } from 'vitest';
import { gpuTable } from '../../../bench/parts/gpu-table.ts';

const row = { what: '720p erase', kernelsMs: { paint: 1.5, 'film-solve': 0.25 }, wallMs: 3, cpuMs: 2.5, bytesUp: 1_382_400, bytesDown: 1_382_400 };

test('times of a software adapter are said to say nothing; those of a real one are not', () => {
  const software = gpuTable({ adapter: 'google swiftshader', software: true, rows: [row], unmeasured: ['whole detection: unmeasured'] });
  const real = gpuTable({ adapter: 'nvidia', software: false, rows: [row], unmeasured: [] });
  expect(software[1]).toBe('gpu: google swiftshader (software adapter: correctness only, times say nothing)');
  expect(software.at(-1)).toBe('whole detection: unmeasured');
  expect(real[1]).toBe('gpu: nvidia');
  expect(real.at(-1)).toBe('| 720p erase | paint 1.50, film-solve 0.25 | 1.75 | 3.00 | 2.50 | 1.4, 1.4 |');
});

test('no adapter is said, with the reason', () => expect(gpuTable('Dawn finds no adapter')).toEqual(['', 'gpu: not measured: Dawn finds no adapter']));
