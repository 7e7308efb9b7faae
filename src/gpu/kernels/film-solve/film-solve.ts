import type { Kernel } from '../../kernel.ts';
import { filmInts } from '../shared/film-record.ts';
import cells from '../shared/film-cells.wgsl?raw';
import film from '../shared/film.wgsl?raw';
import task from '../shared/task.wgsl?raw';
import main from './film-solve.wgsl?raw';

/** The film over the unknown cells, one workgroup (along x) per film; see the WGSL. */
export const filmSolveKernel = (constants: { readonly filmBits: number; readonly sweeps: number }): Kernel<'task' | 'numbers' | 'work'> => ({
  name: 'film-solve',
  code: [task, cells, film, main],
  bindings: { task: 'task', numbers: 'read', work: 'write' },
  workgroupSize: [256, 1],
  constants: { ...constants, filmInts },
});
