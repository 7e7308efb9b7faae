import { AppError } from '../core/errors.ts';
import type { CatalogEntry } from '../inference/catalog.ts';
import { jointCount } from './action-joints.ts';
import type { ActionNetwork, WindowBatch } from './action-network.ts';
import { windowStride } from './action-window.ts';
import stored from './action-self-test.json';

/** What the network was when it was trained: its bytes, its labels in order, and what PyTorch answered to the test's window. Made by `tools/training`. */
export interface StoredActions {
  readonly sha256: string;
  readonly labels: readonly string[];
  readonly probabilities: readonly number[];
}

const testFrames = 25;
/** f32 in another order is off by 1e-6; a wrong operator or weight by far more. */
const tolerance = 1e-4;

/** The labels of a network for actions, in the order of its output; `internal/bug` where nothing is stored of its weights. */
export function actionLabelsOf({ id, sha256 }: CatalogEntry, answer: StoredActions = stored): readonly string[] {
  if (answer.sha256 !== sha256) throw new AppError('internal/bug', { reason: 'no stored answer of these weights', model: id });
  return answer.labels;
}

/** Runs the test's window. Throws `model/wrong-answer` where the network does not answer as it did when it was trained, and `model/run-failed`. */
export async function testActionNetwork(network: ActionNetwork, { id }: CatalogEntry, answer: StoredActions = stored): Promise<void> {
  const found = await network.probabilities(actionTestWindow());
  const at = answer.probabilities.findIndex((value, label) => !(Math.abs(value - (found[label] as number)) <= tolerance));
  if (at >= 0) throw new AppError('model/wrong-answer', { model: id, at, expected: answer.probabilities[at] as number, found: String(found[at]), tolerance });
}

/** Joints that swing, each seventh not seen: the same formula as in tools/training/export.py. */
export function actionTestWindow(): WindowBatch {
  const values = new Float32Array(testFrames * windowStride);
  for (let frame = 0; frame < testFrames; frame += 1) {
    for (let joint = 0; joint < jointCount; joint += 1) {
      if ((frame + joint) % 7 === 0) continue;
      values.set([Math.sin(0.2 * frame + joint), Math.cos(0.1 * frame - joint), 1], windowStride * frame + 3 * joint);
    }
  }
  return { count: 1, frames: testFrames, values };
}
