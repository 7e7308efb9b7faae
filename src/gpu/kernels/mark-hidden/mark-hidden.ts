import type { Kernel } from '../../kernel.ts';
import { tileSize } from '../shared/compose-task.ts';
import masks from '../shared/masks.wgsl?raw';
import task from '../shared/task.wgsl?raw';
import tiles from '../shared/tiles.wgsl?raw';
import main from './mark-hidden.wgsl?raw';

/** Which samples the masks hide, as bits; see the WGSL. Tiles of luma and one chroma plane. */
export const markHiddenKernel = (constants: { readonly nearBits: number }): Kernel<'task' | 'numbers' | 'masks' | 'coverage'> => ({
  name: 'mark-hidden',
  code: [task, tiles, masks, main],
  bindings: { task: 'task', numbers: 'read', masks: 'read', coverage: 'write' },
  workgroupSize: tileSize,
  constants,
});
