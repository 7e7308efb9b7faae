import { AppError, toAppError } from '../core/errors.ts';
import type { Runtime } from '../inference/ort.ts';
import { openSession } from '../inference/session.ts';
import type { BodyNetwork } from '../models/body-network.ts';
import { createRtmo, isRtmo } from '../models/rtmo.ts';

/** What stands for the user's own network where models are named by id: nobody here has checked what it answers. */
export const ownModelId = 'yours, unverified';

/** Networks that a user may bring, known by the names of their inputs and outputs. */
const adapters = [{ fits: isRtmo, create: createRtmo }];

/** Opens the bytes of a user's ONNX file. Throws `model/wrong-answer` for what is no network, and for one that no adapter knows. */
export async function openOwnBodies(runtime: Runtime, bytes: Uint8Array): Promise<BodyNetwork> {
  using session = await openSession(runtime, bytes).catch((error: unknown) => {
    throw new AppError('model/wrong-answer', { model: ownModelId, reason: toAppError(error).message }, error);
  });
  const { inputNames, outputNames } = session.value;
  const adapter = adapters.find(({ fits }) => fits(session.value));
  if (adapter === undefined) throw new AppError('model/wrong-answer', { model: ownModelId, inputs: inputNames.join(), outputs: outputNames.join() });
  return adapter.create(session);
}
