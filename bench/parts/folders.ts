import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What `prepare.mjs tests` built. */
export interface Folders {
  readonly page: string;
  readonly inPage: string;
}

/** The built page and page modules below the repository's root, where `npm run` starts programs; throws when they are missing. */
export function builtFolders(): Folders {
  const folders = { page: resolve('dist/page'), inPage: resolve('dist/in-page') };
  if (!existsSync(folders.page) || !existsSync(join(folders.inPage, 'in-page/bench.js'))) {
    throw new Error('run this in the repository, after `node tools/build/prepare.mjs tests`');
  }
  return folders;
}

/** A file of the shared folder (`VEIL_SHARED`, else ../shared), or undefined where it is absent. */
export function sharedFile(path: string): string | undefined {
  const full = resolve(process.env['VEIL_SHARED'] ?? '../shared', path);
  return existsSync(full) ? full : undefined;
}
