import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { openMovie } from '../../../src/media/open-movie.ts';
import type { Movie } from '../../../src/media/movie.ts';
import { WindowReader } from '../../../src/media/read-window.ts';
import type { SampleColumns } from '../../../src/media/movie.ts';

/** A file of the shared test footage, by its path below `media/`. */
export function mediaBlob(path: string): Promise<Blob> {
  return openAsBlob(join(process.env['VEIL_SHARED'] ?? '../shared', 'media', path));
}

export async function openMedia(path: string): Promise<Movie> {
  return openMovie(await mediaBlob(path), path);
}

/** SHA-256 over the payloads of a range of samples. */
export async function payloadHash(file: Blob, samples: SampleColumns, first: number, end: number): Promise<string> {
  const reader = new WindowReader(file);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let sample = first; sample < end; sample++) parts.push((await reader.read(samples.offset[sample]!, samples.size[sample]!)).slice());
  const digest = await crypto.subtle.digest('SHA-256', await new Blob(parts).arrayBuffer());
  return Buffer.from(digest).toString('hex');
}
