import type { FrameRange } from '../documents/analysis.ts';
import type { Edit } from '../documents/edit.ts';

/** Encoders at once: each holds some pictures, and hardware has few of them. */
export const outputsAtOnceMax = 4;

/** Whether one run of the decoder comes by all of an edit's frames, each once. */
export function ascends({ cuts }: Pick<Edit, 'cuts'>): boolean {
  return cuts.every(({ firstFrame }, i) => i === 0 || firstFrame > (cuts[i - 1] as FrameRange).lastFrame);
}

/** Puts outputs into passes over the video, in their order: those whose cuts ascend share the decoder, few at once, others have one for themselves. */
export function renderPasses<T extends { readonly edit: Pick<Edit, 'cuts'> }>(outputs: readonly T[], atOnceMax: number = outputsAtOnceMax): T[][] {
  const passes: T[][] = [];
  let shared: T[] | undefined;
  for (const output of outputs) {
    if (!ascends(output.edit)) passes.push([output]);
    else if (shared !== undefined && shared.length < atOnceMax) shared.push(output);
    else passes.push((shared = [output]));
  }
  return passes;
}
