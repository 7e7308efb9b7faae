const folderName = 'projects';

/** Small text files by name. */
export interface ProjectFiles {
  /** Undefined when there is no such file. */
  read(name: string): Promise<string | undefined>;
  /** All of it or nothing: a crash leaves what was there before. */
  write(name: string, text: string): Promise<void>;
  /** Nothing happens when there is no such file. */
  remove(name: string): Promise<void>;
}

/** In the browser's private storage. */
export const opfsFiles: ProjectFiles = {
  async read(name) {
    try {
      return await (await (await (await folder()).getFileHandle(name)).getFile()).text();
    } catch (error) {
      return unlessMissing(error);
    }
  },
  async write(name, text) {
    // Written beside the file, which is replaced when the writer closes.
    const writer = await (await (await folder()).getFileHandle(name, { create: true })).createWritable();
    try {
      await writer.write(text);
    } catch (error) {
      await writer.abort().catch(() => undefined);
      throw error;
    }
    await writer.close();
  },
  async remove(name) {
    await (await folder()).removeEntry(name).catch(unlessMissing);
  },
};

async function folder(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(folderName, { create: true });
}

function unlessMissing(error: unknown): undefined {
  if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
  throw error;
}
