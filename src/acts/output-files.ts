import { toAppError } from '../core/errors.ts';
import { growFile } from '../media/byte-sink.ts';

/** Finished and unfinished videos in private storage. */
const folderName = 'outputs';
/** A file is in use while the worker that made it lives: it holds a lock of this name, which ends with the worker, however it ends. */
const lockPrefix = 'veil-output/';

async function outputFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(folderName, { create: true });
}

/** A new, empty file for one output, kept while this worker lives; files whose tab was closed or crashed are cleared away first. Throws `storage/*`. */
export async function createOutput(): Promise<FileSystemFileHandle> {
  try {
    return await createIn(await outputFolder());
  } catch (error) {
    throw toAppError(error, 'storage/write-failed');
  }
}

async function createIn(folder: FileSystemDirectoryHandle): Promise<FileSystemFileHandle> {
  await removeAbandoned(folder);
  const name = `${crypto.randomUUID()}.mp4`;
  await holdLock(lockPrefix + name);
  return folder.getFileHandle(name, { create: true });
}

/**
 * Throws `storage/quota` with `neededBytes` when private storage has no room for so many. It is tried out on a file that is at once
 * removed: the browser's own estimate of its room is a made-up number in current Chromium.
 */
export async function requireSpace(neededBytes: number): Promise<void> {
  const name = `${crypto.randomUUID()}.room`;
  try {
    const folder = await outputFolder();
    await removeAbandoned(folder);
    const handle = await folder.getFileHandle(name, { create: true });
    await growFile(handle, neededBytes).finally(() => folder.removeEntry(name));
  } catch (error) {
    throw toAppError(error, 'storage/write-failed', { neededBytes });
  }
}

/** Removes one output; one that is already gone is fine. */
export async function removeOutput(name: string): Promise<void> {
  await (await outputFolder()).removeEntry(name).catch((error: unknown) => {
    if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
  });
}

/** Removes what tabs and workers left that ended in the middle of a render. */
export async function clearAbandonedOutputs(): Promise<void> {
  await removeAbandoned(await outputFolder());
}

async function removeAbandoned(folder: FileSystemDirectoryHandle): Promise<void> {
  const { held = [] } = await navigator.locks.query();
  const used = new Set(held.map((lock) => lock.name));
  for await (const name of folder.keys()) {
    if (!used.has(lockPrefix + name)) await folder.removeEntry(name).catch(() => undefined); // a picked-up race: the next output tries again
  }
}

/** Resolves when the lock is held; it is let go only when this worker ends. */
function holdLock(name: string): Promise<void> {
  return new Promise((held, failed) => {
    navigator.locks
      .request(name, () => {
        held();
        return new Promise<never>(() => undefined);
      })
      .catch(failed);
  });
}
