import { AppError, toAppError } from '../core/errors.ts';
import { signOfLife } from '../core/signs-of-life.ts';

/** Where a file is written, at any position. `close` completes it; `abort` gives it up. Writes throw `storage/quota` or `storage/write-failed`. */
export interface ByteSink {
  write(data: Uint8Array, position: number): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
}

/** What is used of FileSystemSyncAccessHandle, which only the worker library of TypeScript knows. */
interface SyncAccess {
  write(data: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

/** Writes to the browser's private storage, from a worker. `abort` empties the file; removing it is the caller's. */
export async function opfsSink(handle: FileSystemFileHandle): Promise<ByteSink> {
  const access = await guard(0, () => openAccess(handle));
  return {
    write: (data, position) =>
      guard(position + data.length, () => {
        const written = access.write(data, { at: position });
        // A full disk shows as a short write, or as a count that makes no sense (shared facts).
        if (written !== data.length) throw new AppError('storage/write-failed', { expectedBytes: data.length, writtenBytes: written, position });
      }),
    close: () =>
      guard(0, () => {
        access.flush();
        access.close();
      }),
    abort: () =>
      guard(0, () => {
        access.truncate(0);
        access.close();
      }),
  };
}

/** Makes a file of private storage so many bytes long, as a hole; throws `storage/quota` when there is no room for them. From a worker. */
export async function growFile(handle: FileSystemFileHandle, bytes: number): Promise<void> {
  await guard(bytes, async () => {
    const access = await openAccess(handle);
    try {
      access.truncate(bytes);
    } finally {
      access.close();
    }
  });
}

function openAccess(handle: FileSystemFileHandle): Promise<SyncAccess> {
  return (handle as FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncAccess> }).createSyncAccessHandle();
}

/** Writes to a file that the user picked; nothing appears under its name before `close`. */
export async function fileSink(handle: FileSystemFileHandle): Promise<ByteSink> {
  const stream = await guard(0, () => handle.createWritable());
  return {
    write: (data, position) => guard(position + data.length, () => stream.write({ type: 'write', position, data: data as Uint8Array<ArrayBuffer> })),
    close: () => guard(0, () => stream.close()),
    abort: () => guard(0, () => stream.abort()),
  };
}

/** Empties a file that the user picked: the page may not remove it. */
export async function emptyFile(handle: FileSystemFileHandle): Promise<void> {
  await (await fileSink(handle)).close();
}

/** Keeps everything in memory, for tests and short clips. */
export interface MemorySink extends ByteSink {
  /** What has been written so far; gaps are zero. */
  bytes(): Uint8Array<ArrayBuffer>;
}

export function memorySink(): MemorySink {
  let buffer = new Uint8Array(0);
  let length = 0;
  return {
    write: (data, position) => {
      const end = position + data.length;
      if (end > buffer.length) {
        const grown = new Uint8Array(Math.max(end, buffer.length * 2));
        grown.set(buffer);
        buffer = grown;
      }
      buffer.set(data, position);
      length = Math.max(length, end);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
    abort: () => {
      length = 0;
      return Promise.resolve();
    },
    bytes: () => buffer.slice(0, length),
  };
}

/** `neededBytes` is how large the file would have become: what the user needs to make room for. */
async function guard<T>(neededBytes: number, work: () => T | Promise<T>): Promise<T> {
  try {
    const result = await work();
    signOfLife();
    return result;
  } catch (error) {
    throw toAppError(error, 'storage/write-failed', { neededBytes });
  }
}
