import { identifyFile, sniffBytes } from '../../core/identify-file.ts';

/** Files that a user gave, sorted out. */
export interface GivenFiles {
  readonly files: readonly File[];
  /** Names of files of folders that are neither video nor picture. */
  readonly passedOver: readonly string[];
}

/**
 * Everything that was dropped, folders with all that is below them. Must be called while the drop event is being handled: the list of
 * items is empty afterwards.
 */
export async function droppedFiles(items: DataTransferItemList): Promise<GivenFiles> {
  const dropped = [...items].flatMap((item) => (item.kind === 'file' ? [{ entry: item.webkitGetAsEntry(), file: item.getAsFile() }] : []));
  const files: File[] = [];
  const fromFolders: File[] = [];
  for (const { entry, file } of dropped) {
    if (entry?.isDirectory === true) fromFolders.push(...(await filesBelow(entry as FileSystemDirectoryEntry)));
    else if (file !== null) files.push(file);
  }
  const sorted = await folderFiles(fromFolders);
  return { ...sorted, files: [...files, ...sorted.files] };
}

/** Of a folder's files those that are video or picture by their content (sound is taken when it is given by itself), refused kinds among them: each is told what is wrong with it. */
export async function folderFiles(all: readonly File[]): Promise<GivenFiles> {
  const files: File[] = [];
  const passedOver: string[] = [];
  for (const file of all) {
    const head = await file.slice(0, sniffBytes).arrayBuffer().catch(() => undefined);
    // One that cannot be read is kept: it fails in its place, with the reason.
    const kind = head === undefined ? undefined : identifyFile(new Uint8Array(head)).kind;
    if (kind !== 'unknown' && kind !== 'sound') files.push(file);
    else passedOver.push(file.name);
  }
  return { files, passedOver };
}

async function filesBelow(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const files: File[] = [];
  for (const entry of (await entriesOf(folder)).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory) files.push(...(await filesBelow(entry as FileSystemDirectoryEntry)));
    else files.push(await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)));
  }
  return files;
}

/** A reader gives a hundred entries at a time, and none when it is done. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const more = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (more.length === 0) return entries;
    entries.push(...more);
  }
}
