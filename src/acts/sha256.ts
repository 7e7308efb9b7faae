import { sha256 } from '@noble/hashes/sha2.js';
import { throwIfCancelled } from '../core/errors.ts';
import { signOfLife } from '../core/signs-of-life.ts';

/** Read at once: the web's own digest wants the whole file in memory. */
const windowBytes = 4 * 1024 * 1024;

/** SHA-256 of a file of any size in flat memory, as lower-case hex. */
export async function sha256OfFile(file: Blob, signal?: AbortSignal): Promise<string> {
  const hash = sha256.create();
  for (let start = 0; start < file.size; start += windowBytes) {
    throwIfCancelled(signal);
    hash.update(new Uint8Array(await file.slice(start, start + windowBytes).arrayBuffer()));
    signOfLife();
  }
  return [...hash.digest()].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
