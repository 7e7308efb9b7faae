import { AppError, toAppError } from '../core/errors.ts';
import { encodeJournalGroup } from '../documents/encode-journal-group.ts';
import { readJournal } from '../documents/journal.ts';
import type { Journal, JournalGroup } from '../documents/journal.ts';
import { encodeJournalHeader } from '../documents/journal-header.ts';
import type { JournalHeader } from '../documents/journal-header.ts';
import type { FrameObservation } from '../documents/observations.ts';

const folderName = 'journals';
/** Written groups are forced to disk this often: what a crash may lose. */
const flushEveryMs = 1000;
/** Chromium ends a worker that is in a loop 2 s after it is told to, and only then lets go of its files. */
const heldMsMax = 10_000;
const heldRetryMs = 200;
/** Journals are kept for this long after they were written to, then removed with the next visit. */
const keepDays = 14;

/** The journal of one job in private storage: what was already observed, and where the rest is appended. */
export class JournalStore implements Journal {
  readonly resumed: readonly JournalGroup[];
  readonly #handle: FileSystemSyncAccessHandle;
  #position: number;
  #flushedAtMs = performance.now();

  private constructor(handle: FileSystemSyncAccessHandle, resumed: readonly JournalGroup[], position: number) {
    this.#handle = handle;
    this.resumed = resumed;
    this.#position = position;
  }

  /** Opens or begins the journal of a job; one that belongs to other settings, or is damaged, is begun anew. Throws `storage/*`. */
  static async open(header: JournalHeader): Promise<JournalStore> {
    const file = await journalFile(header).catch((error: unknown) => {
      throw toAppError(error, 'storage/write-failed');
    });
    const handle = await openAlone(file);
    try {
      return JournalStore.#begin(handle, header);
    } catch (error) {
      handle.close();
      throw error;
    }
  }

  static #begin(handle: FileSystemSyncAccessHandle, header: JournalHeader): JournalStore {
    const bytes = new Uint8Array(handle.getSize());
    handle.read(bytes, { at: 0 });
    if (isJournalOf(header, bytes)) {
      const read = readJournal(bytes);
      handle.truncate(read.validBytes);
      return new JournalStore(handle, read.groups, read.validBytes);
    }
    handle.truncate(0);
    const store = new JournalStore(handle, [], 0);
    store.#write(encodeJournalHeader(header));
    return store;
  }

  append(frames: readonly FrameObservation[]): void {
    this.#write(encodeJournalGroup(frames));
    const nowMs = performance.now();
    if (nowMs - this.#flushedAtMs > flushEveryMs) {
      this.#handle.flush();
      this.#flushedAtMs = nowMs;
    }
  }

  close(): void {
    this.#handle.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #write(bytes: Uint8Array<ArrayBuffer>): void {
    let written: number;
    try {
      written = this.#handle.write(bytes, { at: this.#position });
    } catch (error) {
      throw toAppError(error, 'storage/write-failed', { neededBytes: bytes.length });
    }
    if (written !== bytes.length) throw new AppError('storage/quota', { neededBytes: bytes.length });
    this.#position += written;
  }
}

/** Opens a file that a worker which was just ended may still hold for a moment. */
async function openAlone(file: FileSystemFileHandle): Promise<FileSystemSyncAccessHandle> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await file.createSyncAccessHandle();
    } catch (error) {
      const held = error instanceof DOMException && error.name === 'NoModificationAllowedError';
      if (!held) throw toAppError(error, 'storage/write-failed');
      if (attempt * heldRetryMs >= heldMsMax) throw toAppError(error, 'storage/write-failed', { why: 'the same job is open in another tab' });
      await new Promise((resolve) => setTimeout(resolve, heldRetryMs));
    }
  }
}

function isJournalOf(header: JournalHeader, bytes: Uint8Array): boolean {
  const expected = encodeJournalHeader(header);
  return bytes.length >= expected.length && expected.every((byte, i) => bytes[i] === byte);
}

async function journalFile(header: JournalHeader): Promise<FileSystemFileHandle> {
  const folder = await journalFolder();
  return folder.getFileHandle(await journalName(header), { create: true });
}

async function journalName(header: JournalHeader): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', encodeJournalHeader(header));
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 40)}.veil-journal`;
}

/** Where journals lie in private storage, and what else is remembered of files. */
export async function journalFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(folderName, { create: true });
}

/** Removes journals and the like that nobody wrote to for two weeks: what they hold tells faces apart, and shall not lie there for ever. */
export async function removeOldJournals(): Promise<void> {
  const folder = await journalFolder();
  const oldestMs = Date.now() - keepDays * 24 * 3600 * 1000;
  for await (const [name, entry] of folder.entries()) {
    if (!(entry instanceof FileSystemFileHandle)) continue;
    if ((await entry.getFile()).lastModified < oldestMs) await folder.removeEntry(name).catch(() => undefined); // open in another tab
  }
}
