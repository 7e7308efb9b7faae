import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Bytes that will be free where `output` goes once the browser's profile holds `privateBytes` more: on one disk both copies count.
 * The output's folder must exist.
 */
export async function freeBytesFor(output: string, profile: string, privateBytes: number): Promise<number> {
  const folder = dirname(output);
  const [{ bavail, bsize }, here, there] = await Promise.all([statfs(folder), stat(folder), stat(profile)]);
  return bavail * bsize - (here.dev === there.dev ? privateBytes : 0);
}
