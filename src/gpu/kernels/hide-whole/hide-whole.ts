import { groupsFor, type Kernel, type WorkgroupCount } from '../../kernel.ts';
import type { PackedPlanes } from '../../packed-planes.ts';
import task from '../shared/task.wgsl?raw';
import main from './hide-whole.wgsl?raw';

const workgroupSize = [256, 1] as const;
const groupsMax = 4096;

/** Every plane filled with its grey (task.fill); see the WGSL. */
export const hideWholeKernel = (): Kernel<'task' | 'numbers' | 'picture'> => ({
  name: 'hide-whole',
  code: [task, main],
  bindings: { task: 'task', numbers: 'read', picture: 'write' },
  workgroupSize,
  constants: {},
});

export function hideWholeGroups({ byteLength }: PackedPlanes): WorkgroupCount {
  return [Math.min(groupsMax, groupsFor(byteLength / 4, workgroupSize[0])), 1, 1];
}
