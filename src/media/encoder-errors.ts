import { AppError } from '../core/errors.ts';
import { isReclamation } from './reclaimed.ts';

/** Whether an encoder was taken away by the browser, as happens to hidden tabs: nothing is wrong with the pictures, and a new one may do. */
export function isReclaimed(error: unknown): boolean {
  return error instanceof AppError && error.code === 'media/encode-failed' && error.details['reclaimed'] === true;
}

/** Whether an encoder failed by itself: another one may do. */
export function isEncoderFailure(error: unknown): error is AppError {
  return error instanceof AppError && error.code === 'media/encode-failed' && !isReclaimed(error);
}

/** What an encoder of this codec ended with. */
export function encoderError(codec: string, error: DOMException): AppError {
  const reclaimed = isReclamation(error);
  return new AppError('media/encode-failed', { codec, reason: error.message, ...(reclaimed ? { reclaimed } : {}) }, error);
}
