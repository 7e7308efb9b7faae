import { groupsFor, type Kernel, type WorkgroupCount } from '../../kernel.ts';
import { filmInts } from '../shared/film-record.ts';
import cells from '../shared/film-cells.wgsl?raw';
import film from '../shared/film.wgsl?raw';
import task from '../shared/task.wgsl?raw';
import main from './film-collect.wgsl?raw';

const workgroupSize = [64, 1] as const;

/** Means of the open samples per cell of each film; see the WGSL. */
export const filmCollectKernel = (constants: { readonly filmBits: number }): Kernel<'task' | 'numbers' | 'picture' | 'coverage' | 'work'> => ({
  name: 'film-collect',
  code: [task, cells, film, main],
  bindings: { task: 'task', numbers: 'read', picture: 'read', coverage: 'read', work: 'write' },
  workgroupSize,
  constants: { ...constants, filmInts },
});

/** Workgroups for so many films, of which the largest has so many cells. */
export function filmCollectGroups(films: number, cellsMax: number): WorkgroupCount {
  return [groupsFor(cellsMax, workgroupSize[0]), films, 1];
}
