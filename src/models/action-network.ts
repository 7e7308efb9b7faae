import { AppError } from '../core/errors.ts';
import type { Owned } from '../core/owned.ts';
import type { Session } from '../inference/session.ts';
import { jointCount } from './action-joints.ts';
import { windowStride } from './action-window.ts';

/** The network's one input and output: windows × frames × joints × (x, y, seen), any number of the first two; probabilities of the labels. */
export const actionTensors = { input: 'windows', output: 'probabilities' } as const;

/** Windows of one length, one behind the other. */
export interface WindowBatch {
  readonly count: number;
  readonly frames: number;
  /** `windowStride` for each frame of each window. */
  readonly values: Float32Array;
}

/** Tells actions in windows. */
export interface ActionNetwork {
  /** For each window one probability (0–1, together 1) for each label. Borrows the windows until it resolves. Throws `model/run-failed`, also for NaN. */
  probabilities(batch: WindowBatch): Promise<Float32Array<ArrayBuffer>>;
  /** Frees the network after the calls that are under way. */
  close(): void;
}

/** The network that `tools/training` makes, with so many labels. Takes the session. */
export function createActionNetwork(session: Owned<Session>, labelCount: number): ActionNetwork {
  const owned = session.take();

  async function probabilities({ count, frames, values }: WindowBatch): Promise<Float32Array<ArrayBuffer>> {
    if (values.length !== count * frames * windowStride) throw new AppError('internal/bug', { reason: 'windows of another length', found: values.length });
    if (count === 0) return new Float32Array(0);
    const outputs = await owned.value.run({ [actionTensors.input]: { data: values, dims: [count, frames, jointCount, 3] } });
    const found = outputs[actionTensors.output]?.data;
    if (found?.length !== count * labelCount) throw new AppError('model/run-failed', { output: actionTensors.output, length: found?.length ?? 0 });
    const wrong = found.findIndex((value) => !(value >= 0 && value <= 1)); // NaN is wrong, too
    if (wrong >= 0) throw new AppError('model/run-failed', { output: actionTensors.output, value: String(found[wrong]) });
    return Float32Array.from(found);
  }
  return { probabilities, close: () => owned.close() };
}
