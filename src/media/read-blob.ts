import { AppError, throwIfCancelled } from '../core/errors.ts';
import { signOfLife } from '../core/signs-of-life.ts';

/** Reads `[start, end)` of a file. Throws `media/file-gone` when the file changed or went away, `job/cancelled`. */
export async function readBlob(file: Blob, start: number, end: number, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  throwIfCancelled(signal);
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await file.slice(start, end).arrayBuffer());
  } catch (error) {
    throw new AppError('media/file-gone', { position: start }, error);
  }
  signOfLife();
  throwIfCancelled(signal);
  if (bytes.length !== Math.min(end, file.size) - start) throw new AppError('media/file-gone', { position: start });
  return bytes;
}
