/** Finished and unfinished videos in private storage. */
const folderName = 'outputs';
/** What an earlier session left behind (a crash) is removed after this long. */
const keepMs = 24 * 3600 * 1000;

async function outputFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(folderName, { create: true });
}

/** A new, empty file for one output; also clears away what earlier sessions left. */
export async function createOutput(): Promise<FileSystemFileHandle> {
  const folder = await outputFolder();
  for await (const [name, entry] of folder.entries()) {
    if (entry instanceof FileSystemFileHandle && (await entry.getFile()).lastModified < Date.now() - keepMs) {
      await folder.removeEntry(name).catch(() => undefined); // in use by another tab
    }
  }
  return folder.getFileHandle(`${crypto.randomUUID()}.mp4`, { create: true });
}

/** Removes one output; one that is already gone is fine. */
export async function removeOutput(name: string): Promise<void> {
  await (await outputFolder()).removeEntry(name).catch((error: unknown) => {
    if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
  });
}
