import type { Kernel } from '../../kernel.ts';
import masks from '../shared/masks.wgsl?raw';
import task from '../shared/task.wgsl?raw';
import main from './mosaic-means.wgsl?raw';

/** Mean of every cell of mosaics; workgroups: cells of the largest across and down, 3 times the masks. */
export const mosaicMeansKernel = (constants: { readonly nearBits: number }): Kernel<'task' | 'numbers' | 'masks' | 'picture' | 'work'> => ({
  name: 'mosaic-means',
  code: [task, masks, main],
  bindings: { task: 'task', numbers: 'read', masks: 'read', picture: 'read', work: 'write' },
  workgroupSize: [64, 1],
  constants,
});
