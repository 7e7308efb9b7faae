import { groupsFor, type Kernel, type WorkgroupCount } from '../../kernel.ts';
import masks from '../shared/masks.wgsl?raw';
import task from '../shared/task.wgsl?raw';
import main from './box-blur.wgsl?raw';

const workgroupSize = [64, 1] as const;
/** Samples that one invocation slides over: enough to be cheap beside its first sum, few enough to keep many at work. */
const runPx = 32;

/** One box pass (task.step: rows first, `passes` of them, then as many along columns); see the WGSL. */
export const boxBlurKernel = (constants: { readonly nearBits: number; readonly passes: number }): Kernel<'task' | 'numbers' | 'masks' | 'picture' | 'work'> => ({
  name: 'box-blur',
  code: [task, masks, main],
  bindings: { task: 'task', numbers: 'read', masks: 'read', picture: 'read', work: 'write' },
  workgroupSize,
  constants: { ...constants, runPx },
});

/** Workgroups of one pass over so many masks, the largest so many lines of such a length. */
export function boxBlurGroups(masks: number, linesMax: number, lengthMax: number): WorkgroupCount {
  return [groupsFor(linesMax, workgroupSize[0]), groupsFor(lengthMax, runPx), 3 * masks];
}
