import { AppError, toAppError } from '../core/errors.ts';
import { signOfLife } from '../core/signs-of-life.ts';
import type { CatalogEntry } from './catalog.ts';

/** Called with the bytes that are there so far, and how many there will be where the server says. */
export type OnBytes = (doneBytes: number, totalBytes: number | null) => void;
/** Brings a file that lies beside catalog.json; throws `model/missing` when it is not there. */
export type FetchBytes = (file: string, onBytes: OnBytes) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * Brings a model's bytes and checks every one of them before anybody runs them.
 * Throws `model/missing` or `model/hash-mismatch` (another length, or another SHA-256).
 */
export async function loadModel(entry: CatalogEntry, fetchBytes: FetchBytes, onBytes: OnBytes = () => undefined): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = await fetchBytes(entry.file, onBytes);
  } catch (error) {
    throw toAppError(error, 'model/missing', { model: entry.id, file: entry.file });
  }
  const found = bytes.byteLength === entry.bytes ? await sha256Hex(bytes) : `${bytes.byteLength} bytes`;
  if (found !== entry.sha256) throw new AppError('model/hash-mismatch', { model: entry.id, file: entry.file, expected: entry.sha256, found });
  return bytes;
}

/** A `FetchBytes` over HTTP for files in the folder `baseUrl` (with its final slash). */
export function fetchFrom(baseUrl: string, signal?: AbortSignal): FetchBytes {
  return async (file, onBytes) => {
    const response = await fetch(baseUrl + file, signal === undefined ? {} : { signal });
    if (!response.ok || response.body === null) throw new AppError('model/missing', { file, status: response.status });
    const length = response.headers.get('Content-Encoding') === null ? response.headers.get('Content-Length') : null;
    const chunks: Uint8Array[] = [];
    let doneBytes = 0;
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      doneBytes += value.byteLength;
      signOfLife();
      onBytes(doneBytes, length === null ? null : Number(length));
    }
    const all = new Uint8Array(doneBytes);
    let at = 0;
    for (const chunk of chunks) {
      all.set(chunk, at);
      at += chunk.byteLength;
    }
    return all;
  };
}

async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
