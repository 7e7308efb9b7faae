import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

function* filesUnder(root, path) {
  const full = join(root, path);
  const stat = statSync(full, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (stat.isFile()) yield { path, full, stat };
  if (stat.isDirectory()) for (const name of readdirSync(full).sort()) yield* filesUnder(root, join(path, name));
}

/** A hash over names and contents: for sources, whose times change with every checkout. */
export function contentStamp(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) for (const file of filesUnder(root, path)) hash.update(`${file.path}\0`).update(readFileSync(file.full));
  return `${hash.digest('hex')}\n`;
}

/** A hash over names, sizes and times: for big files, too slow to read each time. */
export function listingStamp(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) for (const { path: name, stat } of filesUnder(root, path)) hash.update(`${name}\0${stat.size}\0${stat.mtimeMs}\n`);
  return `${hash.digest('hex')}\n`;
}
