import { AppError } from '../src/core/errors.ts';

/** A usage error with its reason. */
export function usage(reason: string): AppError {
  return new AppError('usage/bad-option', { reason });
}
