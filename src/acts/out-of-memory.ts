import { AppError } from '../core/errors.ts';

/** Whether something failed for want of memory: V8 refuses large buffers with a RangeError that says so. */
export function isOutOfMemory(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'gpu/out-of-memory' || isOutOfMemory(error.cause);
  return error instanceof RangeError && /allocation|out of memory/i.test(error.message);
}
