import { AppError } from '../core/errors.ts';
import type { FloatTensors } from '../inference/session.ts';

/** The numbers of an output of a run. Throws `model/run-failed` where it is missing or of another length. */
export function outputOf(outputs: FloatTensors, name: string, length: number): Float32Array {
  const data = outputs[name]?.data;
  if (data?.length !== length) throw new AppError('model/run-failed', { output: name, expected: length, found: data?.length ?? 0 });
  return data;
}
