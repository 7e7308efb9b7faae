import type { SampleColumns } from './movie.ts';
import { readBlob } from './read-blob.ts';

/** Two recordings that agree in both ends and in every sample's size are the same; reading more would cost seconds. */
const edgeBytes = 1024 * 1024;

/** SHA-256 in hex over the file's size, its first and last MiB and its sample sizes and times. */
export async function fingerprintFile(file: Blob, tables: readonly SampleColumns[], signal?: AbortSignal): Promise<string> {
  const parts: Uint8Array<ArrayBuffer>[] = [new TextEncoder().encode(`veil-1:${file.size}`)];
  parts.push(await readBlob(file, 0, Math.min(edgeBytes, file.size), signal));
  parts.push(await readBlob(file, Math.max(0, file.size - edgeBytes), file.size, signal));
  for (const table of tables) for (const column of [table.size, table.dts, table.cts]) parts.push(await sha256(column));
  return hex(await sha256(await joined(parts)));
}

async function sha256(data: Uint32Array | Float64Array | Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', data as Uint8Array<ArrayBuffer>));
}

async function joined(parts: Uint8Array<ArrayBuffer>[]): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
