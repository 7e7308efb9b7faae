import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const shared = resolve(root, process.env['VEIL_SHARED'] ?? '../shared');

/** A file of the shared folder (`media/faces/x.mp4`), or undefined where it is absent. */
export function sharedPath(path: string): string | undefined {
  const full = resolve(shared, path);
  return existsSync(full) ? full : undefined;
}

interface SkippableContext {
  skip(note?: string): never;
}

/** For the inside of a test: the path, or the test is skipped and its report says why. */
export function requireShared(context: SkippableContext, path: string): string {
  return sharedPath(path) ?? context.skip(`needs ${path} of the shared folder (VEIL_SHARED, else ../shared)`);
}

/** For `beforeEach` of a test file that works on the shared footage throughout. */
export function needsSharedMedia(context: SkippableContext): void {
  requireShared(context, 'media');
}
