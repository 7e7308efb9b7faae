import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../src/core/errors.ts';
import type { CatalogEntry } from '../../src/inference/catalog.ts';

/** SHA-256 in lower-case hex digits. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Whether the file is there and is the catalogue's, byte for byte. */
export function isRight(path: string, entry: CatalogEntry): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() === true && stat.size === entry.bytes && sha256Of(readFileSync(path)) === entry.sha256;
}

/** Writes a model after checking it; half a file is never seen under its name. Throws `model/hash-mismatch` and writes nothing. */
export function writeChecked(path: string, bytes: Uint8Array, entry: CatalogEntry): void {
  const found = sha256Of(bytes);
  if (found !== entry.sha256) {
    throw new AppError('model/hash-mismatch', { model: entry.id, file: entry.file, expected: entry.sha256, found, bytes: bytes.length });
  }
  const part = `${path}.part`;
  try {
    writeFileSync(part, bytes);
    renameSync(part, path);
  } finally {
    rmSync(part, { force: true });
  }
}

/** The bytes of the model in a mirror folder, recognized by content whatever its name is there; undefined when it is in none. */
export function findInMirrors(folders: readonly string[], entry: CatalogEntry): Uint8Array | undefined {
  for (const folder of folders) {
    for (const name of namesIn(folder)) {
      const path = join(folder, name);
      if (isRight(path, entry)) return readFileSync(path);
    }
  }
  return undefined;
}

/** A mirror that is not there holds nothing. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
